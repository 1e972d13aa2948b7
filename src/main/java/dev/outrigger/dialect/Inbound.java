package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.dialect.json.JsonObjectText;

/** A chat request as its dialect read it. */
public final class Inbound {
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

    /** The bytes as the app sent them; not to be asked for once they were let go. */
    public Bytes raw() {
        return text.raw();
    }

    /** How many bytes the app sent. */
    public int size() {
        return text.source().size();
    }

    /** What the request takes on the heap beside its bytes, at most. */
    public long readBytes() {
        return readBytes;
    }

    /**
     * Frees the bytes, and with them every text of the request: when an answer has begun, nobody reads them any more. What
     * is not text (model, roles, numbers) stays.
     */
    public void letGo() {
        text.source().letGo();
    }

    /** Whether a streamed answer shall end with its usage. */
    public boolean wantsUsage() {
        return wantsUsage;
    }

    /** Where the fields stand in the bytes, so that a rewrite need not read them again. */
    public JsonObjectText text() {
        return text;
    }

    /** The size and the model alone: contents may be private. */
    @Override
    public String toString() {
        return "Inbound[" + request.model() + ", " + size() + " bytes]";
    }
}
