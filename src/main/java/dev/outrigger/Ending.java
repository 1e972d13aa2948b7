package dev.outrigger;

/** The signals that end the process, with the exit status that tells a shell or a supervisor which it was. */
enum Ending {
    INTERRUPTED("INT", 130),
    TERMINATED("TERM", 143);

    private final String signal;
    private final int status;

    Ending(String signal, int status) {
        this.signal = signal;
        this.status = status;
    }

    /** The signal's name without {@code SIG}. */
    String signal() {
        return signal;
    }

    /** 128 and the signal's number, as shells have it. */
    int status() {
        return status;
    }
}
