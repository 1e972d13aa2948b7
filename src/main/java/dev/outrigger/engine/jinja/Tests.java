package dev.outrigger.engine.jinja;

import java.util.Map;

/**
 * Jinja's tests, what follows {@code is}.
 *
 * <p>Source: <a href="https://jinja.palletsprojects.com/en/stable/templates/#builtin-tests">builtin tests</a>.
 */
final class Tests {
    private Tests() {}

    private interface Test {
        boolean holds(Value value, Arguments arguments, Meter meter) throws TemplateException;
    }

    private static final Map<String, Test> ALL = Map.ofEntries(
            Map.entry("defined", (value, arguments, meter) -> !(value instanceof Value.Undefined)),
            Map.entry("undefined", (value, arguments, meter) -> value instanceof Value.Undefined),
            Map.entry("none", (value, arguments, meter) -> value instanceof Value.Nothing),
            Map.entry("string", (value, arguments, meter) -> value instanceof Text),
            Map.entry("mapping", (value, arguments, meter) -> value instanceof Value.Dict),
            Map.entry("iterable", (value, arguments, meter) -> isSequence(value)),
            Map.entry("sequence", (value, arguments, meter) -> isSequence(value)),
            Map.entry("number", (value, arguments, meter) -> Numbers.isNumber(value)),
            Map.entry("integer", (value, arguments, meter) -> value instanceof Value.Whole),
            Map.entry("float", (value, arguments, meter) -> value instanceof Value.Real),
            Map.entry("boolean", (value, arguments, meter) -> value instanceof Value.Truth),
            Map.entry("true", (value, arguments, meter) -> value.equals(Value.TRUE)),
            Map.entry("false", (value, arguments, meter) -> value.equals(Value.FALSE)),
            Map.entry("callable", (value, arguments, meter) -> value instanceof Value.Function),
            Map.entry("odd", (value, arguments, meter) -> Math.floorMod(Numbers.whole(value), 2) == 1),
            Map.entry("even", (value, arguments, meter) -> Math.floorMod(Numbers.whole(value), 2) == 0),
            Map.entry("divisibleby", Tests::isDivisible),
            Map.entry("equalto", compared(Comparison.EQUAL)),
            Map.entry("eq", compared(Comparison.EQUAL)),
            Map.entry("==", compared(Comparison.EQUAL)),
            Map.entry("sameas", compared(Comparison.EQUAL)),
            Map.entry("ne", compared(Comparison.UNEQUAL)),
            Map.entry("!=", compared(Comparison.UNEQUAL)),
            Map.entry("lt", compared(Comparison.LESS)),
            Map.entry("le", compared(Comparison.AT_MOST)),
            Map.entry("gt", compared(Comparison.MORE)),
            Map.entry("ge", compared(Comparison.AT_LEAST)),
            Map.entry("in", compared(Comparison.IN)));

    static boolean holds(String name, Value value, Arguments arguments, Meter meter) throws TemplateException {
        Test test = ALL.get(name);
        if (test == null) throw TemplateException.broken("the test " + name + " is not known");
        return test.holds(value, arguments, meter);
    }

    /** What is undefined can be gone through, and is empty. */
    private static boolean isSequence(Value value) {
        return value instanceof Text
                || value instanceof Value.Sequence
                || value instanceof Value.Dict
                || value instanceof Value.Undefined;
    }

    private static boolean isDivisible(Value value, Arguments arguments, Meter meter) throws TemplateException {
        long divisor = Numbers.whole(arguments.get(0, "num"));
        if (divisor == 0) throw TemplateException.broken("divided by zero");
        return Numbers.whole(value) % divisor == 0;
    }

    private static Test compared(Comparison comparison) {
        return (value, arguments, meter) -> comparison.holds(value, arguments.get(0, "other"), meter);
    }
}
