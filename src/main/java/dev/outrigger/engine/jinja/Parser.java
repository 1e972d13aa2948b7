package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a template's statements. */
final class Parser {
    /** What a capturing tag's filters are applied to: the name under which its body's text is then known. */
    static final Expression.Variable BODY = new Expression.Variable(" body");

    private final Tokens tokens;
    private final ExpressionParser expressions;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    static List<Statement> parse(String source) throws TemplateException {
        Parser parser = new Parser(new Tokens(Lexer.tokens(source)));
        List<Statement> all = parser.parseBody(Set.of());
        if (parser.tokens.peek().kind() != Token.Kind.END) throw parser.tokens.unexpected("a tag");
        return all;
    }

    /** The statements up to a tag with one of these names, whose name is the next token. */
    private List<Statement> parseBody(Set<String> ends) throws TemplateException {
        tokens.enter();
        List<Statement> body = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.END) {
            Token token = tokens.next();
            switch (token.kind()) {
                case WORDS -> body.add(new Statement.Words(Text.own(token.text()), token.line()));
                case OUTPUT_BEGIN -> body.add(parseOutput(token.line()));
                default -> {
                    if (ends.contains(tokens.peek().text())) {
                        tokens.leave();
                        return List.copyOf(body);
                    }
                    body.add(parseTag(token.line()));
                }
            }
        }
        tokens.leave();
        if (!ends.isEmpty())
            throw tokens.unexpected(String.join(" or ", ends.stream().sorted().toList()));
        return List.copyOf(body);
    }

    private Statement parseOutput(int line) throws TemplateException {
        Expression value = expressions.parseMaybeTuple();
        tokens.expect(Token.Kind.OUTPUT_END, "the end of the output");
        return new Statement.Output(value, line);
    }

    private Statement parseTag(int line) throws TemplateException {
        String name = tokens.expect(Token.Kind.NAME, "a tag's name").text();
        return switch (name) {
            case "if" -> parseIf(line);
            case "for" -> parseFor(line);
            case "set" -> parseSet(line);
            case "macro" -> parseMacro(line);
            case "call" -> parseCall(line);
            case "with" -> parseWith(line);
            case "filter" -> parseFilter(line);
            case "generation" -> {
                endTag();
                yield new Statement.Scoped(List.of(), bodyUpTo("endgeneration"), line);
            }
            case "break" -> {
                endTag();
                yield new Statement.Break(line);
            }
            case "continue" -> {
                endTag();
                yield new Statement.Continue(line);
            }
            default -> throw TemplateException.broken(line, "the tag " + name + " is not known");
        };
    }

    private Statement parseIf(int line) throws TemplateException {
        List<Statement.If.Branch> branches = new ArrayList<>();
        List<Statement> otherwise = List.of();
        String next = "if";
        while (!next.equals("endif")) {
            Expression condition = next.equals("else") ? BODY : expressions.parseMaybeTuple();
            endTag();
            List<Statement> body = parseBody(next.equals("else") ? Set.of("endif") : Set.of("elif", "else", "endif"));
            if (next.equals("else")) otherwise = body;
            else branches.add(new Statement.If.Branch(condition, body));
            next = tokens.next().text();
        }
        endTag();
        return new Statement.If(List.copyOf(branches), otherwise, line);
    }

    private Statement parseFor(int line) throws TemplateException {
        Statement.Target target = parseTarget();
        tokens.expectName("in");
        Expression items = parseForItems();
        Optional<Expression> condition = tokens.skipName("if") ? Optional.of(expressions.parse()) : Optional.empty();
        if (tokens.peek().isName("recursive")) throw TemplateException.broken(line, "a recursive for is not known");
        endTag();
        List<Statement> body = parseBody(Set.of("else", "endfor"));
        List<Statement> otherwise = List.of();
        if (tokens.next().isName("else")) {
            endTag();
            otherwise = parseBody(Set.of("endfor"));
            tokens.next();
        }
        endTag();
        return new Statement.For(target, items, condition, body, otherwise, line);
    }

    private Expression parseForItems() throws TemplateException {
        Expression first = expressions.parseWithoutChoice();
        if (!tokens.peek().isOperator(",")) return first;
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) items.add(expressions.parseWithoutChoice());
        return new Expression.TupleOf(List.copyOf(items));
    }

    private Statement parseSet(int line) throws TemplateException {
        Statement.Target target = parseTarget();
        if (tokens.skipOperator("=")) {
            Expression value = expressions.parseMaybeTuple();
            endTag();
            return new Statement.Assign(target, value, line);
        }
        Optional<Expression> filtered =
                tokens.peek().isOperator("|") ? Optional.of(expressions.parseFilters(BODY)) : Optional.empty();
        endTag();
        return new Statement.Capture(target, filtered, bodyUpTo("endset"), line);
    }

    private Statement.Target parseTarget() throws TemplateException {
        Statement.Target first = parseOneTarget();
        if (!tokens.peek().isOperator(",")) return first;
        List<Statement.Target> targets = new ArrayList<>(List.of(first));
        while (tokens.skipOperator(",")) targets.add(parseOneTarget());
        return new Statement.Target.Several(List.copyOf(targets));
    }

    private Statement.Target parseOneTarget() throws TemplateException {
        if (tokens.skipOperator("(")) {
            Statement.Target inner = parseTarget();
            tokens.expectOperator(")");
            return inner;
        }
        String name = name();
        return tokens.skipOperator(".") ? new Statement.Target.Member(name, name()) : new Statement.Target.Name(name);
    }

    private Statement parseMacro(int line) throws TemplateException {
        String name = name();
        List<Statement.Macro.Parameter> parameters = parseParameters();
        endTag();
        List<Statement> body = parseBody(Set.of("endmacro"));
        tokens.next();
        endTag();
        return new Statement.Macro(name, parameters, body, line);
    }

    private List<Statement.Macro.Parameter> parseParameters() throws TemplateException {
        tokens.expectOperator("(");
        List<Statement.Macro.Parameter> parameters = new ArrayList<>();
        while (!tokens.skipOperator(")")) {
            String name = name();
            Optional<Expression> otherwise =
                    tokens.skipOperator("=") ? Optional.of(expressions.parse()) : Optional.empty();
            parameters.add(new Statement.Macro.Parameter(name, otherwise));
            if (!tokens.peek().isOperator(")")) tokens.expectOperator(",");
        }
        return List.copyOf(parameters);
    }

    private Statement parseCall(int line) throws TemplateException {
        List<Statement.Macro.Parameter> parameters = tokens.peek().isOperator("(") ? parseParameters() : List.of();
        if (!(expressions.parse() instanceof Expression.Call call)) {
            throw TemplateException.broken(line, "the tag call needs a call");
        }
        endTag();
        Statement.Macro caller = new Statement.Macro("caller", parameters, bodyUpTo("endcall"), line);
        return new Statement.CallWith(call, caller, line);
    }

    private Statement parseWith(int line) throws TemplateException {
        List<Statement.Assign> variables = new ArrayList<>();
        while (tokens.peek().kind() != Token.Kind.TAG_END) {
            Statement.Target target = parseOneTarget();
            tokens.expectOperator("=");
            variables.add(new Statement.Assign(target, expressions.parse(), line));
            if (tokens.peek().kind() != Token.Kind.TAG_END) tokens.expectOperator(",");
        }
        endTag();
        return new Statement.Scoped(List.copyOf(variables), bodyUpTo("endwith"), line);
    }

    private Statement parseFilter(int line) throws TemplateException {
        Expression first = expressions.operands().parseFilter(BODY);
        Expression filtered = expressions.parseFilters(first);
        endTag();
        return new Statement.Refined(filtered, bodyUpTo("endfilter"), line);
    }

    private List<Statement> bodyUpTo(String end) throws TemplateException {
        List<Statement> body = parseBody(Set.of(end));
        tokens.next();
        endTag();
        return body;
    }

    private void endTag() throws TemplateException {
        tokens.expect(Token.Kind.TAG_END, "the end of the tag");
    }

    private String name() throws TemplateException {
        return tokens.expect(Token.Kind.NAME, "a name").text();
    }
}
