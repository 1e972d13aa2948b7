package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.dialect.json.FieldPath;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/** An entry of the section <em>models</em>: a model and what is known of it. */
@Doc("A model and what is known of it. What is not said is unknown, not zero.")
public record ModelSettings(
        @Doc("Name of the backend that reaches it.") String backend,

        @Doc("Its name there; for an engine, the name of a local model.")
        String model,

        @Doc("Where it runs; local for an engine's, else remote unless said.")
        Optional<Placement> placement,

        @Doc("Tokens of request and answer together.") @Range(min = "1", max = "100000000")
        OptionalInt window,

        @Doc(
                "What it can be asked for; everything but prefill for a remote model unless said, text, JSON and several choices for a local one."
                        + " Of embeddings alone: no chats.")
        Optional<List<Capability>> capabilities,

        @Doc(
                "Request fields it refuses; they are left out. One inside another is named by its path: generationConfig.topK, tools[].function.strict.")
        @Default("[]")
        List<String> rejects,

        @Doc(
                "Request fields it knows by another name, each with that name; a field inside another is named by its path, and stays where it is.")
        @Default("{}")
        Map<String, String> renames,

        @Doc("US dollars per million tokens.") Optional<Price> price,

        @Doc(
                "Chance of a good answer to an average request; unless said, for a local model that was measured the mean over the domains.")
        @Range(min = "0", max = "1")
        OptionalDouble quality,

        @Doc("Seconds to a whole short answer.") @Range(min = "0", max = "3600")
        OptionalDouble latency,

        @Doc(
                "Whether it may think for long in silence: a stream has four times guard.firstToken to begin, and guard.idle does not end it.")
        @Default("false")
        boolean thinks,

        @Doc("Whether it may be told what is private (section privacy); unless said, where it is local.")
        Optional<Boolean> trusted,

        @Doc(
                "How long a local model that nobody asks stays in memory; the next request loads it again, and waits. Without it, for good; of two names of one model the longer holds.")
        @Range(min = "1s", max = "24h")
        Optional<Duration> unloadAfter,

        @Doc("When a local model that was unloaded is loaded again ahead of requests: times of day, UTC.")
        @Default("[]")
        List<LocalTime> wakeAt,

        @Doc("Models with the same weights elsewhere, tried when this one fails.") @Default("[]")
        List<String> replicas,

        @Doc("Other models that are accepted instead, tried after the replicas.") @Default("[]")
        List<String> equivalents) {
    /** Without these there is no request. */
    private static final Set<String> ESSENTIAL = Set.of(
            "model",
            "messages",
            "messages[].role",
            "messages[].content",
            "contents",
            "contents[].role",
            "contents[].parts",
            "input",
            "content",
            "requests",
            "prompt");

    /** What a remote model can be asked for if its settings do not say. */
    private static final Set<Capability> UNSAID = EnumSet.complementOf(EnumSet.of(Capability.PREFILL));

    /** What a model of this process can. */
    private static final Set<Capability> LOCAL = Set.of(Capability.SEVERAL_CHOICES, Capability.JSON);

    public ModelSettings {
        if (!wakeAt.isEmpty() && unloadAfter.isEmpty())
            throw new IllegalArgumentException("wakeAt needs unloadAfter: a model that stays is not loaded again");
        for (String field : rejects) check("rejects", field);
        renames.forEach((field, other) -> {
            check("renames", field);
            if (!FieldPath.isName(other))
                throw new IllegalArgumentException(
                        "renames must give " + field + " a name, for it stays where it is, but gives " + other);
            if (ESSENTIAL.contains(other)) throw essential("renames", other);
        });
    }

    private static void check(String key, String field) {
        try {
            FieldPath.of(field);
        } catch (IllegalArgumentException broken) {
            throw new IllegalArgumentException(key + " must hold " + broken.getMessage());
        }
        if (ESSENTIAL.contains(field)) throw essential(key, field);
    }

    private static IllegalArgumentException essential(String key, String field) {
        return new IllegalArgumentException(key + " must not name " + field + ": there is no request without it");
    }

    /** This entry as a profile, whose backend is, or is not, this very process. */
    public ModelProfile profile(String name, Placement ofBackend) {
        boolean local = ofBackend == Placement.LOCAL;
        return new ModelProfile(
                name,
                backend,
                new ModelName(model),
                placement.orElse(ofBackend),
                window,
                capabilities.<Set<Capability>>map(Set::copyOf).orElse(local ? LOCAL : UNSAID),
                Set.copyOf(rejects),
                renames,
                price.or(() -> local ? Optional.of(new Price(0, 0)) : Optional.empty()),
                quality,
                Skills.NONE,
                latency,
                thinks,
                trusted.orElse(placement.orElse(ofBackend) == Placement.LOCAL),
                replicas,
                equivalents);
    }
}
