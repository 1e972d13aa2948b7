package dev.outrigger.backend;

/**
 * Whether a model that was given the beginning of its answer writes on, or begins anew all the same: that is told by its
 * first words, which are held back while they are those that it was given. Confined to one event loop.
 */
final class Beginning {
    /** Characters that nobody repeats by chance. */
    static final int ENOUGH = 12;

    /** What it does. */
    enum Finding {
        /** It says what it was given, so far. */
        OPEN,
        /** It writes on. */
        WRITES_ON,
        /** It has said all of it again. */
        ANEW,
        /** It began anew, and says something else. */
        DIFFERS
    }

    private final String given;
    private int agreed;
    private String onward = "";
    private Finding finding;

    /** @param given of the answer; empty for one that has nothing to write on from */
    Beginning(String given) {
        this.given = given;
        this.finding = given.isEmpty() ? Finding.WRITES_ON : Finding.OPEN;
    }

    /** Whether it is still to be found out. */
    boolean isOpen() {
        return finding == Finding.OPEN;
    }

    /** More text came. */
    Finding hear(String said) {
        int length = Math.min(said.length(), given.length() - agreed);
        int same = 0;
        while (same < length && said.charAt(same) == given.charAt(agreed + same)) same++;
        String held = given.substring(0, agreed);
        agreed += same;
        if (agreed == given.length()) {
            finding = Finding.ANEW;
            onward = said.substring(same);
        } else if (same < said.length()) {
            finding = departed();
            onward = held + said;
        }
        return finding;
    }

    /** No more text comes. */
    Finding end() {
        finding = departed();
        onward = given.substring(0, agreed);
        return finding;
    }

    private Finding departed() {
        return agreed >= ENOUGH ? Finding.DIFFERS : Finding.WRITES_ON;
    }

    /** What it has said that it was not given, once that is found out. */
    String onward() {
        return onward;
    }
}
