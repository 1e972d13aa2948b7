package dev.outrigger.route;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelVariableResolver;
import dev.outrigger.analyze.KnownLabels;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A rule's condition: an expression in CEL (Common Expression Language, https://cel.dev), checked when it is read.
 *
 * <p>What it may use is in {@link Fact}. There are no macros, so no loops: the time of an evaluation is bounded by the
 * expression's length, and regular expressions (RE2) take time linear in their text. CEL's classes are loaded with the
 * first expression: about 2 s of cold start on a busy machine and some 70 MB resident, which a configuration without rules
 * does not pay.
 */
final class Expression {
    /** Characters of an expression. */
    static final int MAX_CHARS = 2_000;
    /** Levels of nesting. */
    static final int MAX_DEPTH = 32;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MAX_CHARS)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxRegexProgramSize(1_000)
            .comprehensionMaxIterations(1)
            .build();
    private static final Map<String, Fact> FACTS =
            Fact.ALL.stream().collect(Collectors.toUnmodifiableMap(Fact::name, Function.identity()));
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final String text;
    private final Set<Fact> facts;
    private final CelRuntime.Program program;
    private final boolean isNumber;

    private Expression(String text, Set<Fact> facts, CelRuntime.Program program, boolean isNumber) {
        this.text = text;
        this.facts = facts;
        this.program = program;
        this.isNumber = isNumber;
    }

    /** What became of the question whether a condition holds. */
    sealed interface Match {
        record Yes() implements Match {}

        record No() implements Match {}

        /** It touched something that is not known, or could not be computed: the rule does not apply. */
        record Unknown(String because) implements Match {}
    }

    /** What became of the question how much it is. */
    sealed interface Amount {
        /** This much. */
        record Known(double number) implements Amount {}

        /** It touched something that is not known. */
        record Unknown(String because) implements Amount {}
    }

    /**
     * Reads and checks an expression.
     *
     * @throws IllegalArgumentException with line, column and what is wrong: syntax, an unknown name, types that do not
     *     fit, a result that is not true or false
     */
    static Expression compile(String text) {
        return compile(text, COMPILER.compile(text));
    }

    /** The same of one whose result is a number. */
    static Expression compileNumber(String text) {
        Expression expression = compile(text, Numbers.COMPILER.compile(text));
        if (!expression.isNumber) throw new IllegalArgumentException("'" + text + "': its result must be a number");
        return expression;
    }

    private static Expression compile(String text, CelValidationResult checked) {
        if (checked.hasError()) throw new IllegalArgumentException(complaint(text, checked));
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            Set<Fact> facts = tree.getReferenceMap().values().stream()
                    .flatMap(reference -> Optional.ofNullable(FACTS.get(reference.name())).stream())
                    .collect(Collectors.toUnmodifiableSet());
            boolean isNumber = tree.getResultType().equals(SimpleType.INT)
                    || tree.getResultType().equals(SimpleType.DOUBLE);
            return new Expression(text, facts, RUNTIME.createProgram(tree), isNumber);
        } catch (CelValidationException | CelEvaluationException refused) {
            throw new IllegalArgumentException("'" + text + "': " + refused.getMessage(), refused);
        }
    }

    /** What is wrong with each label that its dimension never has; nothing of a text that {@link #compile} refuses. */
    static List<String> objections(String text, KnownLabels known) {
        CelValidationResult checked = COMPILER.compile(text);
        if (checked.hasError()) return List.of();
        try {
            return Comparisons.objections(checked.getAst(), FACTS, known);
        } catch (CelValidationException refused) {
            return List.of();
        }
    }

    String text() {
        return text;
    }

    /** Everything it may touch. */
    Set<Fact> facts() {
        return facts;
    }

    /** Its value as a number; unknown where it touches something that is not known, or is not finite. */
    Amount amount(Query query) {
        return switch (value(query)) {
            case Fact.Value.Known(Number number)
            when Double.isFinite(number.doubleValue()) -> new Amount.Known(number.doubleValue());
            case Fact.Value.Known other -> new Amount.Unknown("it is no finite number");
            case Fact.Value.Unknown(String because) -> new Amount.Unknown(because);
        };
    }

    /** Whether it holds; one that touches an unknown value does not, whatever the rest of it says. */
    Match test(Query query) {
        return switch (value(query)) {
            case Fact.Value.Unknown(String because) -> new Match.Unknown(because);
            case Fact.Value.Known(Object result) -> Boolean.TRUE.equals(result) ? new Match.Yes() : new Match.No();
        };
    }

    private Fact.Value value(Query query) {
        Map<String, String> unknown = new LinkedHashMap<>(0);
        CelVariableResolver values = name -> Optional.ofNullable(FACTS.get(name))
                .flatMap(fact -> switch (fact.read().apply(query)) {
                    case Fact.Value.Known(Object value) -> Optional.of(value);
                    case Fact.Value.Unknown(String because) -> {
                        unknown.put(name, because);
                        yield Optional.empty();
                    }
                });
        try {
            Object result = program.eval(values);
            return unknown.isEmpty()
                    ? new Fact.Value.Known(result)
                    : new Fact.Value.Unknown(String.join("; ", unknown.values()));
        } catch (CelEvaluationException failed) {
            return new Fact.Value.Unknown(
                    unknown.isEmpty()
                            ? "it cannot be computed, " + failed.getMessage()
                            : String.join("; ", unknown.values()));
        }
    }

    private static String complaint(String text, CelValidationResult checked) {
        CelIssue first = checked.getErrors().getFirst();
        int column = first.getSourceLocation().getColumn() + 1;
        String place = "'" + text + "' at " + first.getSourceLocation().getLine() + ":" + column + ": ";
        boolean isUnknownName = first.getMessage().startsWith("undeclared reference");
        return place + (isUnknownName ? "unknown name; known are " + Fact.names() : first.getMessage());
    }

    /** Built only where a figure is an expression: a compiler takes memory. */
    private static final class Numbers {
        private static final CelCompiler COMPILER = builder().build();
    }

    private static CelCompiler compiler() {
        return builder().setResultType(SimpleType.BOOL).build();
    }

    private static CelCompilerBuilder builder() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(List.of());
        Fact.ALL.forEach(fact -> builder.addVar(fact.name(), celType(fact.type())));
        return builder;
    }

    private static CelType celType(Fact.Type type) {
        return switch (type) {
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case STRING -> SimpleType.STRING;
            case STRINGS -> ListType.create(SimpleType.STRING);
            case SHARES -> MapType.create(SimpleType.STRING, SimpleType.DOUBLE);
        };
    }
}
