package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Passage;
import dev.outrigger.sensitive.Finding;
import dev.outrigger.sensitive.Scanner;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Kinds of personal data and secrets in all that a model would read: system text, conversation, tool results. Where they are
 * is told of the last turn of the user alone. Names and addresses, which are guessed, are told too. This only tells a policy and its operator; what is refused because of it is
 * decided by the required check, {@code admit.Privacy}, which reads the bytes themselves.
 */
public final class SensitivityProbe implements Probe {
    /** Longer requests are not looked through here. */
    static final int MOST_CHARS = 1_000_000;

    private static final Set<Dimension> DIMENSIONS = Set.of(Dimension.SENSITIVITY);

    private final Scanner scanner = Scanner.ofAll();

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
    public Future<Reading> measure(ChatRequest request) {
        return Future.succeededFuture(new Reading(Map.of(Dimension.SENSITIVITY, score(request)), Reading.JAVA));
    }

    private Score score(ChatRequest request) {
        SortedSet<String> labels = new TreeSet<>();
        long[] left = {MOST_CHARS};
        Texts.forEach(request, text -> {
            left[0] -= text.size();
            if (left[0] >= 0) scanner.scan(text.text()).forEach(found -> labels.add(label(found)));
        });
        if (left[0] < 0) return Score.missing(Score.Reason.TOO_LONG);
        List<Score.Value.Span> spans = spans(AskedText.lastTurn(request));
        spans.forEach(span -> labels.add(span.label()));
        return Score.labelled(List.copyOf(labels), spans);
    }

    private List<Score.Value.Span> spans(Optional<Passage> turn) {
        return turn.map(text -> scanner.scan(text.text())).orElse(List.of()).stream()
                .map(found -> new Score.Value.Span(label(found), found.start(), found.end()))
                .toList();
    }

    private static String label(Finding found) {
        return found.type().name();
    }
}
