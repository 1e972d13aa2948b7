package dev.outrigger.dialect;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The ids of a conversation's calls for a vendor who takes some characters alone, and each id once: others repeat theirs
 * from turn to turn, and older OpenAI calls have but their function's name. One that is taken already gets a number, which
 * is the same on every turn; results go to their calls. One is made for each request.
 */
public final class CallIds {
    private final UnaryOperator<String> plain;
    private final int maxChars;
    private final Set<String> taken = new HashSet<>();
    private final Map<String, Deque<String>> unanswered = new HashMap<>();
    private final Map<String, String> last = new HashMap<>();
    private boolean answering;

    /** @param plain what is left of an id where a character that is not taken is another one */
    public CallIds(UnaryOperator<String> plain, int maxChars) {
        this.plain = plain;
        this.maxChars = maxChars;
    }

    /** Of the next call. */
    public String ofCall(String id) {
        // Calls after results are another turn's: nobody answers the earlier ones any more.
        if (answering) unanswered.clear();
        answering = false;
        String given = plain.apply(id);
        for (int number = 2; !taken.add(given); number++) given = numbered(plain.apply(id), "_" + number);
        unanswered.computeIfAbsent(id, name -> new ArrayDeque<>()).add(given);
        last.put(id, given);
        return given;
    }

    /** Of the call that this result is of: the first of the turn's that has no result yet. */
    public String ofResult(String id) {
        answering = true;
        String first = unanswered.getOrDefault(id, new ArrayDeque<>()).poll();
        return first == null ? last.getOrDefault(id, plain.apply(id)) : first;
    }

    private String numbered(String id, String number) {
        return id.substring(0, Math.min(id.length(), maxChars - number.length())) + number;
    }
}
