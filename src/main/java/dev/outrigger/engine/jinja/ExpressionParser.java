package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads expressions, each method one level of binding, loosest first. Operands are {@link OperandParser}'s.
 *
 * <p>Source: jinja2's <a href="https://github.com/pallets/jinja/blob/main/src/jinja2/parser.py">parser.py</a>.
 */
final class ExpressionParser {
    private final Tokens tokens;
    private final OperandParser operands;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this);
    }

    /** One expression. */
    Expression parse() throws TemplateException {
        tokens.enter();
        Expression value = parseChoice();
        tokens.leave();
        return value;
    }

    /** One expression, or several with commas between them. */
    Expression parseMaybeTuple() throws TemplateException {
        Expression first = parse();
        if (!tokens.peek().isOperator(",")) return first;
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",") && tokens.peek().kind() != Token.Kind.TAG_END) items.add(parse());
        return new Expression.TupleOf(List.copyOf(items));
    }

    /** One expression that ends before an {@code if}, which belongs to what is around it. */
    Expression parseWithoutChoice() throws TemplateException {
        return parseOr();
    }

    /** The filters behind a tag's name, applied to what stands for its body. */
    Expression parseFilters(Expression body) throws TemplateException {
        return operands.parseFilters(body);
    }

    OperandParser operands() {
        return operands;
    }

    private Expression parseChoice() throws TemplateException {
        Expression value = parseOr();
        while (tokens.skipName("if")) {
            Expression condition = parseOr();
            Optional<Expression> otherwise = tokens.skipName("else") ? Optional.of(parseChoice()) : Optional.empty();
            value = new Expression.Choice(condition, value, otherwise);
        }
        return value;
    }

    private Expression parseOr() throws TemplateException {
        Expression left = parseAnd();
        while (tokens.skipName("or")) left = new Expression.Or(left, parseAnd());
        return left;
    }

    private Expression parseAnd() throws TemplateException {
        Expression left = parseNot();
        while (tokens.skipName("and")) left = new Expression.And(left, parseNot());
        return left;
    }

    private Expression parseNot() throws TemplateException {
        if (!tokens.skipName("not")) return parseComparison();
        tokens.enter();
        Expression operand = parseNot();
        tokens.leave();
        return new Expression.Not(operand);
    }

    private Expression parseComparison() throws TemplateException {
        Expression first = parseSum();
        List<Expression.Compared.Step> steps = new ArrayList<>();
        Optional<Comparison> comparison = nextComparison();
        while (comparison.isPresent()) {
            steps.add(new Expression.Compared.Step(comparison.get(), parseSum()));
            comparison = nextComparison();
        }
        return steps.isEmpty() ? first : new Expression.Compared(first, List.copyOf(steps));
    }

    private Optional<Comparison> nextComparison() {
        if (tokens.skipName("in")) return Optional.of(Comparison.IN);
        if (tokens.peek().isName("not") && tokens.peekSecond().isName("in")) {
            tokens.next();
            tokens.next();
            return Optional.of(Comparison.NOT_IN);
        }
        for (Comparison each : Comparison.values()) {
            if (tokens.skipOperator(each.sign())) return Optional.of(each);
        }
        return Optional.empty();
    }

    private Expression parseSum() throws TemplateException {
        Expression left = parseJoin();
        while (true) {
            if (tokens.skipOperator("+")) left = new Expression.Computed(Operator.PLUS, left, parseJoin());
            else if (tokens.skipOperator("-")) left = new Expression.Computed(Operator.MINUS, left, parseJoin());
            else return left;
        }
    }

    private Expression parseJoin() throws TemplateException {
        Expression first = parseProduct();
        if (!tokens.peek().isOperator("~")) return first;
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.skipOperator("~")) parts.add(parseProduct());
        return new Expression.Joined(List.copyOf(parts));
    }

    private Expression parseProduct() throws TemplateException {
        Expression left = parsePower();
        while (true) {
            if (tokens.skipOperator("*")) left = new Expression.Computed(Operator.TIMES, left, parsePower());
            else if (tokens.skipOperator("/")) left = new Expression.Computed(Operator.DIVIDE, left, parsePower());
            else if (tokens.skipOperator("//")) left = new Expression.Computed(Operator.FLOOR, left, parsePower());
            else if (tokens.skipOperator("%")) left = new Expression.Computed(Operator.MODULO, left, parsePower());
            else return left;
        }
    }

    private Expression parsePower() throws TemplateException {
        Expression left = operands.parse();
        while (tokens.skipOperator("**")) left = new Expression.Computed(Operator.POWER, left, operands.parse());
        return left;
    }
}
