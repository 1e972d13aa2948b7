package dev.outrigger.dialect.responses;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.Citation;
import dev.outrigger.chat.LogProb;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.function.Consumer;

/** A text or a refusal of a message that is being written. */
final class OpenPart {
    private final ItemPlace place;
    private final int index;
    private final Kind kind;
    private final int before;
    private final StringBuilder text = new StringBuilder();
    private final ArrayNode annotations = Json.STRICT.createArrayNode();
    private final ArrayNode logProbs = Json.STRICT.createArrayNode();

    /** What it is. */
    enum Kind {
        TEXT,
        REFUSAL
    }

    OpenPart(ItemPlace place, int index, Kind kind, int before) {
        this.place = place;
        this.index = index;
        this.kind = kind;
        this.before = before;
        tell("response.content_part.added", said -> said.set("part", part()));
    }

    Kind kind() {
        return kind;
    }

    /** @param tokens how likely those of a text were, if that is known */
    void add(String more, List<LogProb> tokens) {
        text.append(more);
        ArrayNode likely = Json.STRICT.createArrayNode();
        ResponsesLogProbs.encode(tokens, likely);
        logProbs.addAll(likely);
        tell(event("delta"), said -> {
            said.put("delta", more);
            if (kind == Kind.TEXT) said.set("logprobs", likely);
        });
    }

    void cite(Citation citation) {
        int length = text.codePointCount(0, text.length());
        ResponsesCitations.encode(citation, before, length).ifPresent(annotation -> {
            tell(
                    "response.output_text.annotation.added",
                    said -> said.put("annotation_index", annotations.size()).set("annotation", annotation));
            annotations.add(annotation);
        });
    }

    /** Ends it; gives the whole part. */
    ObjectNode close() {
        tell(event("done"), said -> {
            said.put(kind == Kind.TEXT ? "text" : "refusal", text.toString());
            if (kind == Kind.TEXT) said.set("logprobs", logProbs);
        });
        tell("response.content_part.done", said -> said.set("part", part()));
        return part();
    }

    private String event(String what) {
        return (kind == Kind.TEXT ? "response.output_text." : "response.refusal.") + what;
    }

    private void tell(String type, Consumer<ObjectNode> words) {
        place.tell(type, said -> {
            said.put("content_index", index);
            words.accept(said);
        });
    }

    private ObjectNode part() {
        ObjectNode part = Json.STRICT.createObjectNode();
        if (kind == Kind.REFUSAL) return part.put("type", "refusal").put("refusal", text.toString());
        part.put("type", "output_text").put("text", text.toString()).set("annotations", annotations.deepCopy());
        part.set("logprobs", logProbs.deepCopy());
        return part;
    }
}
