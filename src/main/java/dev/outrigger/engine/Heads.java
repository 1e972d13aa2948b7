package dev.outrigger.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The analyzer's learned heads, over the embeddings of the encoder that they were trained with. Plain arithmetic of tens
 * of microseconds: any thread, an event loop too, may call them.
 */
public final class Heads {
    private final String version;
    private final Map<String, Head> heads;
    private final Map<String, Double> leastConfidence;
    private final Map<String, Double> alsoFrom;
    private final double mostUnknown;

    Heads(
            String version,
            List<Head> heads,
            Map<String, Double> leastConfidence,
            Map<String, Double> alsoFrom,
            double mostUnknown) {
        this.alsoFrom = Map.copyOf(alsoFrom);
        this.mostUnknown = mostUnknown;
        this.version = version;
        this.leastConfidence = Map.copyOf(leastConfidence);
        this.heads = heads.stream().collect(Collectors.toUnmodifiableMap(Head::name, head -> head));
    }

    /** Version of the trained artefact. */
    public String version() {
        return version;
    }

    /**
     * By the name of a head, or of what is summed from one: the confidence, 0 to 1, under which its likeliest label was
     * too often wrong on prompts of sources that it was not trained on. What is not in it may always be believed as far
     * as its confidence says.
     */
    public Map<String, Double> leastConfidence() {
        return leastConfidence;
    }

    /**
     * By the name of a head of which several labels may hold: the probability, 0 to 1, from which on one is told beside the
     * likeliest. What is not in it has one label.
     */
    public Map<String, Double> alsoFrom() {
        return alsoFrom;
    }

    /** The share of a text's tokens, 0 to 1, up to which they may be unknown to the encoder for the heads to be believed. */
    public double mostUnknown() {
        return mostUnknown;
    }

    /** Names of the heads. */
    public Set<String> names() {
        return heads.keySet();
    }

    /**
     * Classifies a text by its embedding.
     *
     * @param head one of {@link #names}
     */
    public Classification classify(String head, Embedding embedding) {
        Head chosen = head(head);
        double[] probabilities = chosen.probabilities(embedding);
        SequencedMap<String, Double> byLabel = new LinkedHashMap<>();
        int best = 0;
        for (int i = 0; i < probabilities.length; i++) {
            byLabel.put(chosen.labels().get(i), probabilities[i]);
            if (probabilities[i] > probabilities[best]) best = i;
        }
        return new Classification(chosen.labels().get(best), probabilities[best], byLabel);
    }

    /**
     * The length, such as an answer's tokens, under which that share of what a head expects is; absent of heads whose labels are
     * no lengths.
     *
     * @param head one of {@link #names}
     * @param level between 0 and 1
     */
    public OptionalDouble length(String head, Embedding embedding, double level) {
        return head(head).length(embedding, level);
    }

    private Head head(String name) {
        Head chosen = heads.get(name);
        if (chosen == null) throw new IllegalArgumentException("no head " + name + ", only " + names());
        return chosen;
    }

    /**
     * The probability of the second label of a head of two: of {@code multi_step} for {@code complexity}.
     *
     * @param head one of {@link #names} that has two labels
     */
    public double probability(String head, Embedding embedding) {
        Classification both = classify(head, embedding);
        if (both.probabilities().size() != 2) throw new IllegalArgumentException("head " + head + " has many labels");
        return both.probabilities().lastEntry().getValue();
    }
}
