package dev.outrigger.engine.jinja;

/** A piece of a template's source. A literal's text is its value, an operator's its sign. */
record Token(Kind kind, String text, int line) {
    /** What a token is. */
    enum Kind {
        /** Text outside of tags. */
        WORDS,
        /** An opening pair of braces. */
        OUTPUT_BEGIN,
        OUTPUT_END,
        /** A brace and a percent sign. */
        TAG_BEGIN,
        TAG_END,
        NAME,
        TEXT,
        WHOLE,
        REAL,
        OPERATOR,
        END
    }

    boolean is(Kind asked, String sign) {
        return kind == asked && text.equals(sign);
    }

    boolean isOperator(String sign) {
        return is(Kind.OPERATOR, sign);
    }

    boolean isName(String name) {
        return is(Kind.NAME, name);
    }
}
