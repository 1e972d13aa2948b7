package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.OutputFormat;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * The form and the tone that are asked for, by the words of the last turn and of the system texts ({@link Wording}), which
 * phrases of the jar's {@code answer-format.txt} and {@code tone.txt} are looked for in ({@link Phrases}). JSON that a
 * request's own field demands is certain, and has no confidence.
 *
 * <p>A label weighs as much as its heaviest phrase, in log-odds. The heaviest is told, with the confidence
 * {@code 1 / (1 + e^−(weight − ½ · next))}, where {@code next} is the weight of the one after it. Below {@link #LEAST}, and
 * where two weigh the same, the score is missing. Weights are by rule; what they are worth is in
 * {@code perf/results/hints.md}. Microseconds, on the caller's thread.
 */
public final class FormProbe implements Probe {
    /** The least confidence of a measured value. */
    static final double LEAST = 0.65;

    private static final double OF_NEXT = 0.5;
    /** Phrases that are like others and ask for no form. */
    private static final String NONE = "none";

    @Override
    public String name() {
        return "form";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.ANSWER_FORMAT, Dimension.TONE);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Wording wording = subject.wording();
        Score said = said(Lists.FORMS, wording);
        Score form = demanded(subject.request()).orElse(said);
        return Future.succeededFuture(new Reading(
                Map.of(Dimension.ANSWER_FORMAT, form, Dimension.TONE, said(Lists.TONES, wording)), Reading.JAVA));
    }

    private static Optional<Score> demanded(ChatRequest request) {
        return switch (request.format()) {
            case OutputFormat.Free free -> Optional.empty();
            case OutputFormat.Json json -> Optional.of(certain(AnswerFormat.JSON));
            case OutputFormat.Schema schema -> Optional.of(certain(AnswerFormat.JSON));
        };
    }

    private static Score certain(AnswerFormat form) {
        return new Score.Measured(new Score.Value.Label(form.word()), OptionalDouble.empty());
    }

    /** Every label of the lists, by dimension, with the one that stands for none. */
    static Map<Dimension, Set<String>> labels() {
        return Map.of(Dimension.ANSWER_FORMAT, Lists.FORMS.labels(), Dimension.TONE, Lists.TONES.labels());
    }

    private static Score said(Phrases phrases, Wording wording) {
        if (wording.isEmpty()) return Score.missing(Score.Reason.NOT_APPLICABLE);
        Map<String, Double> heaviest = new HashMap<>();
        Phrases.Sink sink = (phrase, to) -> heaviest.merge(phrase.label(), phrase.weight(), Math::max);
        phrases.find(wording.asked(), sink);
        phrases.find(wording.standing(), sink);
        String best = NONE;
        double weight = 0;
        double next = 0;
        for (Map.Entry<String, Double> label : heaviest.entrySet()) {
            next = Math.max(next, Math.min(weight, label.getValue()));
            if (label.getValue() > weight) best = label.getKey();
            weight = Math.max(weight, label.getValue());
        }
        double confidence = 1 / (1 + Math.exp(OF_NEXT * next - weight));
        return best.equals(NONE) || weight == next || confidence < LEAST
                ? Score.missing(Score.Reason.UNSURE)
                : Score.labelled(best, confidence);
    }

    /** Read when first asked for, as most policies never do. */
    private static final class Lists {
        private static final Phrases FORMS = Phrases.load("answer-format.txt");
        private static final Phrases TONES = Phrases.load("tone.txt");
    }
}
