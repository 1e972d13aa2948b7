package dev.outrigger.dialect.bedrock;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;

/** Writes a whole answer whose events are told here. Of several choices it has the first. */
final class BedrockAnswerWriter {
    private BedrockAnswerWriter() {}

    static Bytes encode(List<Frame> frames, ExchangeId id) {
        Completion whole = Completion.of(frames);
        Completion.Choice choice = whole.choices().getFirst();
        ObjectNode answer = Json.STRICT.createObjectNode();
        ObjectNode message = answer.putObject("output").putObject("message").put("role", "assistant");
        ArrayNode content = message.putArray("content");
        int characters = 0;
        int calls = 0;
        boolean refused = false;
        for (Part part : choice.parts())
            switch (part) {
                case Part.Text text -> {
                    BedrockCited.write(text.text(), characters, choice.citations(), content);
                    characters += text.text().codePointCount(0, text.text().length());
                }
                case Part.Refusal refusal -> {
                    refused = true;
                    content.addObject().put("text", refusal.text());
                }
                case Part.ToolCall call -> call(call, BedrockCalls.id(call.id(), id, calls++), content);
                case Part.Reasoning thought -> thought(thought, content);
                case Part.SealedReasoning(Seal seal) -> sealed(seal, content);
                case Part.Media media -> picture(media, content);
                case Part.ToolResult _, Part.CacheMark _, Part.Other _ -> {}
            }
        answer.put("stopReason", BedrockWords.finish(refused ? FinishReason.CONTENT_FILTER : choice.finish()));
        BedrockWords.usage(answer, whole.usage());
        return Json.bytes(answer);
    }

    private static void call(Part.ToolCall call, String id, ArrayNode content) {
        CallArguments.object(call.arguments())
                .ifPresent(input -> content.addObject()
                        .putObject("toolUse")
                        .put("toolUseId", id)
                        .put("name", call.name())
                        .set("input", input));
    }

    /** Not signed by this vendor: not to be sent to it. */
    private static void thought(Part.Reasoning thought, ArrayNode content) {
        Optional<Seal> ours = thought.signature().filter(BedrockWords::isOurs);
        if (thought.passage().isEmpty() && ours.isEmpty()) return;
        content.addObject()
                .putObject("reasoningContent")
                .putObject("reasoningText")
                .put("text", thought.passage().text())
                .put("signature", ours.map(Seal::value).orElse(Unsigned.MARK));
    }

    private static void sealed(Seal seal, ArrayNode content) {
        if (BedrockWords.isOurs(seal))
            content.addObject().putObject("reasoningContent").put("redactedContent", seal.value());
    }

    /** What has no block in an answer (a sound, a picture by its address) is left out. */
    private static void picture(Part.Media media, ArrayNode content) {
        if (!(media.source() instanceof Part.Source.Inline(String type, Passage base64))) return;
        format(media)
                .ifPresent(format -> content.addObject()
                        .putObject("image")
                        .put("format", format)
                        .putObject("source")
                        .put("bytes", base64.text()));
    }

    /** Of a picture that an answer can hold. */
    static Optional<String> format(Part.Media media) {
        return media.kind() == Part.Media.Kind.IMAGE
                        && media.source() instanceof Part.Source.Inline(String type, Passage bytes)
                ? BedrockFormats.format(media.kind(), type)
                : Optional.empty();
    }
}
