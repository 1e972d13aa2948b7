package dev.outrigger.dialect;

import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Thinking.Effort.Level;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a Claude's name tells of the ways to think that it takes, on Anthropic's own servers, Bedrock and Vertex; one
 * without the vendor's pattern is taken for a new one. Sources: "Adaptive thinking" and "Effort"
 * (https://docs.anthropic.com/en/docs/build-with-claude/adaptive-thinking,
 * https://docs.anthropic.com/en/docs/build-with-claude/effort).
 */
public final class ClaudeModel {
    /** Older names have the family last; a date is no part of the version. */
    private static final Pattern NAME =
            Pattern.compile("claude-(?:([a-z]{1,16})-)?v?(\\d{1,2})(?:[-.](\\d{1,2}))?(?!\\d)");

    private static final int NEWEST = Integer.MAX_VALUE;
    private static final int FIRST_THINKING = 307;
    private static final int FIRST_EFFORT = 405;
    private static final int FIRST_ADAPTIVE = 406;
    private static final int FIRST_WITHOUT_BUDGET = 407;

    /** What levels of effort are in tokens where there are no levels, as for Gemini's models; each leaves room in the
     * smallest bound of an answer of a model that thinks, 32,000. */
    private static final int LOW_TOKENS = 1_024;

    private static final int MEDIUM_TOKENS = 8_192;
    private static final int HIGH_TOKENS = 24_576;

    /** In hundredths: 4.6 is 406. */
    private final int version;

    private final boolean isOpus;

    public ClaudeModel(ModelName name) {
        Matcher matcher = NAME.matcher(name.value().toLowerCase(Locale.ROOT));
        boolean known = matcher.find();
        int minor = known && matcher.group(3) != null ? Integer.parseInt(matcher.group(3)) : 0;
        version = known ? 100 * Integer.parseInt(matcher.group(2)) + minor : NEWEST;
        isOpus = known && "opus".equals(matcher.group(1));
    }

    /** Whether it thinks before it answers, if it is asked to. */
    public boolean thinks() {
        return version >= FIRST_THINKING;
    }

    /** Whether it decides itself how much to think, rather than within a budget. */
    public boolean isAdaptive() {
        return version >= FIRST_ADAPTIVE;
    }

    /** Whether it takes a budget to think; of one that nobody knows the app does. */
    public boolean takesBudget() {
        return thinks() && (version < FIRST_WITHOUT_BUDGET || version == NEWEST);
    }

    /** Whether it takes a level of effort. */
    public boolean takesEffort() {
        return isAdaptive() || (isOpus && version >= FIRST_EFFORT);
    }

    /** The nearest level that it takes. */
    public Level nearest(Level level) {
        return switch (level) {
            case MINIMAL, LOW -> Level.LOW;
            case MEDIUM, HIGH -> level;
            case VERY_HIGH -> version >= FIRST_WITHOUT_BUDGET ? level : Level.HIGH;
            case MAX -> isAdaptive() ? level : Level.HIGH;
        };
    }

    /** The nearest effort to a budget, which it does not take. */
    public static Level effort(int budget) {
        if (budget <= LOW_TOKENS) return Level.LOW;
        return budget <= MEDIUM_TOKENS ? Level.MEDIUM : Level.HIGH;
    }

    /** The budget that is as much as this level, in tokens. */
    public static int budget(Level level) {
        return switch (level) {
            case MINIMAL, LOW -> LOW_TOKENS;
            case MEDIUM -> MEDIUM_TOKENS;
            case HIGH, VERY_HIGH, MAX -> HIGH_TOKENS;
        };
    }

    /** The vendor's word for a level. */
    public static String word(Level level) {
        return switch (level) {
            case MINIMAL, LOW -> "low";
            case MEDIUM -> "medium";
            case HIGH -> "high";
            case VERY_HIGH -> "xhigh";
            case MAX -> "max";
        };
    }
}
