package dev.outrigger.engine.jinja;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What has a value. */
sealed interface Expression {
    /** A value that is written as it is. */
    record Constant(Value value) implements Expression {}

    /** A variable. */
    record Variable(String name) implements Expression {}

    /** {@code target.name}. */
    record Attribute(Expression target, String name) implements Expression {}

    /** {@code target[key]}. */
    record Item(Expression target, Expression key) implements Expression {}

    /** {@code target[from:to:step]}. */
    record Slice(Expression target, Optional<Expression> from, Optional<Expression> to, Optional<Expression> step)
            implements Expression {}

    /** {@code target(arguments)}. */
    record Call(Expression target, Passed arguments) implements Expression {}

    /** {@code target|name(arguments)}. */
    record Filtered(Expression target, String name, Passed arguments) implements Expression {}

    /** {@code target is name arguments}. */
    record Tested(Expression target, String name, Passed arguments) implements Expression {}

    /** {@code -operand}, {@code +operand}. */
    record Signed(Expression operand, boolean isNegative) implements Expression {}

    /** Arithmetic. */
    record Computed(Operator operator, Expression left, Expression right) implements Expression {}

    /** {@code first < second <= third}: each two neighbours must compare so. */
    record Compared(Expression first, List<Step> steps) implements Expression {
        /** One neighbour further. */
        record Step(Comparison comparison, Expression right) {}
    }

    /** {@code left ~ right}. */
    record Joined(List<Expression> parts) implements Expression {}

    /** {@code not operand}. */
    record Not(Expression operand) implements Expression {}

    /** {@code left and right}; its value is one of the two. */
    record And(Expression left, Expression right) implements Expression {}

    /** {@code left or right}; its value is one of the two. */
    record Or(Expression left, Expression right) implements Expression {}

    /** {@code yes if condition else no}. */
    record Choice(Expression condition, Expression yes, Optional<Expression> no) implements Expression {}

    /** {@code [items]}. */
    record ListOf(List<Expression> items) implements Expression {}

    /** {@code (items)}. */
    record TupleOf(List<Expression> items) implements Expression {}

    /** {@code {key: value}}. */
    record DictOf(List<Map.Entry<Expression, Expression>> entries) implements Expression {}

    /** What a call passes, before it is computed. */
    record Passed(List<Expression> placed, Map<String, Expression> named) {
        static final Passed NOTHING = new Passed(List.of(), Map.of());
    }
}
