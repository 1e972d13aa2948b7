package dev.outrigger.analyze;

/**
 * One thing that can be known about a request. The name is the key in {@code explain}, in spans and in a policy's
 * expressions.
 */
public record Dimension(String name) {
    /** Tokens of the whole request, estimated; a number from 0. */
    public static final Dimension TOKENS = new Dimension("tokens");
    /** Messages of the user; a number from 0. */
    public static final Dimension TURNS = new Dimension("turns");
    /** Tools offered; a number from 0. */
    public static final Dimension TOOLS = new Dimension("tools");
    /** Images attached; a number from 0. */
    public static final Dimension IMAGES = new Dimension("images");
    /** Fenced code blocks in the conversation; a number from 0. */
    public static final Dimension CODE_FENCES = new Dimension("codeFences");
    /** Language of the last user turn; an ISO 639-1 code where there is one, else ISO 639-3. */
    public static final Dimension LANGUAGE = new Dimension("language");
    /** What the finished answer would be; one of fourteen labels. */
    public static final Dimension TASK = new Dimension("task");
    /** The task's family: code, math, reasoning, factual, creative, language, conversation. */
    public static final Dimension DOMAIN = new Dimension("domain");
    /** The subject the request is about. */
    public static final Dimension FIELD = new Dimension("field");
    /** How likely the request needs several steps of work; 0 to 1. */
    public static final Dimension COMPLEXITY = new Dimension("complexity");

    @Override
    public String toString() {
        return name;
    }
}
