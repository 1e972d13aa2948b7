package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what expressions are made of: literals, variables, and what follows them in brackets, dots, pipes and tests. */
final class OperandParser {
    /** Names that cannot begin a test's argument without brackets. */
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "if", "is", "in", "not");

    private final Tokens tokens;
    private final ExpressionParser expressions;

    OperandParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    /** An operand with all that binds to it. */
    Expression parse() throws TemplateException {
        return parseFilters(parseSigned());
    }

    /** The filters, tests and calls that follow. */
    Expression parseFilters(Expression target) throws TemplateException {
        Expression value = target;
        while (true) {
            if (tokens.skipOperator("|")) value = parseFilter(value);
            else if (tokens.skipName("is")) value = parseTest(value);
            else if (tokens.peek().isOperator("(")) value = new Expression.Call(value, parsePassed());
            else return value;
        }
    }

    /** One filter behind its pipe, or the first one of a {@code filter} tag. */
    Expression parseFilter(Expression target) throws TemplateException {
        String name = name();
        return new Expression.Filtered(target, name, parseMaybePassed());
    }

    private Expression parseSigned() throws TemplateException {
        boolean isNegative = tokens.peek().isOperator("-");
        if (!isNegative && !tokens.peek().isOperator("+")) return parseLinks(parsePrimary());
        tokens.enter();
        tokens.next();
        Expression operand = parseSigned();
        tokens.leave();
        return new Expression.Signed(operand, isNegative);
    }

    private Expression parsePrimary() throws TemplateException {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case NAME -> named(tokens.next().text());
            case TEXT -> parseText();
            case WHOLE, REAL -> number(tokens.next());
            case OPERATOR -> parseBracket();
            case WORDS, OUTPUT_BEGIN, OUTPUT_END, TAG_BEGIN, TAG_END, END -> throw tokens.unexpected("a value");
        };
    }

    private static Expression named(String name) {
        return switch (name) {
            case "true", "True" -> new Expression.Constant(Value.TRUE);
            case "false", "False" -> new Expression.Constant(Value.FALSE);
            case "none", "None" -> new Expression.Constant(Value.NONE);
            default -> new Expression.Variable(name);
        };
    }

    private Expression parseText() {
        StringBuilder text = new StringBuilder();
        while (tokens.peek().kind() == Token.Kind.TEXT)
            text.append(tokens.next().text());
        return new Expression.Constant(Text.own(text.toString()));
    }

    private static Expression number(Token token) throws TemplateException {
        try {
            return new Expression.Constant(
                    token.kind() == Token.Kind.WHOLE
                            ? new Value.Whole(Long.parseLong(token.text()))
                            : new Value.Real(Double.parseDouble(token.text())));
        } catch (NumberFormatException cause) {
            throw TemplateException.broken(token.line(), "a number is too large");
        }
    }

    private Expression parseBracket() throws TemplateException {
        if (tokens.skipOperator("(")) return parseTuple();
        if (tokens.skipOperator("[")) return new Expression.ListOf(parseItems("]"));
        if (tokens.skipOperator("{")) return parseDict();
        throw tokens.unexpected("a value");
    }

    /** What is in round brackets: a tuple only with a comma, or nothing, in them. */
    private Expression parseTuple() throws TemplateException {
        if (tokens.skipOperator(")")) return new Expression.TupleOf(List.of());
        Expression first = expressions.parse();
        if (tokens.skipOperator(")")) return first;
        tokens.expectOperator(",");
        List<Expression> items = new ArrayList<>(List.of(first));
        items.addAll(parseItems(")"));
        return new Expression.TupleOf(List.copyOf(items));
    }

    private List<Expression> parseItems(String end) throws TemplateException {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skipOperator(end)) {
            items.add(expressions.parse());
            if (!tokens.peek().isOperator(end)) tokens.expectOperator(",");
        }
        return List.copyOf(items);
    }

    private Expression parseDict() throws TemplateException {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        while (!tokens.skipOperator("}")) {
            Expression key = expressions.parse();
            tokens.expectOperator(":");
            entries.add(Map.entry(key, expressions.parse()));
            if (!tokens.peek().isOperator("}")) tokens.expectOperator(",");
        }
        return new Expression.DictOf(List.copyOf(entries));
    }

    private Expression parseLinks(Expression target) throws TemplateException {
        Expression value = target;
        while (true) {
            if (tokens.skipOperator(".")) value = parseMember(value);
            else if (tokens.skipOperator("[")) value = parseItem(value);
            else if (tokens.peek().isOperator("(")) value = new Expression.Call(value, parsePassed());
            else return value;
        }
    }

    private Expression parseMember(Expression target) throws TemplateException {
        if (tokens.peek().kind() == Token.Kind.WHOLE) return new Expression.Item(target, number(tokens.next()));
        return new Expression.Attribute(target, name());
    }

    private Expression parseItem(Expression target) throws TemplateException {
        Optional<Expression> from = tokens.peek().isOperator(":") ? Optional.empty() : Optional.of(expressions.parse());
        if (from.isPresent() && tokens.skipOperator("]")) return new Expression.Item(target, from.get());
        tokens.expectOperator(":");
        Optional<Expression> to = sliceBound();
        Optional<Expression> step = tokens.skipOperator(":") ? sliceBound() : Optional.empty();
        tokens.expectOperator("]");
        return new Expression.Slice(target, from, to, step);
    }

    private Optional<Expression> sliceBound() throws TemplateException {
        boolean isLeftOut = tokens.peek().isOperator(":") || tokens.peek().isOperator("]");
        return isLeftOut ? Optional.empty() : Optional.of(expressions.parse());
    }

    private Expression parseTest(Expression target) throws TemplateException {
        boolean isNegated = tokens.skipName("not");
        String name = name();
        Expression.Passed passed = parseMaybePassed();
        if (passed.equals(Expression.Passed.NOTHING) && beginsArgument()) {
            passed = new Expression.Passed(List.of(parseLinks(parsePrimary())), Map.of());
        }
        Expression test = new Expression.Tested(target, name, passed);
        return isNegated ? new Expression.Not(test) : test;
    }

    private boolean beginsArgument() {
        Token token = tokens.peek();
        return switch (token.kind()) {
            case TEXT, WHOLE, REAL -> true;
            case NAME -> !NO_ARGUMENT.contains(token.text());
            case OPERATOR -> token.text().equals("[") || token.text().equals("{");
            case WORDS, OUTPUT_BEGIN, OUTPUT_END, TAG_BEGIN, TAG_END, END -> false;
        };
    }

    private Expression.Passed parseMaybePassed() throws TemplateException {
        return tokens.peek().isOperator("(") ? parsePassed() : Expression.Passed.NOTHING;
    }

    private Expression.Passed parsePassed() throws TemplateException {
        tokens.expectOperator("(");
        List<Expression> placed = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        while (!tokens.skipOperator(")")) {
            if (tokens.peek().kind() == Token.Kind.NAME && tokens.peekSecond().isOperator("=")) {
                String name = tokens.next().text();
                tokens.next();
                named.put(name, expressions.parse());
            } else {
                placed.add(expressions.parse());
            }
            if (!tokens.peek().isOperator(")")) tokens.expectOperator(",");
        }
        return new Expression.Passed(List.copyOf(placed), named);
    }

    private String name() throws TemplateException {
        return tokens.expect(Token.Kind.NAME, "a name").text();
    }
}
