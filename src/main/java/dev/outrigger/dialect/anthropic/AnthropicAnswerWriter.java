package dev.outrigger.dialect.anthropic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.CallArguments;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.Unsigned;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;

/** Writes a whole message whose events are told here, and the list of models. Of several choices it has the first. */
final class AnthropicAnswerWriter {
    private AnthropicAnswerWriter() {}

    static Bytes encode(List<Frame> frames, ExchangeId id) {
        Completion whole = Completion.of(frames);
        Completion.Choice choice = whole.choices().getFirst();
        ObjectNode answer = AnthropicWords.message(id, whole.model());
        ArrayNode content = answer.putArray("content");
        StringBuilder refusal = new StringBuilder();
        int characters = 0;
        for (Part part : choice.parts()) {
            if (part instanceof Part.Refusal said) refusal.append(said.text());
            else block(part, content);
            if (part instanceof Part.Text text) {
                int end = characters + text.text().codePointCount(0, text.text().length());
                cite(choice, characters, end, content);
                characters = end;
            }
        }
        AnthropicWords.finish(answer, choice.finish(), refusal.toString());
        AnthropicWords.usage(answer, whole.usage());
        return Json.bytes(answer);
    }

    /** What has no block (a picture, a sound, another vendor's seal) is left out. */
    private static void block(Part part, ArrayNode content) {
        switch (part) {
            case Part.Text text -> content.addObject().put("type", "text").put("text", text.text());
            case Part.Reasoning reasoning -> {
                Optional<Seal> ours = reasoning.signature().filter(AnthropicWords::isOurs);
                if (reasoning.passage().isEmpty() && ours.isEmpty()) return;
                content.addObject()
                        .put("type", "thinking")
                        .put("thinking", reasoning.passage().text())
                        .put("signature", ours.map(Seal::value).orElse(Unsigned.MARK));
            }
            case Part.SealedReasoning(Seal seal) -> {
                if (AnthropicWords.isOurs(seal))
                    content.addObject().put("type", "redacted_thinking").put("data", seal.value());
            }
            case Part.ToolCall call ->
                CallArguments.object(call.arguments())
                        .ifPresent(input -> content.addObject()
                                .put("type", "tool_use")
                                .put("id", call.id())
                                .put("name", call.name())
                                .set("input", input));
            case Part.Refusal _, Part.Media _, Part.ToolResult _, Part.CacheMark _, Part.Other _ -> {}
        }
    }

    /** On the text that was just written, those of its stretch; the last text has those of none. */
    private static void cite(Completion.Choice choice, int from, int to, ArrayNode content) {
        ObjectNode block = (ObjectNode) content.get(content.size() - 1);
        for (Citation citation : choice.citations()) {
            int start = citation.stretch().map(Citation.Stretch::start).orElse(from);
            if (start < from || start >= to) continue;
            AnthropicWords.citation(citation)
                    .ifPresent(said -> block.withArray("/citations").add(said));
        }
    }

    /** Source: "List models" (https://docs.anthropic.com/en/api/models-list). */
    static Bytes encodeModels(List<ListedModel> models) {
        ObjectNode list = Json.STRICT.createObjectNode();
        ArrayNode data = list.putArray("data");
        for (ListedModel model : models) write(model, data.addObject());
        list.put("has_more", false);
        list.put("first_id", models.isEmpty() ? null : models.getFirst().id());
        list.put("last_id", models.isEmpty() ? null : models.getLast().id());
        return Json.bytes(list);
    }

    static Bytes encodeModel(ListedModel model) {
        ObjectNode said = Json.STRICT.createObjectNode();
        write(model, said);
        return Json.bytes(said);
    }

    private static void write(ListedModel model, ObjectNode said) {
        said.put("type", "model")
                .put("id", model.id())
                .put("display_name", model.id())
                .put("created_at", "1970-01-01T00:00:00Z");
    }
}
