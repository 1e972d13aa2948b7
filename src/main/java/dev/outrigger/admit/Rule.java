package dev.outrigger.admit;

/** Who may be told something, from anybody to nobody. */
public enum Rule {
    /** Anybody. */
    ALLOW,
    /** Models that are trusted, no others. */
    LOCAL_ONLY,
    /** Nobody. */
    REFUSE;

    private final String word = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    /** As the configuration, spans and metrics say it. */
    public String word() {
        return word;
    }

    /** The one of both that lets fewer be told. */
    Rule stricter(Rule other) {
        return compareTo(other) < 0 ? other : this;
    }
}
