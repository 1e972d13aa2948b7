package dev.outrigger.dialect;

/** Watches a JSON object that comes in pieces for its closing brace. */
public final class JsonEnd {
    private int depth;
    private boolean inText;
    private boolean isEscaped;
    private boolean reached;

    /** The next piece. */
    public void read(String piece) {
        for (int i = 0; i < piece.length() && !reached; i++) {
            if (inText) text(piece.charAt(i));
            else structure(piece.charAt(i));
        }
    }

    /** Whether everything that was opened is closed. */
    public boolean isReached() {
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
