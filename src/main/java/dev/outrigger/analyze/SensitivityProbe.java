package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.sensitive.Allowance;
import dev.outrigger.sensitive.Finding;
import dev.outrigger.sensitive.Scanner;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Kinds of personal data and secrets in all that a model would read: system text, conversation, tool results. Where they are
 * is told of the last turn of the user alone. Names and addresses, which are guessed, are told too. This only tells a policy
 * and its operator; what is refused because of it is decided by the required check, {@code admit.Privacy}, which reads the
 * bytes themselves.
 */
public final class SensitivityProbe implements Probe {
    /** Longer requests are not looked through here. */
    static final int MOST_CHARS = 1_000_000;

    /** Characters that are looked at: as many as there are, since each is read under no layer but its own. */
    public static final long MOST_LOOKED = Long.MAX_VALUE;

    private static final Set<Dimension> DIMENSIONS = Set.of(Dimension.SENSITIVITY);

    @Override
    public String name() {
        return "sensitivity";
    }

    @Override
    public Set<Dimension> dimensions() {
        return DIMENSIONS;
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        return Future.succeededFuture(
                subject.sensitivity().orElseGet(() -> read(subject.request(), Allowance.of(MOST_LOOKED))));
    }

    /** The same on any thread, before the analysis, which then has it whatever its budget; missing where the allowance is spent. */
    public static Reading read(ChatRequest request, Allowance allowance) {
        try {
            return new Reading(Map.of(Dimension.SENSITIVITY, score(request, allowance)), Reading.JAVA);
        } catch (Allowance.Spent over) {
            return Reading.missing(DIMENSIONS, Score.Reason.TOO_LONG);
        } catch (RuntimeException | StackOverflowError fault) {
            return Reading.missing(DIMENSIONS, Score.Reason.FAILED);
        }
    }

    private static Score score(ChatRequest request, Allowance allowance) {
        SortedSet<String> labels = new TreeSet<>();
        List<Score.Value.Span> spans = new ArrayList<>();
        long[] left = {MOST_CHARS};
        Optional<Message> turn = AskedText.lastMessage(request);
        turn.ifPresent(last -> found(last.passage(), left, allowance).forEach(found -> spans.add(span(found))));
        Consumer<Passage> other = text -> found(text, left, allowance).forEach(found -> labels.add(label(found)));
        boolean isTurn = turn.isPresent();
        for (Message message : request.messages().reversed()) {
            // The texts of the last turn were read above, as the one text that offsets are into.
            boolean isRead = isTurn && message.role() == Role.USER;
            if (isRead) isTurn = false;
            message.parts().stream()
                    .filter(part -> !isRead || !(part instanceof Part.Text))
                    .forEach(part -> Texts.forEach(part, other));
        }
        if (left[0] < 0) return Score.missing(Score.Reason.TOO_LONG);
        spans.forEach(span -> labels.add(span.label()));
        return Score.labelled(List.copyOf(labels), spans);
    }

    /** Nothing of what is too much. */
    private static List<Finding> found(Passage text, long[] left, Allowance allowance) {
        left[0] -= text.size();
        return left[0] < 0 ? List.of() : All.SCANNER.scan(text.text(), allowance);
    }

    private static Score.Value.Span span(Finding found) {
        return new Score.Value.Span(label(found), found.start(), found.end());
    }

    private static String label(Finding found) {
        return found.type().name();
    }

    /** Made when a policy first asks: what guesses names takes megabytes. */
    private static final class All {
        static final Scanner SCANNER = Scanner.ofAll();
    }
}
