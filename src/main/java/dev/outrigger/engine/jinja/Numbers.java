package dev.outrigger.engine.jinja;

/** Python's arithmetic on 64 bits; truth values count as 0 and 1. */
final class Numbers {
    private Numbers() {}

    static boolean isNumber(Value value) {
        return isWhole(value) || value instanceof Value.Real;
    }

    /** The number, an error if there is none. */
    static long whole(Value value) throws TemplateException {
        if (value instanceof Value.Whole whole) return whole.value();
        if (value instanceof Value.Truth truth) return truth.value() ? 1 : 0;
        throw TemplateException.broken("must be a whole number, was " + Names.of(value));
    }

    static int compare(Value left, Value right) throws TemplateException {
        if (isWhole(left) && isWhole(right)) return Long.compare(whole(left), whole(right));
        double first = real(left);
        double second = real(right);
        return first < second ? -1 : first == second ? 0 : 1;
    }

    static Value negate(Value value) throws TemplateException {
        if (value instanceof Value.Real real) return new Value.Real(-real.value());
        return compute(Operator.MINUS, new Value.Whole(0), value);
    }

    static Value compute(Operator operator, Value left, Value right) throws TemplateException {
        if (!isNumber(left) || !isNumber(right)) {
            throw TemplateException.broken(
                    "cannot compute " + Names.of(left) + " " + operator.sign() + " " + Names.of(right));
        }
        try {
            if (isWhole(left) && isWhole(right)) return wholes(operator, whole(left), whole(right));
            return reals(operator, real(left), real(right));
        } catch (ArithmeticException overflow) {
            throw TemplateException.broken("a number is too large, or divided by zero");
        }
    }

    private static Value wholes(Operator operator, long left, long right) {
        return switch (operator) {
            case PLUS -> new Value.Whole(Math.addExact(left, right));
            case MINUS -> new Value.Whole(Math.subtractExact(left, right));
            case TIMES -> new Value.Whole(Math.multiplyExact(left, right));
            case FLOOR -> new Value.Whole(Math.floorDiv(left, right));
            case MODULO -> new Value.Whole(Math.floorMod(left, right));
            case DIVIDE -> new Value.Real((double) left / nonZero((double) right));
            case POWER ->
                right < 0
                        ? new Value.Real(Math.pow((double) left, (double) right))
                        : new Value.Whole(power(left, right));
        };
    }

    private static Value reals(Operator operator, double left, double right) {
        return new Value.Real(
                switch (operator) {
                    case PLUS -> left + right;
                    case MINUS -> left - right;
                    case TIMES -> left * right;
                    case FLOOR -> Math.floor(left / nonZero(right));
                    case MODULO -> left - right * Math.floor(left / nonZero(right));
                    case DIVIDE -> left / nonZero(right);
                    case POWER -> Math.pow(left, right);
                });
    }

    private static long power(long base, long exponent) {
        if (base == 0 || base == 1) return exponent == 0 ? 1 : base;
        if (base == -1) return exponent % 2 == 0 ? 1 : -1;
        long result = 1;
        for (long i = 0; i < exponent; i++) result = Math.multiplyExact(result, base);
        return result;
    }

    private static double nonZero(double divisor) {
        if (divisor == 0) throw new ArithmeticException("divided by zero");
        return divisor;
    }

    private static boolean isWhole(Value value) {
        return value instanceof Value.Whole || value instanceof Value.Truth;
    }

    private static double real(Value value) throws TemplateException {
        return value instanceof Value.Real real ? real.value() : (double) whole(value);
    }
}
