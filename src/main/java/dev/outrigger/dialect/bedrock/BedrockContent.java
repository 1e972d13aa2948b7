package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Part.Media.Kind;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The events of an answer's content blocks, which grow and end by their index. One an answer. */
final class BedrockContent {
    private final Map<Long, Block> open = new HashMap<>();
    private int calls;

    /** Code points of all texts so far. */
    private int characters;

    private long citedBytes;

    /** A block begins that is no text: of those only the first piece tells. */
    void start(long index, JsonValue start, List<Event> events) {
        Block begun = open(index);
        if (start.has("toolUse")) call(begun, start.get("toolUse"), events);
        else if (start.has("image"))
            begun.format = start.get("image").get("format").text();
        else start.forEachField((kind, value) -> events.add(new Event.Other(0, kind.text())));
    }

    private Block open(long index) {
        return open.computeIfAbsent(index, begun -> new Block(characters));
    }

    /** One of the vendor's own tools is no business of the app. */
    private void call(Block block, JsonValue use, List<Event> events) {
        if (use.has("type")) {
            events.add(new Event.Other(0, use.get("type").text()));
            return;
        }
        block.call = calls++;
        events.add(new Event.ToolCallStarted(
                0, block.call, use.get("toolUseId").text(), use.get("name").text()));
    }

    void delta(long index, JsonValue delta, List<Event> events) {
        Block block = open(index);
        delta.forEachField((kind, value) -> {
            switch (kind.text()) {
                case "text" -> text(value.passage(), events);
                case "toolUse" -> input(block, value.get("input").passage(), events);
                case "reasoningContent" -> {
                    if (!value.get("text").passage().isEmpty())
                        events.add(new Event.ReasoningDelta(0, value.get("text").passage()));
                    seals(value, events);
                }
                case "citation" -> cited(block, value);
                case "image" -> picture(block.format, value.get("source"), events);
                default -> events.add(new Event.Other(0, kind.text()));
            }
        });
    }

    void stop(long index, List<Event> events) {
        Block block = open.remove(index);
        if (block == null) return;
        citedBytes -= block.citedBytes;
        if (block.call >= 0 && !block.hasInput) input(block, Passage.of("{}"), events);
        for (JsonValue citation : block.citations)
            BedrockCitations.decode(citation, new Citation.Stretch(block.from, characters))
                    .ifPresentOrElse(
                            cited -> events.add(new Event.Cited(0, cited)),
                            () -> events.add(new Event.Other(0, "citation")));
    }

    /** A block that is there whole. */
    void whole(long index, JsonValue content, List<Event> events) {
        Block block = open(index);
        content.forEachField((kind, value) -> {
            switch (kind.text()) {
                case "text" -> text(value.passage(), events);
                case "citationsContent" -> {
                    for (JsonValue piece : value.get("content"))
                        text(piece.get("text").passage(), events);
                    for (JsonValue citation : value.get("citations")) cited(block, citation);
                }
                case "toolUse" -> {
                    call(block, value, events);
                    input(block, CallArguments.told(value.get("input")), events);
                }
                case "reasoningContent" -> {
                    JsonValue thought = value.get("reasoningText");
                    if (!thought.get("text").passage().isEmpty())
                        events.add(
                                new Event.ReasoningDelta(0, thought.get("text").passage()));
                    seals(thought, events);
                    seals(value, events);
                }
                case "image" -> picture(value.get("format").text(), value.get("source"), events);
                default -> events.add(new Event.Other(0, kind.text()));
            }
        });
        stop(index, events);
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

    private void text(Passage text, List<Event> events) {
        if (text.isEmpty()) return;
        text.forEach(piece -> characters += piece.codePointCount(0, piece.length()));
        events.add(new Event.TextDelta(0, text));
    }

    private static void seals(JsonValue thought, List<Event> events) {
        String signature = thought.get("signature").passage().text();
        if (!signature.isEmpty()) events.add(new Event.ReasoningSigned(0, new Seal(Bedrock.NAME, signature)));
        String sealed = thought.get("redactedContent").passage().text();
        if (!sealed.isEmpty()) events.add(new Event.ReasoningSealed(0, new Seal(Bedrock.NAME, sealed)));
    }

    private static void picture(String format, JsonValue source, List<Event> events) {
        Passage bytes = source.get("bytes").passage();
        if (bytes.isEmpty()) events.add(new Event.Other(0, "image"));
        else {
            String type = BedrockFormats.mediaType(Kind.IMAGE, format.isEmpty() ? "png" : format);
            events.add(new Event.MediaDelta(0, new Part.Media(Kind.IMAGE, new Part.Source.Inline(type, bytes))));
        }
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
        private String format = "";

        /** Which of the app's tools' calls it is; below 0: none. */
        private int call = -1;

        private boolean hasInput;
        private long citedBytes;

        private Block(int from) {
            this.from = from;
        }
    }
}
