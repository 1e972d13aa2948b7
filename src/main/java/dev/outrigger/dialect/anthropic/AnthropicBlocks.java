package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.JsonEnd;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * The content blocks of a streamed message, of which one is open at a time. A text or a thought ends where another block
 * begins. A tool's call ends when its arguments are whole JSON, for its pieces may come between those of others: blocks
 * that begin meanwhile wait, in the order of their beginnings.
 */
final class AnthropicBlocks {
    private final Consumer<ObjectNode> out;
    /** The open one, and those that wait for its end. */
    private final Deque<Block> blocks = new ArrayDeque<>();

    private int written;
    private long heldBytes;

    /** @param out takes each event */
    AnthropicBlocks(Consumer<ObjectNode> out) {
        this.out = out;
    }

    void text(String text) {
        if (!text.isEmpty()) of(Kind.TEXT).more(delta("text_delta").put("text", text));
    }

    void thought(String text) {
        if (!text.isEmpty()) of(Kind.THOUGHT).more(delta("thinking_delta").put("thinking", text));
    }

    /** A signature ends its thought. One that another vendor made is nobody's here. */
    void signed(Seal seal) {
        if (!AnthropicWords.isOurs(seal)) return;
        Block thought = of(Kind.THOUGHT);
        thought.more(signature(seal.value()));
        thought.isSigned = true;
        thought.isWhole = true;
    }

    void sealed(Seal seal) {
        if (!AnthropicWords.isOurs(seal)) return;
        begin(Kind.SEALED, -1, block("redacted_thinking").put("data", seal.value()));
    }

    void call(int index, String id, String name) {
        ObjectNode start = block("tool_use").put("id", id).put("name", name);
        start.putObject("input");
        begin(Kind.CALL, index, start);
    }

    void arguments(int index, String json) {
        for (Block block : blocks)
            if (block.kind == Kind.CALL && block.call == index && !json.isEmpty()) {
                block.more(delta("input_json_delta").put("partial_json", json));
                block.arguments.read(json);
            }
        settle();
    }

    /** Said of a text that is not closed yet; of another it comes too late. */
    void cited(Citation citation) {
        Block last = blocks.peekLast();
        if (last == null || last.kind != Kind.TEXT) return;
        AnthropicWords.citation(citation)
                .ifPresent(
                        said -> last.more((ObjectNode) delta("citations_delta").set("citation", said)));
    }

    /** What the pieces take that wait for the end of another block. */
    long held() {
        return heldBytes;
    }

    /** Nothing comes any more. */
    void end() {
        while (!blocks.isEmpty()) next();
    }

    /** The last block if it is of this kind and goes on, else a new one. */
    private Block of(Kind kind) {
        Block last = blocks.peekLast();
        if (last != null && last.kind == kind && !last.isWhole) return last;
        return kind == Kind.TEXT
                ? begin(kind, -1, block("text").put("text", ""))
                : begin(kind, -1, block("thinking").put("thinking", "").put("signature", ""));
    }

    private Block begin(Kind kind, int call, ObjectNode start) {
        Block last = blocks.peekLast();
        if (last != null) last.isWhole = true;
        Block block = new Block(kind, call, start);
        blocks.add(block);
        if (last == null) open(block);
        else heldBytes += block.held.piece(start.toString());
        settle();
        return block;
    }

    /** Closes what is whole while others wait. */
    private void settle() {
        for (Block first = blocks.peek(); first != null && blocks.size() > 1 && first.mayClose(); first = blocks.peek())
            next();
    }

    private void next() {
        Block last = blocks.remove();
        if (last.kind == Kind.THOUGHT && !last.isSigned) write(signature(Unsigned.MARK));
        out.accept(event("content_block_stop"));
        written++;
        Block next = blocks.peek();
        if (next != null) open(next);
    }

    private void open(Block block) {
        out.accept((ObjectNode) event("content_block_start").set("content_block", block.start));
        block.isOpen = true;
        block.waiting.forEach(this::write);
        block.waiting.clear();
        heldBytes -= block.held.bytes();
        block.held.clear();
    }

    private void write(ObjectNode delta) {
        out.accept((ObjectNode) event("content_block_delta").set("delta", delta));
    }

    private ObjectNode event(String type) {
        return Json.STRICT.createObjectNode().put("type", type).put("index", written);
    }

    private static ObjectNode block(String type) {
        return Json.STRICT.createObjectNode().put("type", type);
    }

    private static ObjectNode signature(String value) {
        return delta("signature_delta").put("signature", value);
    }

    private static ObjectNode delta(String type) {
        return Json.STRICT.createObjectNode().put("type", type);
    }

    private enum Kind {
        TEXT,
        THOUGHT,
        SEALED,
        CALL
    }

    private final class Block {
        private final Kind kind;
        private final int call;
        private final ObjectNode start;
        private final JsonEnd arguments = new JsonEnd();
        private final List<ObjectNode> waiting = new ArrayList<>(0);
        private final HeldBack held = new HeldBack();
        private boolean isOpen;
        private boolean isSigned;
        /** Of a text or a thought: another block has begun, or its signature came. */
        private boolean isWhole;

        private Block(Kind kind, int call, ObjectNode start) {
            this.kind = kind;
            this.call = call;
            this.start = start;
        }

        private void more(ObjectNode delta) {
            if (isOpen) write(delta);
            else {
                waiting.add(delta);
                heldBytes += held.piece(delta.toString());
            }
        }

        private boolean mayClose() {
            return kind == Kind.CALL ? arguments.isReached() : isWhole;
        }
    }
}
