package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Task, domain, field and complexity from small heads over hashed words, over the text that the encoder reads too. Where such a
 * head is sure it nearly always says what the encoder says, which need not be asked then; where it is not, its likeliest value is
 * shown until a better one comes, and nothing is decided by it. Of texts in alphabets that the encoder does not read it says
 * nothing either.
 */
public final class QuickProbe implements Probe {
    private static final Map<String, Dimension> MEASURED = Map.of(
            "task", Dimension.TASK,
            "field", Dimension.FIELD,
            "complexity", Dimension.COMPLEXITY);

    /** As {@code prompts.py} has it: the encoder is not asked of texts of which more letters are foreign. */
    private static final double MOST_FOREIGN = 0.5;

    private final QuickHeads heads;

    /** Of the model in the product's jar. */
    public QuickProbe(QuickModel model) {
        this.heads = model.heads();
    }

    @Override
    public String name() {
        return "quick";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.TASK, Dimension.DOMAIN, Dimension.FIELD, Dimension.COMPLEXITY);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Optional<AskedText> asked = subject.asked();
        if (asked.isEmpty()) return Future.succeededFuture(Reading.missing(dimensions(), Score.Reason.NOT_APPLICABLE));
        String text = asked.get().text();
        if (Letters.foreign(text) > MOST_FOREIGN)
            return Future.succeededFuture(Reading.missing(dimensions(), Score.Reason.UNKNOWN_TEXT));
        Map<String, Distribution> answers = heads.read(text);
        Map<Dimension, Score> scores = new LinkedHashMap<>();
        for (QuickHeads.Head head : heads.heads()) {
            Dimension dimension = MEASURED.get(head.name());
            Distribution answer = answers.get(head.name());
            if (dimension == null || answer == null) continue;
            scores.put(
                    dimension,
                    ifSure(
                            dimension.kind() == Dimension.Kind.FRACTION ? fraction(head, answer) : answer.likeliest(),
                            head.sure()));
            if (dimension.equals(Dimension.TASK))
                scores.put(Dimension.DOMAIN, ifSure(TaskFamily.sum(answer).likeliest(), heads.sureOfDomain()));
        }
        return Future.succeededFuture(
                new Reading(scores, Reading.JAVA, asked.get().isTruncated()));
    }

    /** The probability of the head's second label. */
    private static Score.Measured fraction(QuickHeads.Head head, Distribution answer) {
        double chance = answer.probabilities().getOrDefault(head.labels().getLast(), 0.0);
        return Score.estimated(chance, Math.max(chance, 1 - chance));
    }

    private static Score ifSure(Score.Measured likeliest, float sure) {
        return likeliest.confidence().orElse(1) >= sure ? likeliest : Score.abstained(likeliest);
    }
}
