package dev.outrigger.engine.jinja;

import java.util.List;
import java.util.Optional;

/** What a template does, step by step. */
sealed interface Statement {
    /** Where it begins. */
    int line();

    /** Writes text as it stands in the source. */
    record Words(Text text, int line) implements Statement {}

    /** Writes a value. */
    record Output(Expression value, int line) implements Statement {}

    /** {@code if} with what follows it: the first branch whose condition holds. */
    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {
        /** A condition and what is done when it holds. */
        record Branch(Expression condition, List<Statement> body) {}
    }

    /** {@code for}. */
    record For(
            Target target,
            Expression items,
            Optional<Expression> condition,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    /** {@code set target = value}. */
    record Assign(Target target, Expression value, int line) implements Statement {}

    /** {@code set target} up to {@code endset}: what its body writes, filtered. */
    record Capture(Target target, Optional<Expression> filtered, List<Statement> body, int line) implements Statement {}

    /** {@code macro}. */
    record Macro(String name, List<Parameter> parameters, List<Statement> body, int line) implements Statement {
        /** What a macro takes. */
        record Parameter(String name, Optional<Expression> otherwise) {}
    }

    /** {@code call target}: calls a macro that may call the body by {@code caller}. */
    record CallWith(Expression.Call call, Macro caller, int line) implements Statement {}

    /** {@code with}, {@code generation}: a body with variables of its own. */
    record Scoped(List<Assign> variables, List<Statement> body, int line) implements Statement {}

    /** {@code filter}: what its body writes, filtered. */
    record Refined(Expression filtered, List<Statement> body, int line) implements Statement {}

    /** {@code break}. */
    record Break(int line) implements Statement {}

    /** {@code continue}. */
    record Continue(int line) implements Statement {}

    /** What is written to. */
    sealed interface Target {
        /** A variable. */
        record Name(String name) implements Target {}

        /** A namespace's value. */
        record Member(String namespace, String name) implements Target {}

        /** Several at once. */
        record Several(List<Target> targets) implements Target {}
    }
}
