package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.json.JsonObjectText;

/** A chat request as its dialect read it. */
public final class Inbound implements Request {
    private final Endpoint.Chat at;
    private final ChatRequest request;
    private final JsonObjectText text;
    private final boolean wantsUsage;
    private final long readBytes;

    /** @param readBytes what it takes on the heap beside its bytes, at most */
    public Inbound(Endpoint.Chat at, ChatRequest request, JsonObjectText text, boolean wantsUsage, long readBytes) {
        this.at = at;
        this.request = request;
        this.text = text;
        this.wantsUsage = wantsUsage;
        this.readBytes = readBytes;
    }

    /** Where it was sent. */
    public Endpoint.Chat at() {
        return at;
    }

    /** What it asks, in no vendor's words. */
    public ChatRequest request() {
        return request;
    }

    @Override
    public ModelName model() {
        return request.model();
    }

    @Override
    public boolean stream() {
        return request.stream();
    }

    @Override
    public long readBytes() {
        return readBytes;
    }

    /** Whether a streamed answer shall end with its usage. */
    public boolean wantsUsage() {
        return wantsUsage;
    }

    @Override
    public JsonObjectText text() {
        return text;
    }

    /** The size and the model alone: contents may be private. */
    @Override
    public String toString() {
        return "Inbound[" + request.model() + ", " + size() + " bytes]";
    }
}
