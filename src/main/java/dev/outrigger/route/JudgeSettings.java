package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Range;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** See {@link JudgeStage}. */
@Key("judge")
@Doc("Lets a model choose who is asked first, by what the operator says of each.")
public record JudgeSettings(
        @Doc("The model that chooses; it is shown the end of the request, so it must be one that may be told it.")
        String model,

        @Doc("Models it may choose among, each with what it is good at.")
        Map<String, String> describe,

        @Doc("How long the request waits for it; then the order stays.")
        @Default("2s")
        @Range(min = "50ms", max = "30s")
        Duration within,

        @Doc("Characters of the request that it is shown, from its end.")
        @Default("2000")
        @Range(min = "100", max = "20000")
        int chars,

        @Doc("Choices that are remembered, by a hash of what it was shown; 0 for none.")
        @Default("1000")
        @Range(min = "0", max = "100000")
        int cache)
        implements StageSettings {
    /** More than these nobody tells apart. */
    static final int MOST_CHOICES = 20;

    /** A longer description is an essay. */
    static final int MOST_CHARS = 500;

    public JudgeSettings {
        describe = Collections.unmodifiableMap(new LinkedHashMap<>(describe));
        if (describe.size() < 2 || describe.size() > MOST_CHOICES)
            throw new IllegalArgumentException("describe must have 2 to " + MOST_CHOICES + " models");
        for (String description : describe.values())
            if (description.isBlank() || description.length() > MOST_CHARS)
                throw new IllegalArgumentException(
                        "describe must say what each model is good at, in at most " + MOST_CHARS + " characters");
    }
}
