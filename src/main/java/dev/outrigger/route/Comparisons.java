package dev.outrigger.route;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelReference;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.KnownLabels;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an expression compares dimensions of labels with: {@code ==}, {@code !=}, and {@code in} either way. */
final class Comparisons {
    private static final Set<String> FUNCTIONS = Set.of("_==_", "_!=_", "@in");

    private final Map<String, Fact> facts;
    private final Map<Long, CelReference> names;
    private final KnownLabels known;

    private Comparisons(Map<String, Fact> facts, Map<Long, CelReference> names, KnownLabels known) {
        this.facts = facts;
        this.names = names;
        this.known = known;
    }

    /** What is wrong with each label that its dimension never has, in order. */
    static List<String> objections(CelAbstractSyntaxTree checked, Map<String, Fact> facts, KnownLabels known) {
        return new Comparisons(facts, checked.getReferenceMap(), known)
                .within(checked.getExpr())
                .distinct()
                .toList();
    }

    private Stream<String> within(CelExpr expression) {
        return switch (expression.getKind()) {
            case CALL ->
                Stream.concat(
                        compared(expression.call()), parts(expression.call()).flatMap(this::within));
            case LIST -> expression.list().elements().stream().flatMap(this::within);
            default -> Stream.empty();
        };
    }

    private static Stream<CelExpr> parts(CelExpr.CelCall call) {
        return Stream.concat(call.target().stream(), call.args().stream());
    }

    private Stream<String> compared(CelExpr.CelCall call) {
        if (!FUNCTIONS.contains(call.function()) || call.args().size() != 2) return Stream.empty();
        CelExpr left = call.args().getFirst();
        CelExpr right = call.args().getLast();
        return Stream.concat(objections(left, right), objections(right, left));
    }

    private Stream<String> objections(CelExpr side, CelExpr other) {
        Optional<Dimension> dimension = Optional.ofNullable(names.get(side.id()))
                .flatMap(reference -> Optional.ofNullable(facts.get(reference.name())))
                .flatMap(Fact::dimension);
        return dimension.stream()
                .flatMap(one -> constants(other).flatMap(label -> known.objection(one, label).stream()));
    }

    private static Stream<String> constants(CelExpr side) {
        return switch (side.getKind()) {
            case CONSTANT ->
                side.constant().getKind() == CelConstant.Kind.STRING_VALUE
                        ? Stream.of(side.constant().stringValue())
                        : Stream.empty();
            case LIST -> side.list().elements().stream().flatMap(Comparisons::constants);
            default -> Stream.empty();
        };
    }
}
