package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;

/** A request that waits for its answer to begin, and where the answer goes. */
record Arrival(ChatRequest request, Outbox outbox) {}
