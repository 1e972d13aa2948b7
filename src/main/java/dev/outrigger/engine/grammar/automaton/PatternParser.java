package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads regular expressions of ECMAScript that are regular: characters, classes, groups, choices and counts, and marks of
 * the text's begin and end. Greedy and lazy are the same here. What looks around, goes back or asks for borders of words is
 * refused.
 *
 * <p>Source: <a href="https://262.ecma-international.org/#sec-patterns">ECMA-262, Patterns</a>, with the flag {@code u}.
 */
final class PatternParser {
    /** Longer patterns are refused. */
    static final int MAX_CHARS = 4_096;

    /** Groups inside one another, at most: they cost stack. */
    static final int MAX_GROUPS = 32;

    private final PatternCursor cursor;
    private int groups;

    private PatternParser(PatternCursor cursor) {
        this.cursor = cursor;
    }

    /**
     * @throws NotRegular when it is none of these
     */
    static Node parse(String pattern) {
        if (pattern.length() > MAX_CHARS) throw new NotRegular("must have at most " + MAX_CHARS + " characters");
        PatternCursor cursor = new PatternCursor(pattern);
        Node node = new PatternParser(cursor).choice();
        if (!cursor.isAtEnd()) throw cursor.refuse("a ) without its (");
        return node;
    }

    private Node choice() {
        List<Node> parts = new ArrayList<>();
        do parts.add(sequence());
        while (cursor.take('|'));
        return parts.size() == 1 ? parts.getFirst() : new Node.Choice(parts);
    }

    private Node sequence() {
        List<Node> parts = new ArrayList<>();
        while (!cursor.isAtEnd() && !cursor.isAt('|') && !cursor.isAt(')')) parts.add(counted());
        return parts.size() == 1 ? parts.getFirst() : new Node.Sequence(parts);
    }

    private Node counted() {
        Node part = part();
        if (cursor.take('*')) return lazy(new Node.Repeat(part, 0, Node.ENDLESS));
        if (cursor.take('+')) return lazy(new Node.Repeat(part, 1, Node.ENDLESS));
        if (cursor.take('?')) return lazy(new Node.Repeat(part, 0, 1));
        if (cursor.take('{')) return lazy(count(part));
        return part;
    }

    private Node lazy(Node repeat) {
        cursor.take('?');
        if (cursor.isAt('*') || cursor.isAt('+') || cursor.isAt('?') || cursor.isAt('{'))
            throw cursor.refuse("a count of a count");
        return repeat;
    }

    private Node count(Node part) {
        int least = cursor.number();
        int most = least;
        if (cursor.take(',')) most = cursor.isAt('}') ? Node.ENDLESS : cursor.number();
        if (!cursor.take('}')) throw cursor.refuse("a { without its }");
        if (most < least) throw cursor.refuse("a count that ends before it begins");
        return new Node.Repeat(part, least, most);
    }

    private Node part() {
        int character = cursor.read();
        return switch (character) {
            case '^' -> new Node.Begin();
            case '$' -> new Node.End();
            case '.' -> new Node.One(CharSet.LINE_ENDS.not());
            case '(' -> group();
            case '[' -> new Node.One(PatternClass.bracket(cursor));
            case '\\' -> new Node.One(PatternClass.escape(cursor));
            case '*', '+', '?', '{' -> throw cursor.refuse("a count of nothing");
            default -> new Node.One(CharSet.of(character, character));
        };
    }

    private Node group() {
        if (++groups > MAX_GROUPS) throw cursor.refuse("more than " + MAX_GROUPS + " groups inside one another");
        if (cursor.take('?')) {
            if (cursor.take('<')) cursor.skipName();
            else if (!cursor.take(':')) throw cursor.refuse("a group that looks around or sets flags");
        }
        Node node = choice();
        if (!cursor.take(')')) throw cursor.refuse("a ( without its )");
        groups--;
        return node;
    }
}
