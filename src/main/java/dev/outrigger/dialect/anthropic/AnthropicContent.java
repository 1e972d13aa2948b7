package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The events of an answer's content blocks, which begin, grow and end by their index. One an answer. */
final class AnthropicContent {
    private final Map<Long, Block> open = new HashMap<>();
    private int calls;
    /** Code points of all texts so far. */
    private int characters;

    private long citedBytes;

    /** A block begins, or is there whole. */
    void start(long index, JsonValue block, List<Event> events) {
        Block begun = new Block(characters);
        forget(open.put(index, begun));
        switch (block.get("type").text()) {
            case "text" -> {
                text(block.get("text").passage(), events);
                for (JsonValue citation : block.get("citations")) cited(begun, citation);
            }
            case "thinking" -> {
                if (!block.get("thinking").passage().isEmpty())
                    events.add(new Event.ReasoningDelta(0, block.get("thinking").passage()));
                signature(block.get("signature"), events);
            }
            case "redacted_thinking" ->
                events.add(new Event.ReasoningSealed(
                        0, new Seal(Anthropic.NAME, block.get("data").passage().text())));
            case "tool_use" -> {
                begun.call = calls++;
                events.add(new Event.ToolCallStarted(
                        0, begun.call, block.get("id").text(), block.get("name").text()));
                // A streamed one begins with none, which the pieces after it replace.
                JsonValue input = block.get("input");
                if (input.isText() || !input.isEmpty()) input(begun, CallArguments.told(input), events);
            }
            default -> events.add(new Event.Other(0, block.get("type").text()));
        }
    }

    /** More of a block; false when none of this index is open. */
    boolean delta(long index, JsonValue delta, List<Event> events) {
        Block block = open.get(index);
        if (block == null) return false;
        switch (delta.get("type").text()) {
            case "text_delta" -> text(delta.get("text").passage(), events);
            case "thinking_delta" ->
                events.add(new Event.ReasoningDelta(0, delta.get("thinking").passage()));
            case "signature_delta" -> signature(delta.get("signature"), events);
            case "citations_delta" -> cited(block, delta.get("citation"));
            // Also of the vendor's own tools, whose calls are no business of the app.
            case "input_json_delta" -> input(block, delta.get("partial_json").passage(), events);
            default -> events.add(new Event.Other(0, delta.get("type").text()));
        }
        return true;
    }

    /** A block ends; false when none of this index is open. */
    boolean stop(long index, List<Event> events) {
        Block block = open.remove(index);
        if (block == null) return false;
        forget(block);
        if (block.call >= 0 && !block.hasInput) input(block, Passage.of("{}"), events);
        for (JsonValue citation : block.citations)
            AnthropicCitations.decode(citation, new Citation.Stretch(block.from, characters))
                    .ifPresentOrElse(
                            cited -> events.add(new Event.Cited(0, cited)),
                            () -> events.add(new Event.Other(0, "citation")));
        return true;
    }

    /** What the blocks take that have not ended. */
    long held() {
        return (long) HeldBack.WORD_BYTES * open.size() + citedBytes;
    }

    /** It keeps its event: what it stands in, and where its parts are. */
    private void cited(Block block, JsonValue citation) {
        long bytes = HeldBack.PIECE_BYTES + 2 * citation.written().size();
        block.citations.add(citation);
        block.citedBytes += bytes;
        citedBytes += bytes;
    }

    private void forget(@Nullable Block block) {
        if (block != null) citedBytes -= block.citedBytes;
    }

    private void text(Passage text, List<Event> events) {
        if (text.isEmpty()) return;
        text.forEach(piece -> characters += piece.codePointCount(0, piece.length()));
        events.add(new Event.TextDelta(0, text));
    }

    private static void signature(JsonValue signature, List<Event> events) {
        Optional.of(signature.passage().text())
                .filter(value -> !value.isEmpty())
                .ifPresent(value -> events.add(new Event.ReasoningSigned(0, new Seal(Anthropic.NAME, value))));
    }

    private static void input(Block block, Passage json, List<Event> events) {
        if (block.call < 0 || json.isEmpty()) return;
        block.hasInput = true;
        events.add(new Event.ToolCallDelta(0, block.call, json));
    }

    /** One that has begun: what it rests on is told at its end, when it is known how long it is. */
    private static final class Block {
        private final int from;
        private final List<JsonValue> citations = new ArrayList<>(0);
        /** Which of the app's tools' calls it is; below 0: none. */
        private int call = -1;

        private boolean hasInput;
        private long citedBytes;

        private Block(int from) {
            this.from = from;
        }
    }
}
