package dev.outrigger.analyze;

/**
 * What the learned heads say of a text.
 *
 * @param task over the fourteen tasks
 * @param field over the subjects
 * @param severalSteps probability that the answer needs several steps of work, 0 to 1
 * @param device where the model ran: {@code cpu} or {@code cuda}
 */
public record Predictions(Distribution task, Distribution field, double severalSteps, String device) {
    public Predictions {
        if (!(severalSteps >= 0 && severalSteps <= 1)) {
            throw new IllegalArgumentException("severalSteps must be 0–1, was " + severalSteps);
        }
    }
}
