package dev.outrigger.engine.jinja;

/** What messages call a value; never what is in it. */
final class Names {
    private Names() {}

    static String of(Value value) {
        return switch (value) {
            case Text text -> "a text";
            case Value.Whole whole -> "a whole number";
            case Value.Real real -> "a floating point number";
            case Value.Truth truth -> "a truth value";
            case Value.Nothing nothing -> "none";
            case Value.Undefined undefined -> "what is undefined (" + undefined.why() + ")";
            case Value.Listed list -> "a list";
            case Value.Tuple tuple -> "a tuple";
            case Value.Dict dict -> "a dictionary";
            case Value.Function function -> "the function " + function.name();
            case Namespace namespace -> "a namespace";
            case Loop loop -> "a loop";
        };
    }
}
