package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The kin of models that a name tells, by the words vendors put in it. A name of a deployment may tell none, or lie. */
final class Family {
    /** In this order: the first that is in a name tells it, whatever stands around it. */
    private static final List<String> NAMES =
            List.of("claude", "gemini", "gemma", "deepseek", "llama", "qwen", "smollm");

    private static final Pattern MISTRAL =
            Pattern.compile("mistral|ministral|mixtral|codestral|magistral|devstral|pixtral");
    private static final Pattern GPT = Pattern.compile("gpt|(^|[/.])(o[134])([-.]|$)");

    /** These are parts of other words too. */
    private static final Pattern WORDS = Pattern.compile("(?<![a-z])(grok|nova|titan|phi|kimi|command|glm)(?![a-z])");

    private Family() {}

    static Optional<String> of(ModelName model) {
        String name = model.value().toLowerCase(Locale.ROOT);
        return NAMES.stream()
                .filter(name::contains)
                .findFirst()
                .or(() -> MISTRAL.matcher(name).find() ? Optional.of("mistral") : Optional.empty())
                .or(() -> GPT.matcher(name).find() ? Optional.of("gpt") : Optional.empty())
                .or(() ->
                        WORDS.matcher(name).results().map(told -> told.group(1)).findFirst());
    }
}
