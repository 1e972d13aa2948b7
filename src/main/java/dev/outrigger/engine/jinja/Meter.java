package dev.outrigger.engine.jinja;

/**
 * What a template may still do. A template comes with a model's file and is not fully trusted: one that never ends, or
 * writes without end, must stop with an error.
 */
final class Meter {
    private static final long STEPS = 5_000_000;
    private static final long OWN_CHARACTERS = 4 << 20;

    /** How often a template may copy the chat: cutting, trimming and joining each copy. */
    private static final long COPIES = 64;

    private static final int DEPTH = 64;
    private static final int CHARACTERS_READ = 256;

    private long steps = STEPS;
    private long characters;
    private int depth;

    Meter(long chatCharacters) {
        this.characters = OWN_CHARACTERS + COPIES * chatCharacters;
    }

    void step() throws TemplateException {
        steps(1);
    }

    void steps(long count) throws TemplateException {
        steps -= count;
        if (steps < 0) throw TemplateException.unbounded("takes more than " + STEPS + " steps");
    }

    /** Counts a look at a text's characters, which are many to a step. */
    void read(long count) throws TemplateException {
        steps(1 + count / CHARACTERS_READ);
    }

    /** Counts a search: at worst each character of the one is compared with each of the other. */
    void search(Text text, Text part) throws TemplateException {
        read((long) text.length() * (1 + part.length() / 16));
    }

    void write(long count) throws TemplateException {
        characters -= count;
        if (characters < 0) throw TemplateException.unbounded("writes too much text");
    }

    /** Counts the text as written. */
    Text write(Text text) throws TemplateException {
        write(text.length());
        return text;
    }

    void enter() throws TemplateException {
        if (++depth > DEPTH) throw TemplateException.unbounded("macros call one another too deeply");
    }

    void leave() {
        depth--;
    }
}
