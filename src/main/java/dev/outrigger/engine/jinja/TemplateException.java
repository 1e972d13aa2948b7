package dev.outrigger.engine.jinja;

/** A template that cannot be read or followed; the message says why, and in which line once that is known. */
public final class TemplateException extends Exception {
    private static final long serialVersionUID = 1;

    /** Why a template stops. */
    public enum Cause {
        /** It is no template, or needs what this subset of Jinja lacks, or computes what cannot be computed. */
        BROKEN,
        /** It goes on for longer, or writes more, than a template may. */
        UNBOUNDED,
        /** It says itself, by {@code raise_exception}, that it does not take this chat. */
        REFUSED
    }

    private final Cause reason;
    private final int line;

    private TemplateException(Cause reason, String message, int line) {
        super(message);
        this.reason = reason;
        this.line = line;
    }

    static TemplateException broken(String message) {
        return new TemplateException(Cause.BROKEN, message, 0);
    }

    static TemplateException broken(int line, String message) {
        return broken(message).at(line);
    }

    static TemplateException unbounded(String message) {
        return new TemplateException(Cause.UNBOUNDED, message, 0);
    }

    static TemplateException refused(String message) {
        return new TemplateException(Cause.REFUSED, message, 0);
    }

    /** Why it stopped. */
    public Cause reason() {
        return reason;
    }

    /** The same with its line, unless it has one. What a template raises is its own words and gets none. */
    TemplateException at(int place) {
        if (line > 0 || reason == Cause.REFUSED) return this;
        TemplateException placed = new TemplateException(reason, "line " + place + ": " + getMessage(), place);
        placed.setStackTrace(getStackTrace());
        return placed;
    }
}
