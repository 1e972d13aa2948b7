package dev.outrigger.analyze;

import java.util.Locale;

/** The form that an answer is asked to have; {@link Dimension#ANSWER_FORMAT} is one of these. */
enum AnswerFormat {
    /** JSON, and nothing beside it. */
    JSON,
    XML,
    YAML,
    /** Values separated by commas, with a line a row. */
    CSV,
    /** Rows and columns, in any notation. */
    TABLE,
    /** Bullet points, numbered steps or so many items. */
    LIST,
    /** A program, query or markup. */
    CODE,
    /** Text with headings and other marks of Markdown. */
    MARKDOWN,
    /** A poem, the words of a song. */
    VERSE,
    /** A single word or number, or one of given options. */
    VALUE,
    /** Sentences and paragraphs: a story, a letter, an essay. */
    PROSE;

    /** As rules and {@code explain} say it. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
