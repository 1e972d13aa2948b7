package dev.outrigger.engine.jinja;

/** What sets two values side by side. */
enum Comparison {
    EQUAL("=="),
    UNEQUAL("!="),
    LESS("<"),
    AT_MOST("<="),
    MORE(">"),
    AT_LEAST(">="),
    IN("in"),
    NOT_IN("not in");

    private final String sign;

    Comparison(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    boolean holds(Value left, Value right, Meter meter) throws TemplateException {
        return switch (this) {
            case EQUAL -> Truths.equal(left, right, meter);
            case UNEQUAL -> !Truths.equal(left, right, meter);
            case LESS -> Truths.compare(left, right, meter) < 0;
            case AT_MOST -> Truths.compare(left, right, meter) <= 0;
            case MORE -> Truths.compare(left, right, meter) > 0;
            case AT_LEAST -> Truths.compare(left, right, meter) >= 0;
            case IN -> Truths.contains(right, left, meter);
            case NOT_IN -> !Truths.contains(right, left, meter);
        };
    }
}
