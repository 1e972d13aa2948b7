/** The provider-neutral vocabulary of a chat: requests, messages, answers as events, failures. Libraries: JDK only. */
@NullMarked
package dev.outrigger.chat;

import org.jspecify.annotations.NullMarked;
