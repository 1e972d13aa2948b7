package dev.outrigger.engine.jinja;

import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A chat template: text with instructions in Jinja, which a model's file brings along. It is followed within bounds, sees
 * nothing but what it is given, and its result says which characters were quoted from the chat. Immutable.
 *
 * <p>It renders as {@code apply_chat_template} does: jinja2's immutable sandbox with {@code trim_blocks},
 * {@code lstrip_blocks}, loop controls, {@code raise_exception} and {@code strftime_now}. What it lacks of Jinja are
 * inheritance, imports, recursive loops, and filters that no chat template was seen to use.
 *
 * <p>Sources: <a href="https://jinja.palletsprojects.com/en/stable/templates/">Jinja's template designer
 * documentation</a>, <a href="https://huggingface.co/docs/transformers/chat_templating_writing">Writing a chat
 * template</a>.
 */
public final class Template {
    private static final int MOST_CHARACTERS = 1 << 20;

    private final List<Statement> body;

    private Template(List<Statement> body) {
        this.body = body;
    }

    /**
     * Reads a template.
     *
     * @throws TemplateException when it is none, or uses a tag that is not known
     */
    public static Template of(String source) throws TemplateException {
        if (source.length() > MOST_CHARACTERS) {
            throw TemplateException.broken("has " + source.length() + " characters, more than " + MOST_CHARACTERS);
        }
        return new Template(Parser.parse(source));
    }

    /**
     * Follows it.
     *
     * @param variables what it sees
     * @param chatCharacters characters of the chat among them: the bound of what it may write grows with the chat
     * @param now what {@code strftime_now} tells
     * @throws TemplateException when it does not take the chat, computes what cannot be computed, or does not end
     */
    public Text render(Map<String, ? extends Value> variables, long chatCharacters, ZonedDateTime now)
            throws TemplateException {
        Scope globals = new Scope(Optional.empty());
        Globals.all().forEach(globals::put);
        Scope scope = globals.inner();
        variables.forEach(scope::put);
        TextBuilder out = new TextBuilder();
        try {
            new Runner(new Run(new Meter(chatCharacters), now)).run(body, scope, out);
        } catch (StackOverflowError nested) {
            // Values nest as deeply as a template builds them, and are written and compared level by level.
            throw TemplateException.unbounded("nests values too deeply");
        }
        return out.build();
    }
}
