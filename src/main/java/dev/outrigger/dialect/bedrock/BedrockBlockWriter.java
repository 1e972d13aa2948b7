package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallIds;
import dev.outrigger.dialect.Unsaid;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says parts as content blocks. One is made for each request. */
final class BedrockBlockWriter {
    /** More marks are refused. Source: Amazon Bedrock, "Prompt caching". */
    private static final int MAX_MARKS = 4;

    private static final int MAX_ID_CHARS = 64;
    private static final Duration SHORT = Duration.ofMinutes(5);

    private final Set<Feature> lost;
    private final BedrockFamily family;
    private final BedrockMediaWriter media;
    private final CallIds ids = new CallIds(BedrockBlockWriter::plain, MAX_ID_CHARS);
    private int marks;

    BedrockBlockWriter(Set<Feature> lost, BedrockFamily family) {
        this.lost = lost;
        this.family = family;
        this.media = new BedrockMediaWriter(lost);
    }

    void write(List<Part> parts, ArrayNode blocks) {
        for (Part part : parts)
            switch (part) {
                case Part.Text text -> text(text.passage(), blocks);
                case Part.Refusal refusal -> {
                    lost.add(Feature.REFUSAL);
                    text(refusal.passage(), blocks);
                }
                case Part.Media medium -> media.write(medium, blocks.addObject());
                case Part.ToolCall call -> toolUse(call, blocks.addObject().putObject("toolUse"));
                case Part.ToolResult result ->
                    toolResult(result, blocks.addObject().putObject("toolResult"));
                case Part.Reasoning reasoning -> thought(reasoning, blocks);
                case Part.SealedReasoning(Seal seal) -> sealed(seal, blocks);
                case Part.CacheMark(var lifetime) -> mark(lifetime, blocks);
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
    }

    /** A blank one is refused, and says nothing. */
    private static void text(Passage text, ArrayNode blocks) {
        String said = text.text();
        if (!said.isBlank()) blocks.addObject().put("text", said);
    }

    private void toolUse(Part.ToolCall call, ObjectNode said) {
        said.put("toolUseId", ids.ofCall(call.id())).put("name", call.name());
        said.set("input", BedrockWords.input(call.arguments()).orElseThrow(Unsaid::badArguments));
    }

    private void toolResult(Part.ToolResult result, ObjectNode said) {
        said.put("toolUseId", ids.ofResult(result.callId()));
        write(result.parts(), said.putArray("content"));
        if (result.isError()) said.put("status", "error");
    }

    /** Other vendors' ids may be of a form that is refused here. */
    private static String plain(String id) {
        String plain = id.isEmpty() ? "_" : id.replaceAll("[^a-zA-Z0-9_.:-]", "_");
        return plain.substring(Math.max(0, plain.length() - MAX_ID_CHARS));
    }

    /** What was not signed here is refused by those who sign. */
    private void thought(Part.Reasoning reasoning, ArrayNode blocks) {
        Optional<Seal> ours = reasoning.signature().filter(BedrockWords::isOurs);
        if (ours.isEmpty()) {
            lost.add(Feature.REASONING);
            return;
        }
        blocks.addObject()
                .putObject("reasoningContent")
                .putObject("reasoningText")
                .put("text", reasoning.passage().text())
                .put("signature", ours.get().value());
    }

    private void sealed(Seal seal, ArrayNode blocks) {
        if (BedrockWords.isOurs(seal))
            blocks.addObject().putObject("reasoningContent").put("redactedContent", seal.value());
        else lost.add(Feature.REASONING);
    }

    /** It is a block of its own, after what it is about. */
    private void mark(Optional<Duration> lifetime, ArrayNode blocks) {
        if (blocks.isEmpty() || marks == MAX_MARKS || !family.hasCache()) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        marks++;
        ObjectNode point = blocks.addObject().putObject("cachePoint").put("type", "default");
        lifetime.filter(wanted -> wanted.compareTo(SHORT) > 0).ifPresent(wanted -> point.put("ttl", "1h"));
    }
}
