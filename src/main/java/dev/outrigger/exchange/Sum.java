package dev.outrigger.exchange;

/** Amounts that grow with each that is added. Not thread-safe. */
final class Sum {
    private long count;
    private long inputTokens;
    private long outputTokens;
    private long uncounted;
    private double dollars;
    private long estimated;
    private long unpriced;
    private long compared;
    private double comparable;
    private double baseline;

    void add(Amounts more) {
        count += more.count();
        inputTokens += more.inputTokens();
        outputTokens += more.outputTokens();
        uncounted += more.uncounted();
        dollars += more.dollars();
        estimated += more.estimated();
        unpriced += more.unpriced();
        compared += more.compared();
        comparable += more.comparable();
        baseline += more.baseline();
    }

    boolean isEmpty() {
        return count == 0;
    }

    double dollars() {
        return dollars;
    }

    /** What it has come to. */
    Amounts amounts() {
        return new Amounts(
                count,
                inputTokens,
                outputTokens,
                uncounted,
                dollars,
                estimated,
                unpriced,
                compared,
                comparable,
                baseline);
    }
}
