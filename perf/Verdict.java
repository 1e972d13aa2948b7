/** What became of a request, and why it is judged so. */
record Verdict(Kind kind, String why) {
    /** The kinds, good ones first. */
    enum Kind {
        WHOLE("whole, of one call", false),
        MOVED("whole, after failed calls", false),
        RESUMED("whole, gone on with after a break", false),
        REFUSED("a proper error", false),
        SATURATED("503 at a bound, with a wait", false),
        ERROR_EVENT("a stream with a proper error event", false),
        LEFT("the app left", false),
        LOST("FAULT: no answer", true),
        SILENT("FAULT: cut silently", true),
        GLUED("FAULT: two models' texts glued", true),
        DOUBLED("FAULT: text twice", true),
        ALTERED("FAULT: text that nobody said", true),
        BROKEN("FAULT: no proper words of the dialect", true),
        TOO_MANY("FAULT: more calls than attempts", true),
        NEEDLESS("FAULT: an error though upstream did nothing wrong", true);

        final String words;
        final boolean isFault;

        Kind(String words, boolean isFault) {
            this.words = words;
            this.isFault = isFault;
        }
    }

    static Verdict of(Kind kind) {
        return new Verdict(kind, "");
    }
}
