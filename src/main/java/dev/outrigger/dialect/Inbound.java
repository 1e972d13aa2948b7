package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;

/** A chat request as its dialect read it. */
public final class Inbound {
    private final ChatRequest request;
    private final JsonObjectText text;
    private final boolean wantsUsage;

    Inbound(ChatRequest request, JsonObjectText text, boolean wantsUsage) {
        this.request = request;
        this.text = text;
        this.wantsUsage = wantsUsage;
    }

    /** What it asks, in no vendor's words. */
    public ChatRequest request() {
        return request;
    }

    /** The bytes as the app sent them. */
    public Bytes raw() {
        return text.raw();
    }

    /** Whether a streamed answer shall end with its usage. */
    public boolean wantsUsage() {
        return wantsUsage;
    }

    /** Where the fields stand in the bytes, so that a rewrite need not read them again. */
    JsonObjectText text() {
        return text;
    }

    /** The size and the model alone: contents may be private. */
    @Override
    public String toString() {
        return "Inbound[" + request.model() + ", " + raw() + "]";
    }
}
