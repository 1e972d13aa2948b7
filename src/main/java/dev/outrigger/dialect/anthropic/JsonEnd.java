package dev.outrigger.dialect.anthropic;

/** Watches a JSON object that comes in pieces for its closing brace. */
final class JsonEnd {
    private int depth;
    private boolean inText;
    private boolean isEscaped;
    private boolean reached;

    void read(String piece) {
        for (int i = 0; i < piece.length() && !reached; i++) {
            if (inText) text(piece.charAt(i));
            else structure(piece.charAt(i));
        }
    }

    /** Whether everything that was opened is closed. */
    boolean isReached() {
        return reached;
    }

    private void text(char c) {
        if (isEscaped) isEscaped = false;
        else if (c == '\\') isEscaped = true;
        else if (c == '"') inText = false;
    }

    private void structure(char c) {
        switch (c) {
            case '"' -> inText = true;
            case '{', '[' -> depth++;
            case '}', ']' -> reached = --depth == 0;
            default -> {}
        }
    }
}
