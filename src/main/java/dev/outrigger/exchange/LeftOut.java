package dev.outrigger.exchange;

import java.util.Locale;

/** Why a version that is only watched did not answer, though its turn had come. */
public enum LeftOut {
    /** The app got no whole answer: there is nothing to compare with. */
    UNANSWERED,
    /** It would have asked the same model for the same. */
    SAME,
    /** It would have asked nobody. */
    NOBODY,
    /** A person would have been asked. */
    PERSON,
    /** The model may not be told the request. */
    PRIVATE,
    /** The vendor would run tools while it answers, and whatever they do would be done twice. */
    TOOLS,
    /** The model rests, is not loaded, or is not there. */
    RESTING,
    /** The model has to do for apps, or is near its rate limit. */
    BUSY,
    /** So many answer already, or there is no memory for one more. */
    FULL,
    /** The request is longer than is kept for it. */
    LONG,
    /** The configuration changed meanwhile. */
    RELOADED,
    /** This process is about to end. */
    DRAINING;

    private final String label = name().toLowerCase(Locale.ROOT);

    /** The reason as a metric's label. */
    public String label() {
        return label;
    }
}
