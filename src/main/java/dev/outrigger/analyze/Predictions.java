package dev.outrigger.analyze;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the learned heads say of a text.
 *
 * @param labels over the labels of each dimension of labels that has a head
 * @param chances 0 to 1, of each dimension that is a probability itself and has a head
 * @param amounts of each dimension that is an amount and has a head
 * @param least the confidence from which on a dimension's likeliest label may be decided by; 0 for those not in it
 * @param also the probability from which on a label is told beside the likeliest, where several may hold
 * @param device where the model ran: {@code cpu} or {@code cuda}
 * @param vector where the encoder places the text; absent where nothing is known of it
 * @param isTruncated whether the text was too long for the model, which then read its head and its tail
 */
public record Predictions(
        Map<Dimension, Distribution> labels,
        Map<Dimension, Double> chances,
        Map<Dimension, Score.Measured> amounts,
        Map<Dimension, Double> least,
        Map<Dimension, Double> also,
        String device,
        Optional<TextVector> vector,
        boolean isTruncated) {
    /** Some that do not say where the text lies. */
    public Predictions(
            Map<Dimension, Distribution> labels,
            Map<Dimension, Double> chances,
            Map<Dimension, Score.Measured> amounts,
            Map<Dimension, Double> least,
            Map<Dimension, Double> also,
            String device,
            boolean isTruncated) {
        this(labels, chances, amounts, least, also, device, Optional.empty(), isTruncated);
    }

    public Predictions {
        labels = Map.copyOf(labels);
        chances = Map.copyOf(chances);
        amounts = Map.copyOf(amounts);
        least = Map.copyOf(least);
        also = Map.copyOf(also);
        chances.forEach((dimension, chance) -> {
            if (!(chance >= 0 && chance <= 1)) {
                throw new IllegalArgumentException(dimension + " must be 0–1, was " + chance);
            }
        });
    }

    /** None, as most of the text is unknown to the model: what it would say is what it says of any such text. */
    public static Predictions ofUnknown(String device) {
        return new Predictions(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), device, false);
    }

    /** Whether there are none for that reason. */
    boolean isOfUnknown() {
        return labels.isEmpty() && chances.isEmpty() && amounts.isEmpty();
    }

    /** The score of every dimension that these say something of. */
    Map<Dimension, Score> scores() {
        Map<Dimension, Score> scores = new LinkedHashMap<>();
        labels.forEach((dimension, distribution) -> scores.put(dimension, judged(dimension, distribution)));
        if (labels.containsKey(Dimension.TASK)) {
            scores.put(Dimension.DOMAIN, judged(Dimension.DOMAIN, TaskFamily.sum(labels.get(Dimension.TASK))));
        }
        Distribution fields = labels.get(Dimension.FIELD);
        Double bound = also.get(Dimension.FIELD);
        if (fields != null && bound != null) scores.put(Dimension.FIELDS, fields.several(bound));
        chances.forEach((dimension, chance) ->
                scores.put(dimension, Score.estimated(chance, Math.max(chance, 1 - chance))));
        scores.putAll(amounts);
        return scores;
    }

    /** A probability is never abstained from: it says itself how sure it is, and rules choose their own bound. */
    private Score judged(Dimension dimension, Distribution distribution) {
        Score.Measured likeliest = distribution.likeliest();
        boolean isSure = likeliest.confidence().orElse(1) >= least.getOrDefault(dimension, 0.0);
        return isSure ? likeliest : Score.abstained(likeliest);
    }
}
