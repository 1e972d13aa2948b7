package dev.outrigger.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used; the message lists every mistake, one a line. */
public final class WrongConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Mistake> mistakes;

    WrongConfigException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")));
        this.mistakes = List.copyOf(mistakes);
    }

    /** Every mistake, in the order of the file's lines. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
