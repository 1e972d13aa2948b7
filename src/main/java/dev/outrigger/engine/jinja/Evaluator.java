package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/** Computes expressions. */
final class Evaluator {
    private final Run run;
    private final Meter meter;

    Evaluator(Run run) {
        this.run = run;
        this.meter = run.meter();
    }

    Value value(Expression expression, Scope scope) throws TemplateException {
        meter.step();
        return switch (expression) {
            case Expression.Constant constant -> constant.value();
            case Expression.Variable variable ->
                scope.find(variable.name())
                        .orElseGet(() -> new Value.Undefined("\"" + variable.name() + "\" is undefined"));
            case Expression.Attribute attribute ->
                Members.attribute(value(attribute.target(), scope), attribute.name(), meter);
            case Expression.Item item -> Members.item(value(item.target(), scope), value(item.key(), scope), meter);
            case Expression.Slice slice -> slice(slice, scope);
            case Expression.Call call -> call(value(call.target(), scope), arguments(call.arguments(), scope));
            case Expression.Filtered filtered -> filtered(filtered, scope);
            case Expression.Tested tested -> tested(tested, scope);
            case Expression.Signed signed -> signed(signed, scope);
            case Expression.Computed computed ->
                compute(computed.operator(), value(computed.left(), scope), value(computed.right(), scope));
            case Expression.Compared compared -> compared(compared, scope);
            case Expression.Joined joined -> Texts.join(Text.EMPTY, values(joined.parts(), scope), meter);
            case Expression.Not not -> Value.of(!Truths.isTrue(value(not.operand(), scope)));
            case Expression.And and -> {
                Value left = value(and.left(), scope);
                yield Truths.isTrue(left) ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Value left = value(or.left(), scope);
                yield Truths.isTrue(left) ? left : value(or.right(), scope);
            }
            case Expression.Choice choice -> choice(choice, scope);
            case Expression.ListOf list -> new Value.Listed(values(list.items(), scope));
            case Expression.TupleOf tuple -> new Value.Tuple(values(tuple.items(), scope));
            case Expression.DictOf dict -> dict(dict, scope);
        };
    }

    Value call(Value target, Arguments arguments) throws TemplateException {
        if (!(target instanceof Value.Function function)) {
            throw TemplateException.broken("cannot call " + Names.of(target));
        }
        return function.body().call(arguments, run);
    }

    Arguments arguments(Expression.Passed passed, Scope scope) throws TemplateException {
        Map<String, Value> named = new LinkedHashMap<>();
        for (Map.Entry<String, Expression> each : passed.named().entrySet()) {
            named.put(each.getKey(), value(each.getValue(), scope));
        }
        return new Arguments(values(passed.placed(), scope), named);
    }

    private List<Value> values(List<Expression> expressions, Scope scope) throws TemplateException {
        List<Value> values = new ArrayList<>(expressions.size());
        for (Expression each : expressions) values.add(value(each, scope));
        return values;
    }

    private Value slice(Expression.Slice slice, Scope scope) throws TemplateException {
        Value target = value(slice.target(), scope);
        Optional<Long> from = bound(slice.from(), scope);
        Optional<Long> to = bound(slice.to(), scope);
        long step = bound(slice.step(), scope).orElse(1L);
        return Slices.slice(target, from, to, step, meter);
    }

    private Optional<Long> bound(Optional<Expression> bound, Scope scope) throws TemplateException {
        if (bound.isEmpty()) return Optional.empty();
        Value value = value(bound.get(), scope);
        return value instanceof Value.Nothing ? Optional.empty() : Optional.of(Numbers.whole(value));
    }

    private Value filtered(Expression.Filtered filtered, Scope scope) throws TemplateException {
        Value target = value(filtered.target(), scope);
        return Filters.apply(filtered.name(), target, arguments(filtered.arguments(), scope), run);
    }

    private Value tested(Expression.Tested tested, Scope scope) throws TemplateException {
        Value target = value(tested.target(), scope);
        return Value.of(Tests.holds(tested.name(), target, arguments(tested.arguments(), scope), meter));
    }

    private Value signed(Expression.Signed signed, Scope scope) throws TemplateException {
        Value operand = value(signed.operand(), scope);
        if (signed.isNegative()) return Numbers.negate(operand);
        return Numbers.compute(Operator.PLUS, new Value.Whole(0), operand);
    }

    private Value compute(Operator operator, Value left, Value right) throws TemplateException {
        if (operator == Operator.PLUS && left instanceof Text first && right instanceof Text second) {
            return meter.write(new TextBuilder().append(first).append(second).build());
        }
        if (operator == Operator.PLUS && left instanceof Value.Listed first && right instanceof Value.Listed second) {
            meter.steps((long) first.items().size() + second.items().size());
            List<Value> joined = new ArrayList<>(first.items());
            joined.addAll(second.items());
            return new Value.Listed(joined);
        }
        if (operator == Operator.TIMES && left instanceof Text text) return repeat(text, Numbers.whole(right));
        if (operator == Operator.TIMES && right instanceof Text text) return repeat(text, Numbers.whole(left));
        return Numbers.compute(operator, left, right);
    }

    private Text repeat(Text text, long times) throws TemplateException {
        if (times <= 0 || text.isEmpty()) return Text.EMPTY;
        if (times > Integer.MAX_VALUE) throw TemplateException.unbounded("writes too much text");
        meter.write(times * text.length());
        TextBuilder repeated = new TextBuilder();
        for (long i = 0; i < times; i++) repeated.append(text);
        return repeated.build();
    }

    private Value compared(Expression.Compared compared, Scope scope) throws TemplateException {
        Value left = value(compared.first(), scope);
        for (Expression.Compared.Step step : compared.steps()) {
            Value right = value(step.right(), scope);
            if (!step.comparison().holds(left, right, meter)) return Value.FALSE;
            left = right;
        }
        return Value.TRUE;
    }

    private Value choice(Expression.Choice choice, Scope scope) throws TemplateException {
        if (Truths.isTrue(value(choice.condition(), scope))) return value(choice.yes(), scope);
        if (choice.no().isPresent()) return value(choice.no().get(), scope);
        return new Value.Undefined("an if without else has no value");
    }

    private Value dict(Expression.DictOf dict, Scope scope) throws TemplateException {
        SequencedMap<Value, Value> entries = new LinkedHashMap<>();
        for (Map.Entry<Expression, Expression> each : dict.entries()) {
            Value key = value(each.getKey(), scope);
            if (!Value.Dict.isKey(key)) throw TemplateException.broken(Names.of(key) + " cannot be a key");
            entries.put(key, value(each.getValue(), scope));
        }
        return new Value.Dict(entries);
    }
}
