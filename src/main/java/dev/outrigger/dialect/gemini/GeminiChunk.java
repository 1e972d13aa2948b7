package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.HeldBack;
import dev.outrigger.dialect.json.JsonBounds;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The events that one {@code GenerateContentResponse} means: a whole answer, or a chunk of a streamed one. Remembers what
 * has begun; one a stream.
 */
final class GeminiChunk {
    /** Of a long answer it is not kept where each token's probabilities stand: they are most of it. */
    private static final JsonBounds LONG =
            new JsonBounds(512, 1_000, JsonBounds.MAX_TOKENS, JsonBounds.Keys.MAY_REPEAT, Set.of("logprobsResult"));

    private final Map<Integer, GeminiCandidate> candidates = new HashMap<>();
    private final Optional<ModelName> asked;
    private boolean begun;
    private String id = "";

    /** @param asked the model whose answer it is when it names none */
    GeminiChunk(Optional<ModelName> asked) {
        this.asked = asked;
    }

    static JsonBounds bounds(int bytes) {
        return bytes > JsonBounds.LONG_BYTES ? LONG : JsonBounds.answer(bytes);
    }

    List<Event> decode(JsonValue chunk) {
        List<Event> events = new ArrayList<>(4);
        if (!begun) begin(chunk, events);
        int position = 0;
        for (JsonValue candidate : chunk.get("candidates")) {
            // Protocol buffers leave out a 0.
            int index = index(candidate, position++);
            candidates
                    .computeIfAbsent(index, choice -> new GeminiCandidate(choice, id))
                    .decode(candidate, events);
        }
        JsonValue usage = Spelling.get(chunk, "usageMetadata");
        if (usage.isObject()) events.add(new Event.Used(GeminiUsage.decode(usage)));
        return events;
    }

    private void begin(JsonValue chunk, List<Event> events) {
        String named = Spelling.get(chunk, "modelVersion").text();
        Optional<ModelName> unnamed = chunk.get("candidates").isEmpty() ? Optional.empty() : asked;
        Optional<ModelName> model = named.isBlank() ? unnamed : Optional.of(new ModelName(named));
        model.ifPresent(name -> {
            begun = true;
            id = Spelling.get(chunk, "responseId").text();
            events.add(new Event.Started(id, name));
        });
    }

    /** What it remembers. */
    long held() {
        long held = 0;
        for (GeminiCandidate candidate : candidates.values()) held += HeldBack.PIECE_BYTES + candidate.held();
        return held;
    }

    private static int index(JsonValue candidate, int position) {
        long index = candidate.get("index").whole().orElse(position);
        return index >= 0 && index <= Integer.MAX_VALUE ? (int) index : position;
    }

    /** Whether the request was refused before anything was answered; the reason as the vendor's word. */
    static String blocked(JsonValue answer) {
        JsonValue reason = Spelling.get(Spelling.get(answer, "promptFeedback"), "blockReason");
        boolean blocked = answer.get("candidates").isEmpty() && reason.isText();
        return blocked ? reason.text() : "";
    }
}
