package dev.outrigger.engine.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a template's source into tokens. Of the text around tags it takes away what chat templates are written to lose: the
 * line end behind a tag, the blanks before a tag that begins its line, and all blanks on the side of a hyphen.
 *
 * <p>Source: jinja2's <a href="https://github.com/pallets/jinja/blob/main/src/jinja2/lexer.py">lexer.py</a> with
 * {@code trim_blocks} and {@code lstrip_blocks}.
 */
final class Lexer {
    private static final Pattern BEGIN = Pattern.compile("\\{[{%#]");
    private static final Pattern RAW =
            Pattern.compile("\\{%[-+]?\\s*raw\\s*(-%}\\s*|%})", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern END_RAW =
            Pattern.compile("\\{%([-+]?)\\s*endraw\\s*(\\+%}|-%}\\s*|%}\\n?)", Pattern.UNICODE_CHARACTER_CLASS);

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private final Scanner scanner;
    private int at;
    private int line = 1;

    /** Whether the place behind the last tag begins a line. */
    private boolean isLineStart = true;

    private Lexer(String source) {
        this.source = source;
        this.scanner = new Scanner(source);
    }

    static List<Token> tokens(String source) throws TemplateException {
        String unified = source.replace("\r\n", "\n").replace('\r', '\n');
        if (unified.endsWith("\n")) unified = unified.substring(0, unified.length() - 1);
        Lexer lexer = new Lexer(unified);
        lexer.read();
        return List.copyOf(lexer.tokens);
    }

    private void read() throws TemplateException {
        Matcher begin = BEGIN.matcher(source);
        while (begin.find(at)) {
            char kind = source.charAt(begin.start() + 1);
            char sign = begin.end() < source.length() ? source.charAt(begin.end()) : ' ';
            boolean hasSign = sign == '-' || sign == '+';
            addWords(wordsEnd(begin.start(), kind, sign), begin.start());
            at = begin.end() + (hasSign ? 1 : 0);
            if (kind == '#') skipComment();
            else if (kind == '{') readOutput();
            else readTag(begin.start());
        }
        addWords(source.length(), source.length());
        tokens.add(new Token(Token.Kind.END, "", line));
    }

    private int wordsEnd(int begin, char kind, char sign) {
        if (sign == '-') {
            int end = begin;
            while (end > at && PythonText.isSpace(source.charAt(end - 1))) end--;
            return end;
        }
        if (sign == '+' || kind == '{') return begin;
        int start = Math.max(at, source.lastIndexOf('\n', begin - 1) + 1);
        boolean beginsLine = start > at || isLineStart;
        return beginsLine && PythonText.isBlank(source, start, begin) ? start : begin;
    }

    private void addWords(int end, int next) {
        if (end > at) tokens.add(new Token(Token.Kind.WORDS, source.substring(at, end), line));
        pass(at, next);
    }

    private void readOutput() throws TemplateException {
        tokens.add(new Token(Token.Kind.OUTPUT_BEGIN, "", line));
        at = scanner.scan(at, line, "}}", tokens);
        line = scanner.line();
        int end = at + (source.charAt(at) == '-' ? 3 : 2);
        if (source.charAt(at) == '-') end = skipBlanks(end);
        tokens.add(new Token(Token.Kind.OUTPUT_END, "", line));
        leave(end);
    }

    private void readTag(int begin) throws TemplateException {
        Matcher raw = RAW.matcher(source).region(begin, source.length());
        if (raw.lookingAt()) {
            readRaw(raw.end());
            return;
        }
        tokens.add(new Token(Token.Kind.TAG_BEGIN, "", line));
        at = scanner.scan(at, line, "%}", tokens);
        line = scanner.line();
        tokens.add(new Token(Token.Kind.TAG_END, "", line));
        leave(tagEnd(at, "%}"));
    }

    private void readRaw(int begin) throws TemplateException {
        pass(at, begin);
        at = begin;
        Matcher end = END_RAW.matcher(source);
        if (!end.find(begin)) throw TemplateException.broken(line, "raw has no end");
        int to = end.start();
        if ("-".equals(end.group(1))) while (to > begin && PythonText.isSpace(source.charAt(to - 1))) to--;
        addWords(to, end.start());
        at = end.start();
        leave(end.end());
    }

    private void skipComment() throws TemplateException {
        int end = source.indexOf("#}", at);
        if (end < 0) throw TemplateException.broken(line, "a comment has no end");
        boolean hasSign = end > at && "-+".indexOf(source.charAt(end - 1)) >= 0;
        leave(tagEnd(hasSign ? end - 1 : end, "#}"));
    }

    /** Where the template goes on behind a tag whose end, maybe with a sign, is here. */
    private int tagEnd(int end, String braces) {
        char sign = source.charAt(end);
        int next = end + braces.length() + (sign == '-' || sign == '+' ? 1 : 0);
        if (sign == '-') return skipBlanks(next);
        boolean isLineEnd = sign != '+' && next < source.length() && source.charAt(next) == '\n';
        return isLineEnd ? next + 1 : next;
    }

    private int skipBlanks(int from) {
        int next = from;
        while (next < source.length() && PythonText.isSpace(source.charAt(next))) next++;
        return next;
    }

    private void leave(int next) {
        pass(at, next);
        isLineStart = source.charAt(next - 1) == '\n';
        at = next;
    }

    private void pass(int from, int to) {
        for (int i = from; i < to; i++) if (source.charAt(i) == '\n') line++;
    }
}
