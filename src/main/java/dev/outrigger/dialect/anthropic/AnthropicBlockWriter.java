package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallIds;
import dev.outrigger.dialect.Unsaid;
import dev.outrigger.dialect.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Says parts as content blocks. One is made for each request. */
final class AnthropicBlockWriter {
    /** More marks are refused. Source: "Prompt caching" (https://docs.anthropic.com/en/docs/build-with-claude/prompt-caching). */
    private static final int MAX_MARKS = 4;

    private static final Duration SHORT = Duration.ofMinutes(5);
    private static final Duration LONG = Duration.ofHours(1);

    private final Set<Feature> lost;
    private final CallIds ids = new CallIds(AnthropicBlockWriter::plain, Integer.MAX_VALUE);
    private int marks;

    AnthropicBlockWriter(Set<Feature> lost) {
        this.lost = lost;
    }

    void write(List<Part> parts, ArrayNode blocks) {
        for (Part part : parts)
            switch (part) {
                case Part.Text text -> text(text.passage(), blocks);
                case Part.Refusal refusal -> {
                    lost.add(Feature.REFUSAL);
                    text(refusal.passage(), blocks);
                }
                case Part.Media media -> {
                    AnthropicMediaWriter.write(media, blocks.addObject());
                    if (media.name().isPresent()
                            && !blocks.path(blocks.size() - 1).has("title")) lost.add(Feature.MEDIA_NAME);
                }
                case Part.ToolCall call -> toolUse(call, blocks.addObject());
                case Part.ToolResult result -> toolResult(result, blocks.addObject());
                case Part.Reasoning reasoning -> thinking(reasoning, blocks);
                case Part.SealedReasoning(Seal seal) -> redacted(seal, blocks);
                case Part.CacheMark(var lifetime) -> mark(lifetime, blocks);
                case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
            }
    }

    /** An empty one is refused, and says nothing. */
    private static void text(Passage text, ArrayNode blocks) {
        if (!text.isEmpty()) blocks.addObject().put("type", "text").put("text", text.text());
    }

    private void toolUse(Part.ToolCall call, ObjectNode block) {
        block.put("type", "tool_use").put("id", ids.ofCall(call.id())).put("name", call.name());
        block.set("input", AnthropicWords.input(call.arguments()).orElseThrow(Unsaid::badArguments));
    }

    private void toolResult(Part.ToolResult result, ObjectNode block) {
        block.put("type", "tool_result").put("tool_use_id", ids.ofResult(result.callId()));
        ArrayNode content = Json.STRICT.createArrayNode();
        write(result.parts(), content);
        boolean plain = content.size() == 1 && result.parts().getFirst() instanceof Part.Text;
        if (plain && !content.get(0).has("cache_control"))
            block.put("content", content.get(0).path("text").asText());
        else if (!content.isEmpty()) block.set("content", content);
        if (result.isError()) block.put("is_error", true);
    }

    /** Other vendors' ids may have characters that are refused here. */
    private static String plain(String id) {
        return id.isEmpty() ? "_" : id.replaceAll("[^a-zA-Z0-9_-]", "_");
    }

    /** What this vendor has not signed it refuses. */
    private void thinking(Part.Reasoning reasoning, ArrayNode blocks) {
        Optional<Seal> ours = reasoning.signature().filter(AnthropicWords::isOurs);
        if (ours.isEmpty()) {
            lost.add(Feature.REASONING);
            return;
        }
        blocks.addObject()
                .put("type", "thinking")
                .put("thinking", reasoning.passage().text())
                .put("signature", ours.get().value());
    }

    private void redacted(Seal seal, ArrayNode blocks) {
        if (AnthropicWords.isOurs(seal))
            blocks.addObject().put("type", "redacted_thinking").put("data", seal.value());
        else lost.add(Feature.REASONING);
    }

    /** On what stands before it; a thought takes none. */
    private void mark(Optional<Duration> lifetime, ArrayNode blocks) {
        boolean takes = !blocks.isEmpty()
                && !blocks.get(blocks.size() - 1).path("type").asText().contains("thinking");
        if (!takes || marks == MAX_MARKS) {
            lost.add(Feature.CACHE_MARK);
            return;
        }
        marks++;
        ObjectNode control = ((ObjectNode) blocks.get(blocks.size() - 1)).putObject("cache_control");
        control.put("type", "ephemeral");
        if (lifetime.filter(wanted -> wanted.compareTo(LONG) > 0).isPresent()) lost.add(Feature.CACHE_MARK);
        lifetime.ifPresent(wanted -> control.put("ttl", wanted.compareTo(SHORT) <= 0 ? "5m" : "1h"));
    }
}
