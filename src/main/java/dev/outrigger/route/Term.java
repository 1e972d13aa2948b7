package dev.outrigger.route;

/** What an objective weighs. */
public enum Term {
    QUALITY("quality", 0.6),
    COST("cost", 0.3),
    LATENCY("latency", 0.1);

    private final String word;
    private final double usual;

    Term(String word, double usual) {
        this.word = word;
        this.usual = usual;
    }

    /** Its name in the configuration and in explanations. */
    public String word() {
        return word;
    }

    /** Its weight where nobody says another. */
    double usual() {
        return usual;
    }
}
