package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import dev.outrigger.engine.grammar.automaton.NumberRange;
import dev.outrigger.engine.grammar.automaton.Pattern;
import java.util.List;
import java.util.Optional;

/** JSON of any form, and the words that all grammars share. */
final class AnyJson {
    static final Dfa NULL = Pattern.plain("null");
    static final Dfa TRUE_OR_FALSE = Pattern.plain("true|false");

    /** Any number, within digits that a double holds. */
    static final Dfa NUMBER = Pattern.plain("-?(0|[1-9][0-9]{0,14})(\\.[0-9]{1,15})?([eE][+-]?[0-9]{1,2})?");

    static final Dfa WHOLE = NumberRange.ALL.whole();
    static final Dfa STRING = Pattern.anyString();

    /** Names of members: each is written in one way, so that equal ones are seen. */
    static final Dfa NAME = Pattern.length(0, Integer.MAX_VALUE);

    private static final Rule ANY = any();

    static final Grammar VALUE = new Grammar(ANY);
    static final Grammar OBJECT = object();

    private AnyJson() {}

    private static Rule any() {
        Rule any = new Rule();
        any.set(List.of(
                new Shape.Word(NULL),
                new Shape.Word(TRUE_OR_FALSE),
                new Shape.Word(NUMBER),
                new Shape.Quoted(STRING, 0, Integer.MAX_VALUE),
                members(any),
                new Elements(List.of(), Optional.of(any), 0, Integer.MAX_VALUE)));
        while (any.measure()) {}
        any.prune();
        return any;
    }

    private static Grammar object() {
        Rule object = new Rule();
        object.set(List.of(members(ANY)));
        while (object.measure()) {}
        object.prune();
        return new Grammar(object);
    }

    private static Members members(Rule any) {
        return new Members(List.of(), List.of(new Members.Extra(NAME, any)));
    }
}
