package dev.outrigger.dialect.gemini;

import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ids of a request's calls. Gemini does without: a result names its function, and results of one function stand in
 * the order of its calls. A call without an id gets its number in the conversation, which is the same on every turn.
 */
final class CallIds {
    private final Map<String, Deque<String>> unanswered = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private int calls;

    /** The id of the next call. */
    String ofCall(String function, JsonValue id) {
        String known = id.isText() && !id.text().isEmpty() ? Json.name("functionCall.id", id) : mint();
        seen.add(known);
        unanswered.computeIfAbsent(function, name -> new ArrayDeque<>()).add(known);
        return known;
    }

    /** The id of the call that is answered next. */
    String ofResult(String function, JsonValue id) {
        Deque<String> open = unanswered.getOrDefault(function, new ArrayDeque<>());
        if (id.isText() && !id.text().isEmpty()) {
            String known = Json.name("functionResponse.id", id);
            open.remove(known);
            return known;
        }
        String first = open.poll();
        return first == null ? mint() : first;
    }

    private String mint() {
        String id = "call_" + calls++;
        while (seen.contains(id)) id = "call_" + calls++;
        return id;
    }
}
