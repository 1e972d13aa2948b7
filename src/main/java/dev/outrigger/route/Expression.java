package dev.outrigger.route;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
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

    private Expression(String text, Set<Fact> facts, CelRuntime.Program program) {
        this.text = text;
        this.facts = facts;
        this.program = program;
    }

    /** What became of the question whether a condition holds. */
    sealed interface Match {
        record Yes() implements Match {}

        record No() implements Match {}

        /** It touched something that is not known, or could not be computed: the rule does not apply. */
        record Unknown(String because) implements Match {}
    }

    /**
     * Reads and checks an expression.
     *
     * @throws IllegalArgumentException with line, column and what is wrong: syntax, an unknown name, types that do not
     *     fit, a result that is not true or false
     */
    static Expression compile(String text) {
        CelValidationResult checked = COMPILER.compile(text);
        if (checked.hasError()) throw new IllegalArgumentException(complaint(text, checked));
        try {
            CelAbstractSyntaxTree tree = checked.getAst();
            Set<Fact> facts = tree.getReferenceMap().values().stream()
                    .flatMap(reference -> Optional.ofNullable(FACTS.get(reference.name())).stream())
                    .collect(Collectors.toUnmodifiableSet());
            return new Expression(text, facts, RUNTIME.createProgram(tree));
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

    /** Whether it holds; one that touches an unknown value does not, whatever the rest of it says. */
    Match test(Query query) {
        Map<String, String> unknown = new LinkedHashMap<>();
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
            if (!unknown.isEmpty()) return new Match.Unknown(String.join("; ", unknown.values()));
            return Boolean.TRUE.equals(result) ? new Match.Yes() : new Match.No();
        } catch (CelEvaluationException failed) {
            return new Match.Unknown(
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

    private static CelCompiler compiler() {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(List.of())
                .setResultType(SimpleType.BOOL);
        Fact.ALL.forEach(fact -> builder.addVar(fact.name(), celType(fact.type())));
        return builder.build();
    }

    private static CelType celType(Fact.Type type) {
        return switch (type) {
            case INT -> SimpleType.INT;
            case DOUBLE -> SimpleType.DOUBLE;
            case BOOL -> SimpleType.BOOL;
            case STRING -> SimpleType.STRING;
            case STRINGS -> ListType.create(SimpleType.STRING);
        };
    }
}
