package dev.outrigger.backend;

/** The header in which a vendor expects the operator's key. */
public enum KeyHeader {
    /** OpenAI, and most others. */
    BEARER("authorization", "Bearer "),
    /** Anthropic. */
    X_API_KEY("x-api-key", ""),
    /** Azure. */
    API_KEY("api-key", ""),
    /** Gemini. */
    X_GOOG_API_KEY("x-goog-api-key", "");

    private final String header;
    private final String before;

    KeyHeader(String header, String before) {
        this.header = header;
        this.before = before;
    }

    String header() {
        return header;
    }

    String value(String key) {
        return before + key;
    }
}
