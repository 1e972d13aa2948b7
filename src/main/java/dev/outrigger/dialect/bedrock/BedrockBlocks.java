package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.JsonEnd;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.Json;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * The content blocks of a streamed answer, of which one is open at a time, as apps of this vendor expect. A text or a
 * thought ends where another block begins. A tool's call ends when its arguments are whole JSON, for its pieces may come
 * between those of others: blocks that begin meanwhile wait, in the order of their beginnings.
 */
final class BedrockBlocks {
    private final BiConsumer<String, ObjectNode> out;

    /** The open one, and those that wait for its end. */
    private final Deque<Block> blocks = new ArrayDeque<>();

    private int written;
    private long heldBytes;

    /** @param out takes each event, its type first */
    BedrockBlocks(BiConsumer<String, ObjectNode> out) {
        this.out = out;
    }

    void text(String text) {
        if (!text.isEmpty()) of(Kind.TEXT).more(Json.STRICT.createObjectNode().put("text", text));
    }

    void thought(String text) {
        if (!text.isEmpty()) of(Kind.THOUGHT).more(thinks("text", text));
    }

    /** A signature ends its thought. One that another vendor made is nobody's here. */
    void signed(Seal seal) {
        if (!BedrockWords.isOurs(seal)) return;
        Block thought = of(Kind.THOUGHT);
        thought.more(thinks("signature", seal.value()));
        thought.isSealed = true;
        thought.isWhole = true;
    }

    void sealed(Seal seal) {
        if (!BedrockWords.isOurs(seal)) return;
        Block thought = begin(Kind.THOUGHT, -1, Optional.empty());
        thought.isSealed = true;
        thought.more(thinks("redactedContent", seal.value()));
        settleLast();
    }

    void call(int index, String id, String name) {
        ObjectNode start = Json.STRICT.createObjectNode();
        start.putObject("toolUse").put("toolUseId", id).put("name", name);
        begin(Kind.CALL, index, Optional.of(start));
    }

    void arguments(int index, String json) {
        for (Block block : blocks)
            if (block.kind == Kind.CALL && block.call == index && !json.isEmpty()) {
                ObjectNode delta = Json.STRICT.createObjectNode();
                delta.putObject("toolUse").put("input", json);
                block.more(delta);
                block.arguments.read(json);
            }
        settle();
    }

    /** Only bytes, of a form that is known, can be shown. */
    void picture(Part.Media media) {
        if (!(media.source() instanceof Part.Source.Inline(String type, Passage base64))) return;
        BedrockAnswerWriter.format(media).ifPresent(format -> {
            ObjectNode start = Json.STRICT.createObjectNode();
            start.putObject("image").put("format", format);
            ObjectNode delta = Json.STRICT.createObjectNode();
            delta.putObject("image").putObject("source").put("bytes", base64.text());
            begin(Kind.PICTURE, -1, Optional.of(start)).more(delta);
            settleLast();
        });
    }

    /** Said of a text that is not closed yet; of another it comes too late. */
    void cited(Citation citation) {
        Block last = blocks.peekLast();
        if (last == null || last.kind != Kind.TEXT) return;
        BedrockWords.citation(citation).ifPresent(said -> {
            ObjectNode delta = Json.STRICT.createObjectNode();
            delta.set("citation", said);
            last.more(delta);
        });
    }

    /** What the pieces take that wait for the end of another block. */
    long held() {
        return heldBytes;
    }

    /** Nothing comes any more. */
    void end() {
        while (!blocks.isEmpty()) next();
    }

    private static ObjectNode thinks(String name, String value) {
        ObjectNode delta = Json.STRICT.createObjectNode();
        delta.putObject("reasoningContent").put(name, value);
        return delta;
    }

    /** The last block if it is of this kind and goes on, else a new one. */
    private Block of(Kind kind) {
        Block last = blocks.peekLast();
        boolean goesOn = last != null && last.kind == kind && !last.isWhole;
        return goesOn ? last : begin(kind, -1, Optional.empty());
    }

    private Block begin(Kind kind, int call, Optional<ObjectNode> start) {
        settleLast();
        Block block = new Block(kind, call, start);
        boolean isFirst = blocks.isEmpty();
        blocks.add(block);
        if (isFirst) open(block);
        else heldBytes += block.held.piece(start.map(ObjectNode::toString).orElse("{}"));
        settle();
        return block;
    }

    private void settleLast() {
        Block last = blocks.peekLast();
        if (last != null) last.isWhole = true;
    }

    /** Closes what is whole while others wait. */
    private void settle() {
        for (Block first = blocks.peek(); first != null && blocks.size() > 1 && first.mayClose(); first = blocks.peek())
            next();
    }

    private void next() {
        Block last = blocks.remove();
        if (last.kind == Kind.THOUGHT && !last.isSealed) write(thinks("signature", Unsigned.MARK));
        out.accept("contentBlockStop", index(Json.STRICT.createObjectNode()));
        written++;
        Block next = blocks.peek();
        if (next != null) open(next);
    }

    /** Texts and thoughts begin with their first piece. */
    private void open(Block block) {
        block.start.ifPresent(start -> {
            ObjectNode event = Json.STRICT.createObjectNode();
            event.set("start", start);
            out.accept("contentBlockStart", index(event));
        });
        block.isOpen = true;
        block.waiting.forEach(this::write);
        block.waiting.clear();
        heldBytes -= block.held.bytes();
        block.held.clear();
    }

    private void write(ObjectNode delta) {
        ObjectNode event = Json.STRICT.createObjectNode();
        event.set("delta", delta);
        out.accept("contentBlockDelta", index(event));
    }

    private ObjectNode index(ObjectNode event) {
        return event.put("contentBlockIndex", written);
    }

    private enum Kind {
        TEXT,
        THOUGHT,
        CALL,
        PICTURE
    }

    private final class Block {
        private final Kind kind;
        private final int call;
        private final Optional<ObjectNode> start;
        private final JsonEnd arguments = new JsonEnd();
        private final List<ObjectNode> waiting = new ArrayList<>(0);
        private final HeldBack held = new HeldBack();
        private boolean isOpen;

        /** Of a thought: it bears a word of this vendor's, to which it may be sent. */
        private boolean isSealed;

        /** Of what is no call: another block has begun, or its signature came. */
        private boolean isWhole;

        private Block(Kind kind, int call, Optional<ObjectNode> start) {
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
