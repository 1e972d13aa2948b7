package dev.outrigger.analyze;

import java.util.List;
import java.util.Optional;

/**
 * One thing that can be known about a request. The name is the key in {@code explain}, in spans and in a policy's
 * expressions.
 *
 * @param kind what its values are, so that an expression over it can be checked before any request came
 * @param parts the words of one whose values are amounts, in order; of another none
 */
public record Dimension(String name, Kind kind, List<String> parts) {
    /** Tokens of the whole request, estimated. */
    public static final Dimension TOKENS = new Dimension("tokens", Kind.COUNT);
    /** Messages of the user. */
    public static final Dimension TURNS = new Dimension("turns", Kind.COUNT);
    /** Tools offered. */
    public static final Dimension TOOLS = new Dimension("tools", Kind.COUNT);
    /** Images attached. */
    public static final Dimension IMAGES = new Dimension("images", Kind.COUNT);
    /** Fenced code blocks in the conversation. */
    public static final Dimension CODE_FENCES = new Dimension("codeFences", Kind.COUNT);
    /** Language of the last user turn; an ISO 639-1 code where there is one, else ISO 639-3. */
    public static final Dimension LANGUAGE = new Dimension("language", Kind.LABEL);
    /** The languages of the last user turn of which a quarter or more is in each; see {@link LanguageMix}. */
    public static final Dimension LANGUAGES = new Dimension("languages", Kind.LABELS);
    /** What the finished answer would be; one of fourteen labels. */
    public static final Dimension TASK = new Dimension("task", Kind.LABEL);
    /** The task's family, see {@link TaskFamily}. */
    public static final Dimension DOMAIN = new Dimension("domain", Kind.LABEL);
    /** The subject the request is about. */
    public static final Dimension FIELD = new Dimension("field", Kind.LABEL);
    /** The subjects the request is about: the likeliest, and every other that is likely too. */
    public static final Dimension FIELDS = new Dimension("fields", Kind.LABELS);
    /**
     * How long-winded an answer is wanted: {@code concise} where a short one is asked for or clearly enough, {@code verbose}
     * where length or thoroughness is asked for or clearly implied, else {@code neutral}.
     */
    public static final Dimension STYLE = new Dimension("style", Kind.LABEL);
    /** Tokens of a good answer, as people wrote them; a model's are often more. Half of such answers are shorter. */
    public static final Dimension EXPECTED_OUTPUT = new Dimension("expectedOutput", Kind.COUNT);
    /** Tokens that a tenth, half and nine tenths of such answers do not reach. */
    public static final Dimension OUTPUT_QUANTILES =
            new Dimension("outputQuantiles", Kind.AMOUNTS, List.of("p10", "p50", "p90"));
    /** How likely the request needs several steps of work. */
    public static final Dimension COMPLEXITY = new Dimension("complexity", Kind.FRACTION);
    /** How likely a small model, of at most 9 billion parameters, fails at it. */
    public static final Dimension DIFFICULTY = new Dimension("difficulty", Kind.FRACTION);
    /** How likely the conversation holds an attack on the model: an injected instruction, a jailbreak. */
    public static final Dimension INJECTION = new Dimension("injection", Kind.FRACTION);

    /** How likely the request asks for something unsafe: harm to people, crime, hatred, what only adults should read. */
    public static final Dimension HARM = new Dimension("harm", Kind.FRACTION);

    /** Whether somebody waits for the answer: {@code interactive} or {@code batch}; see {@link LatencyProbe}. */
    public static final Dimension LATENCY = new Dimension("latency", Kind.LABEL);

    /** Kinds of personal data and secrets in the request; see {@link SensitivityProbe}. */
    public static final Dimension SENSITIVITY = new Dimension("sensitivity", Kind.LABELS);

    /** The form that the answer is asked to have; one of eleven labels, see {@link FormProbe}. */
    public static final Dimension ANSWER_FORMAT = new Dimension("answerFormat", Kind.LABEL);
    /** The tone that the answer is asked to have; one of twelve labels, see {@link FormProbe}. */
    public static final Dimension TONE = new Dimension("tone", Kind.LABEL);
    /** Scripts of the last user turn, by ISO 15924, which a quarter or more of it is in; see {@link ScriptProbe}. */
    public static final Dimension SCRIPT = new Dimension("script", Kind.LABELS);
    /** Language and region, as {@code pt-BR}, by BCP 47, of who asks or of the answer; see {@link LocaleProbe}. */
    public static final Dimension LOCALE = new Dimension("locale", Kind.LABEL);
    /** Tokens of the whole request in the vocabularies of families of models, estimated; see {@link TokenEstimate}. */
    public static final Dimension FAMILY_TOKENS = new Dimension("familyTokens", Kind.AMOUNTS, TextTrait.FAMILIES);

    /** Whether the model is to go on with tools: {@code none}, {@code offered}, {@code running}; see {@link StructureProbe}. */
    public static final Dimension TOOL_LOOP = new Dimension("toolLoop", Kind.LABEL);
    /** Files attached that are no picture, sound or video. */
    public static final Dimension DOCUMENTS = new Dimension("documents", Kind.COUNT);
    /** Sound attached. */
    public static final Dimension AUDIO = new Dimension("audio", Kind.COUNT);
    /** Videos attached. */
    public static final Dimension VIDEO = new Dimension("video", Kind.COUNT);
    /** The form that the answer must have: {@code none}, {@code json}, {@code schema}. */
    public static final Dimension OUTPUT_SCHEMA = new Dimension("outputSchema", Kind.LABEL);
    /** How like the request is to each name of the section {@code examples}, 0 to 1; see {@link Likeness}. */
    public static final Dimension SIMILARITY = new Dimension("similarity", Kind.NAMED);
    /** Where the request lies among kinds of difficulty, see {@link RouterModel}. */
    public static final Dimension FACTORS = new Dimension("factors", Kind.NAMED);
    /** Programming languages in the conversation, see {@link CodeLanguages}. */
    public static final Dimension CODE_LANGUAGES = new Dimension("codeLanguages", Kind.LABELS);

    /** Every dimension, in the order in which analyses show them. */
    public static final List<Dimension> ALL = List.of(
            DOMAIN,
            COMPLEXITY,
            LANGUAGE,
            SENSITIVITY,
            TASK,
            FIELD,
            FIELDS,
            STYLE,
            DIFFICULTY,
            EXPECTED_OUTPUT,
            OUTPUT_QUANTILES,
            TOKENS,
            TURNS,
            TOOLS,
            IMAGES,
            CODE_FENCES,
            INJECTION,
            HARM,
            LATENCY,
            LANGUAGES,
            ANSWER_FORMAT,
            TONE,
            SCRIPT,
            LOCALE,
            FAMILY_TOKENS,
            TOOL_LOOP,
            DOCUMENTS,
            AUDIO,
            VIDEO,
            OUTPUT_SCHEMA,
            CODE_LANGUAGES,
            SIMILARITY,
            FACTORS);

    /** The dimension of this name. */
    public static Optional<Dimension> named(String name) {
        return ALL.stream().filter(dimension -> dimension.name.equals(name)).findFirst();
    }

    public Dimension {
        parts = List.copyOf(parts);
        if (parts.isEmpty() == (kind == Kind.AMOUNTS))
            throw new IllegalArgumentException(name + " has the parts " + parts + ", but is of the kind " + kind);
    }

    /** A dimension of no parts. */
    public Dimension(String name, Kind kind) {
        this(name, kind, List.of());
    }

    /** A dimension of labels. */
    public Dimension(String name) {
        this(name, Kind.LABEL);
    }

    @Override
    public String toString() {
        return name;
    }

    /** What a dimension's values are. */
    public enum Kind {
        /** A whole number from 0. */
        COUNT,
        /** A number from 0 to 1. */
        FRACTION,
        /** A word. */
        LABEL,
        /** Words, sorted. */
        LABELS,
        /** A number from 0 for each of the dimension's parts. */
        AMOUNTS,
        /** A number for each name; which names there are depends on the configuration, or on what was learned. */
        NAMED
    }
}
