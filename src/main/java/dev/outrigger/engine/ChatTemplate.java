package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.jinja.Template;
import dev.outrigger.engine.jinja.TemplateException;
import dev.outrigger.engine.jinja.Text;
import dev.outrigger.engine.jinja.Value;
import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How a model was trained to read a chat: the template of its file, followed as transformers' {@code apply_chat_template}
 * does. What messages say is quoted: it is never read as the template's, nor as control tokens. Thread safe.
 */
final class ChatTemplate {
    private static final List<List<Turn>> TRIALS = List.of(
            List.of(new Turn("user", "Hi")),
            List.of(
                    new Turn("system", "Be brief."),
                    new Turn("user", "Hi"),
                    new Turn("assistant", "Hello"),
                    new Turn("user", "Bye")));

    private final Template template;
    private final Map<String, Text> names;
    private final Supplier<ZonedDateTime> clock;

    private ChatTemplate(Template template, Map<String, Text> names, Supplier<ZonedDateTime> clock) {
        this.template = template;
        this.names = Map.copyOf(names);
        this.clock = clock;
    }

    /**
     * Reads a template and tries it.
     *
     * @param source Jinja
     * @param names texts that it sees beside the chat, such as {@code bos_token}
     * @param clock what the template's dates are
     * @throws IOException when it cannot be followed; a template that does not take the chats of the trial by its own
     *     rules is none of these
     */
    static ChatTemplate of(String source, Map<String, String> names, Supplier<ZonedDateTime> clock) throws IOException {
        Map<String, Text> texts = new HashMap<>();
        names.forEach((name, text) -> texts.put(name, Text.own(text)));
        try {
            ChatTemplate template = new ChatTemplate(Template.of(source), texts, clock);
            for (List<Turn> turns : TRIALS) template.tryOut(turns);
            return template;
        } catch (TemplateException cause) {
            throw new IOException("its chat template cannot be followed: " + cause.getMessage(), cause);
        }
    }

    /**
     * The chat up to where the model's answer begins.
     *
     * @throws FailureException {@link Failure.Untranslatable} when the template does not take it
     */
    Text render(List<Turn> turns) {
        try {
            return follow(turns);
        } catch (TemplateException cause) {
            String verdict = cause.reason() == TemplateException.Cause.REFUSED ? "refuses" : "cannot be followed for";
            throw new FailureException(new Failure.Untranslatable(
                    "the local model's chat template " + verdict + " this chat: " + cause.getMessage(),
                    Optional.empty()));
        }
    }

    private void tryOut(List<Turn> turns) throws TemplateException {
        try {
            follow(turns);
        } catch (TemplateException cause) {
            if (cause.reason() != TemplateException.Cause.REFUSED) throw cause;
        }
    }

    private Text follow(List<Turn> turns) throws TemplateException {
        List<Value> messages = new ArrayList<>(turns.size());
        long characters = 0;
        for (Turn turn : turns) {
            messages.add(Value.Dict.of(Map.of("role", Text.own(turn.speaker()), "content", Text.quoted(turn.text()))));
            characters += turn.text().length();
        }
        Map<String, Value> variables = new HashMap<>(names);
        variables.put("messages", new Value.Listed(messages));
        variables.put("tools", Value.NONE);
        variables.put("documents", Value.NONE);
        variables.put("add_generation_prompt", Value.TRUE);
        return template.render(variables, characters, clock.get());
    }
}
