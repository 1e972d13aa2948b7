package dev.outrigger.dialect.gemini;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.Unsaid;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says what the model said before. A signature stands on the part after the reasoning that it signs. */
final class GeminiTurnWriter {
    /**
     * What stands on a call that another vendor's model made, in place of the signature that Gemini wants. Source: Gemini
     * API, "Thought signatures" (https://ai.google.dev/gemini-api/docs/thought-signatures).
     */
    static final String UNSIGNED = "skip_thought_signature_validator";

    private static final String SIGNATURE = "thoughtSignature";

    private final ArrayNode parts;
    private final Map<String, String> functions;
    private final Set<String> freeForm;
    private final Set<Feature> lost;
    private final int first;
    private Optional<Seal> pending = Optional.empty();

    /**
     * @param functions gets the names of the functions that are called, by their calls' ids
     * @param freeForm names of the tools that take free text
     * @param lost gets what is left out
     */
    GeminiTurnWriter(ArrayNode parts, Map<String, String> functions, Set<String> freeForm, Set<Feature> lost) {
        this.parts = parts;
        this.functions = functions;
        this.freeForm = freeForm;
        this.lost = lost;
        this.first = parts.size();
    }

    void write(Part part) {
        switch (part) {
            case Part.Text text -> sign(parts.addObject().put("text", text.text()));
            case Part.Refusal refusal -> {
                lost.add(Feature.REFUSAL);
                sign(parts.addObject().put("text", refusal.text()));
            }
            case Part.Media media -> {
                ObjectNode said = parts.addObject();
                GeminiMedia.write(media, said, lost);
                sign(said);
            }
            case Part.ToolCall call -> call(call);
            case Part.Reasoning reasoning -> reasoning(reasoning);
            case Part.SealedReasoning sealed -> lost.add(Feature.REASONING);
            case Part.CacheMark mark -> lost.add(Feature.CACHE_MARK);
            case Part.ToolResult result -> throw new Unsaid("a tool's result in another's message");
            case Part.Other other -> throw new Unsaid("a part of the kind " + other.kind());
        }
    }

    private void call(Part.ToolCall call) {
        functions.put(call.id(), call.name());
        ObjectNode said = parts.addObject();
        ObjectNode function = said.putObject("functionCall");
        if (!call.id().isEmpty()) function.put("id", call.id());
        function.put("name", call.name()).set("args", arguments(call));
        sign(said);
    }

    private JsonNode arguments(Part.ToolCall call) {
        if (freeForm.contains(call.name())) return GeminiArguments.object(call.arguments());
        return GeminiArguments.written(call.arguments()).orElseThrow(Unsaid::badArguments);
    }

    /** What another thought, or nobody signed, is not Gemini's to go on with. */
    private void reasoning(Part.Reasoning reasoning) {
        Optional<Seal> own = reasoning.signature().filter(seal -> seal.vendor().equals(Gemini.NAME));
        if (own.isEmpty()) {
            lost.add(Feature.REASONING);
            return;
        }
        if (!reasoning.passage().isEmpty())
            parts.addObject().put("text", reasoning.passage().text()).put("thought", true);
        pending = own;
    }

    private void sign(ObjectNode said) {
        pending.ifPresent(seal -> said.put(SIGNATURE, seal.value()));
        pending = Optional.empty();
    }

    /** A signature without a part after it stands on the thought itself; a call without one may need its excuse. */
    void end(GeminiModel model) {
        if (pending.isPresent()) {
            JsonNode last = parts.path(parts.size() - 1);
            boolean thought = parts.size() > first && last.path("thought").asBoolean();
            sign(thought ? (ObjectNode) last : parts.addObject().put("text", ""));
        }
        if (!model.wantsSignatures()) return;
        for (int i = first; i < parts.size(); i++)
            if (parts.get(i).has("functionCall")) {
                ObjectNode call = (ObjectNode) parts.get(i);
                if (!call.has(SIGNATURE)) call.put(SIGNATURE, UNSIGNED);
                return;
            }
    }
}
