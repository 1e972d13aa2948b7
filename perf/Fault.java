import java.util.List;

/** What an upstream does wrong in one call. */
enum Fault {
    NONE,
    /** Nobody listens, so that no upstream knows of the call. */
    REFUSED,
    STATUS_500,
    STATUS_503,
    STATUS_429,
    RESET,
    HTML,
    EMPTY,
    SLOW,
    TRICKLE,
    CUT_RESET,
    CUT_SILENCE,
    CUT_GARBAGE,
    CUT_END,
    CUT_ERROR;

    /** Of an answer that is sent whole; {@code CUT_RESET} breaks its body. */
    static final List<Fault> WHOLE = List.of(STATUS_500, STATUS_503, STATUS_429, RESET, HTML, EMPTY, SLOW, CUT_RESET, CUT_END);

    static final List<Fault> STREAMED = List.of(STATUS_500, STATUS_503, STATUS_429, RESET, HTML, EMPTY, SLOW, TRICKLE,
            CUT_RESET, CUT_RESET, CUT_SILENCE, CUT_GARBAGE, CUT_GARBAGE, CUT_END, CUT_END, CUT_ERROR);

    /** Whether the app may be told of it, when nobody else answers. */
    boolean excusesAnError() {
        return this != NONE && this != TRICKLE;
    }

    boolean isCut() {
        return name().startsWith("CUT_");
    }
}
