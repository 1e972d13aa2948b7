package dev.outrigger.engine.jinja;

import java.util.List;

/** Tokens that are read one after the other. */
final class Tokens {
    /** How deep brackets, signs and statements may nest. */
    private static final int DEPTH = 200;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = peek();
        if (token.kind() != Token.Kind.END) at++;
        return token;
    }

    boolean skipOperator(String sign) {
        boolean isNext = peek().isOperator(sign);
        if (isNext) at++;
        return isNext;
    }

    boolean skipName(String name) {
        boolean isNext = peek().isName(name);
        if (isNext) at++;
        return isNext;
    }

    void expectOperator(String sign) throws TemplateException {
        if (!skipOperator(sign)) throw unexpected("\"" + sign + "\"");
    }

    void expectName(String name) throws TemplateException {
        if (!skipName(name)) throw unexpected(name);
    }

    Token expect(Token.Kind kind, String expected) throws TemplateException {
        if (peek().kind() != kind) throw unexpected(expected);
        return next();
    }

    void enter() throws TemplateException {
        if (++depth > DEPTH) throw TemplateException.broken(peek().line(), "nests too deeply");
    }

    void leave() {
        depth--;
    }

    TemplateException unexpected(String expected) {
        Token token = peek();
        String found = switch (token.kind()) {
            case WORDS, TEXT -> "a text";
            case OUTPUT_BEGIN, OUTPUT_END, TAG_BEGIN, TAG_END -> "the end of the tag";
            case NAME, WHOLE, REAL, OPERATOR -> "\"" + token.text() + "\"";
            case END -> "the end";
        };
        return TemplateException.broken(token.line(), "expected " + expected + ", found " + found);
    }
}
