package dev.outrigger.engine.jinja;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Cuts what stands between a tag's braces into names, literals and operators. */
final class Scanner {
    /** Longer signs first. */
    private static final List<String> OPERATORS = List.of(
            "==", "!=", "<=", ">=", "//", "**", "+", "-", "*", "/", "%", "~", "<", ">", "=", ".", ",", ":", "|", "(",
            ")", "[", "]", "{", "}", ";");

    private final String source;
    private int at;
    private int line;

    Scanner(String source) {
        this.source = source;
    }

    /** The line that the last scan ended in. */
    int line() {
        return line;
    }

    /**
     * Adds the tokens up to a tag's end.
     *
     * @param end the braces that end it outside of brackets
     * @return where the end begins, which may have a sign before its braces
     */
    int scan(int from, int startLine, String end, List<Token> tokens) throws TemplateException {
        at = from;
        line = startLine;
        Deque<Character> open = new ArrayDeque<>();
        while (true) {
            skipBlanks();
            if (at >= source.length()) throw TemplateException.broken(startLine, "a tag has no end");
            if (open.isEmpty() && isEnd(end)) return at;
            char c = source.charAt(at);
            if (c == '"' || c == '\'') readText(c, tokens);
            else if (c >= '0' && c <= '9') readNumber(tokens);
            else if (Character.isUnicodeIdentifierStart(c) || c == '_') readName(tokens);
            else readOperator(open, tokens);
        }
    }

    private boolean isEnd(String end) {
        if (source.startsWith(end, at)) return true;
        char sign = source.charAt(at);
        boolean isSign = sign == '-' || (sign == '+' && end.equals("%}"));
        return isSign && source.startsWith(end, at + 1);
    }

    private void skipBlanks() {
        while (at < source.length() && PythonText.isSpace(source.charAt(at))) {
            if (source.charAt(at++) == '\n') line++;
        }
    }

    private void readText(char quote, List<Token> tokens) throws TemplateException {
        int end = at + 1;
        while (end < source.length() && source.charAt(end) != quote) end += source.charAt(end) == '\\' ? 2 : 1;
        if (end >= source.length()) throw TemplateException.broken(line, "a text has no closing quote");
        String raw = source.substring(at + 1, end);
        tokens.add(new Token(Token.Kind.TEXT, Escapes.read(raw, line), line));
        line += (int) raw.chars().filter(c -> c == '\n').count();
        at = end + 1;
    }

    private void readNumber(List<Token> tokens) {
        int end = digitsEnd(at);
        boolean isReal = false;
        if (end + 1 < source.length() && source.charAt(end) == '.' && isDigit(end + 1)) {
            isReal = true;
            end = digitsEnd(end + 1);
        }
        if (end < source.length() && (source.charAt(end) == 'e' || source.charAt(end) == 'E')) {
            int digits = end + (end + 1 < source.length() && "+-".indexOf(source.charAt(end + 1)) >= 0 ? 2 : 1);
            if (isDigit(digits)) {
                isReal = true;
                end = digitsEnd(digits);
            }
        }
        String number = source.substring(at, end).replace("_", "");
        tokens.add(new Token(isReal ? Token.Kind.REAL : Token.Kind.WHOLE, number, line));
        at = end;
    }

    private int digitsEnd(int from) {
        int end = from;
        while (isDigit(end) || (end < source.length() && source.charAt(end) == '_')) end++;
        return end;
    }

    private boolean isDigit(int place) {
        return place < source.length() && source.charAt(place) >= '0' && source.charAt(place) <= '9';
    }

    private void readName(List<Token> tokens) {
        int end = at + 1;
        while (end < source.length() && Character.isUnicodeIdentifierPart(source.charAt(end))) end++;
        tokens.add(new Token(Token.Kind.NAME, source.substring(at, end), line));
        at = end;
    }

    private void readOperator(Deque<Character> open, List<Token> tokens) throws TemplateException {
        String sign = OPERATORS.stream()
                .filter(each -> source.startsWith(each, at))
                .findFirst()
                .orElseThrow(() -> TemplateException.broken(
                        line, "unexpected character U+" + Integer.toHexString(source.charAt(at))));
        char first = sign.charAt(0);
        if (sign.length() == 1 && "([{".indexOf(first) >= 0) open.push(")]}".charAt("([{".indexOf(first)));
        if (sign.length() == 1 && ")]}".indexOf(first) >= 0 && (open.isEmpty() || open.pop() != first)) {
            throw TemplateException.broken(line, "unexpected " + sign);
        }
        tokens.add(new Token(Token.Kind.OPERATOR, sign, line));
        at += sign.length();
    }
}
