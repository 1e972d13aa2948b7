/** The engine in a process of its own, over a Unix socket: a crash of native code there costs this process nothing but its answers. */
@NullMarked
package dev.outrigger.child;

import org.jspecify.annotations.NullMarked;
