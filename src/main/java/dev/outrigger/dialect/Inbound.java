package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;

/**
 * A chat request as it was read.
 *
 * @param request what it asks, in no vendor's words
 * @param raw the bytes as the app sent them
 * @param wantsUsage whether a streamed answer shall end with its usage
 */
public record Inbound(ChatRequest request, Bytes raw, boolean wantsUsage) {}
