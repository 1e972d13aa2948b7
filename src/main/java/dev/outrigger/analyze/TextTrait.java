package dev.outrigger.analyze;

import java.util.List;
import java.util.Optional;

/**
 * What of a text costs tokens: characters of a kind, and where a run of them begins. Beside each is what one costs in the
 * vocabulary of each of {@link #FAMILIES}, in that order: non-negative least squares of the relative error, by
 * {@code perf/analyzer/tokens.py --fit}.
 */
enum TextTrait {
    /** Small letters of English. */
    LOWER(Run.WORD, 0.056, 0.044, 0.050, 0.058, 0.079, 0.057, 0.061, 0.060, 0.043),
    UPPER(Run.WORD, 0.255, 0.239, 0.171, 0.235, 0.351, 0.211, 0.267, 0.218, 0.287),
    /** Latin letters beyond ASCII, but for those of Vietnamese alone. */
    ACCENTED(Run.WORD, 2.065, 1.435, 0.776, 0.966, 1.694, 0.797, 0.845, 1.121, 2.546),
    VIETNAMESE(Run.WORD, 1.917, 0.224, 0.000, 0.000, 1.549, 0.000, 0.000, 0.000, 1.937),
    /** Words in Latin letters. */
    WORDS(Run.OTHER, 0.741, 0.506, 0.657, 0.318, 0.623, 0.388, 0.442, 0.376, 0.757),
    /** Letters of words that are far from English, see {@link TraitCount}. */
    FAR(Run.OTHER, 0.188, 0.126, 0.083, 0.078, 0.177, 0.156, 0.096, 0.151, 0.223),
    DIGIT(Run.DIGITS, 0.269, 0.378, 1.019, 0.319, 1.039, 0.327, 1.052, 1.084, 0.959),
    NUMBERS(Run.OTHER, 0.760, 0.893, 0.485, 1.022, 0.505, 1.007, 0.470, 0.391, 0.716),
    BLANK(Run.BLANKS, 0.027, 0.054, 0.121, 0.027, 0.086, 0.018, 0.034, 0.015, 0.067),
    /** Runs of blanks. */
    GAPS(Run.OTHER, 0.005, 0.270, 0.000, 0.431, 0.000, 0.381, 0.293, 0.380, 0.000),
    /** Mostly line feeds. */
    CONTROL(Run.OTHER, 0.690, 0.253, 0.803, 0.243, 0.971, 0.126, 0.213, 0.096, 0.850),
    /** What else is in ASCII. */
    MARK(Run.MARKS, 0.208, 0.248, 0.068, 0.234, 0.172, 0.148, 0.219, 0.146, 0.275),
    /** Runs of marks. */
    MARKS(Run.OTHER, 0.751, 0.719, 1.042, 0.661, 0.933, 0.800, 0.734, 0.803, 0.684),
    GREEK(Run.OTHER, 1.330, 0.488, 0.419, 0.353, 1.166, 0.383, 0.379, 0.953, 0.995),
    CYRILLIC(Run.CYRILLIC, 0.450, 0.170, 0.127, 0.117, 0.298, 0.146, 0.180, 0.193, 0.712),
    CYRILLIC_WORDS(Run.OTHER, 1.110, 0.989, 1.005, 0.892, 0.870, 1.053, 0.710, 1.160, 1.069),
    HEBREW(Run.OTHER, 1.043, 0.489, 0.504, 0.362, 1.188, 1.094, 0.449, 0.380, 1.300),
    ARABIC(Run.OTHER, 1.125, 0.378, 0.347, 0.274, 1.105, 0.325, 0.278, 0.428, 1.164),
    DEVANAGARI(Run.OTHER, 1.320, 0.637, 0.286, 0.278, 1.265, 0.550, 0.379, 1.050, 1.333),
    BENGALI(Run.OTHER, 2.109, 0.437, 0.269, 0.332, 1.324, 1.366, 0.463, 1.200, 2.163),
    TAMIL(Run.OTHER, 2.112, 0.562, 0.253, 0.328, 1.272, 1.468, 0.392, 1.190, 1.941),
    TELUGU(Run.OTHER, 2.381, 0.835, 0.384, 0.380, 1.892, 1.947, 0.492, 1.656, 3.130),
    THAI(Run.OTHER, 1.806, 0.378, 0.345, 0.407, 1.041, 0.478, 0.515, 0.554, 1.901),
    HANGUL(Run.OTHER, 1.414, 0.802, 0.654, 0.625, 1.474, 0.656, 0.581, 0.750, 2.793),
    KANA(Run.OTHER, 0.972, 0.632, 0.416, 0.656, 1.056, 0.578, 0.530, 0.587, 1.710),
    HAN(Run.OTHER, 1.176, 0.580, 0.687, 0.812, 1.191, 0.814, 0.903, 0.622, 1.863),
    /** All else; of a pair of surrogates each half. */
    SYMBOL(Run.OTHER, 1.364, 1.135, 0.891, 1.081, 1.497, 1.204, 1.300, 1.275, 1.776);

    /**
     * Families of models, in the order of the alphabet. What each was measured by: {@code claude} the only vocabulary that
     * Anthropic published, of 65,000, which by its readme (https://github.com/anthropics/anthropic-tokenizer-typescript) is no
     * longer accurate from Claude 3 on; {@code deepseek} V3's, {@code gemma} Gemma 3's, {@code gpt} {@code o200k_base},
     * {@code llama2} its 32,000, {@code llama3} 3.1's, {@code mistral} Tekken, {@code qwen} Qwen 3's, {@code smollm2} that of
     * SmolLM2-135M-Instruct.
     */
    static final List<String> FAMILIES =
            List.of("claude", "deepseek", "gemma", "gpt", "llama2", "llama3", "mistral", "qwen", "smollm2");

    private final Run run;

    @SuppressWarnings("ImmutableEnumChecker") // Nobody else has it.
    private final double[] tokens;

    TextTrait(Run run, double... tokens) {
        this.run = run;
        this.tokens = tokens;
    }

    /** What a character of it may stand in a run of. */
    Run run() {
        return run;
    }

    /** Tokens of one, in the vocabulary of the family of that place. */
    double tokens(int family) {
        return tokens[family];
    }

    /** The trait of a character; of one of two surrogates, what both are. */
    static TextTrait of(char c) {
        return c < 0x80 ? ascii(c) : c < 0x2000 ? alphabet(c) : beyond(c);
    }

    private static TextTrait ascii(char c) {
        if (c >= 'a' && c <= 'z') return LOWER;
        if (c >= 'A' && c <= 'Z') return UPPER;
        if (c >= '0' && c <= '9') return DIGIT;
        if (c == ' ') return BLANK;
        return c < ' ' || c == 0x7F ? CONTROL : MARK;
    }

    private static TextTrait alphabet(char c) {
        if (c < 0x250) return latin(c);
        if (c < 0x370) return SYMBOL;
        if (c < 0x400 || c >= 0x1F00) return GREEK;
        if (c < 0x530) return CYRILLIC;
        if (c >= 0x1E00) return c < 0x1EA0 ? ACCENTED : VIETNAMESE;
        return eastern(c);
    }

    private static TextTrait latin(char c) {
        if (c == 0x1A0 || c == 0x1A1 || c == 0x1AF || c == 0x1B0) return VIETNAMESE;
        return c < 0xC0 || c == 0xD7 || c == 0xF7 ? SYMBOL : ACCENTED;
    }

    private static TextTrait eastern(char c) {
        if (c >= 0x590 && c < 0x600) return HEBREW;
        if (c >= 0x600 && c < 0x780) return ARABIC;
        if (c >= 0x900 && c < 0x980) return DEVANAGARI;
        if (c >= 0x980 && c < 0xA00) return BENGALI;
        if (c >= 0xB80 && c < 0xC00) return TAMIL;
        if (c >= 0xC00 && c < 0xC80) return TELUGU;
        if (c >= 0xE00 && c < 0xF00) return THAI;
        return c >= 0x1100 && c < 0x1200 ? HANGUL : SYMBOL;
    }

    private static TextTrait beyond(char c) {
        if (c >= 0x3040 && c < 0x3100) return KANA;
        if (c >= 0x3400 && c < 0xA000) return HAN;
        return c >= 0xAC00 && c < 0xD7B0 ? HANGUL : SYMBOL;
    }

    /** Characters one after the other that are of one make, and the trait that counts how often such a run begins. */
    enum Run {
        NONE,
        WORD,
        DIGITS,
        BLANKS,
        MARKS,
        CYRILLIC,
        OTHER;

        Optional<TextTrait> start() {
            return switch (this) {
                case WORD -> Optional.of(WORDS);
                case DIGITS -> Optional.of(NUMBERS);
                case BLANKS -> Optional.of(GAPS);
                case MARKS -> Optional.of(TextTrait.MARKS);
                case CYRILLIC -> Optional.of(CYRILLIC_WORDS);
                case NONE, OTHER -> Optional.empty();
            };
        }
    }
}
