package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.dialect.json.FieldPath;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Supplier;

/** An entry of the section <em>models</em>: a model and what is known of it. */
@Doc("A model and what is known of it. What is not said is unknown, not zero.")
public record ModelSettings(
        @Doc("Name of the backend that reaches it.") String backend,

        @Doc("Its name there; for an engine, the name of a local model.")
        String model,

        @Doc(
                "Folder of its LoRA adapters, for an engine's model: each is a folder in it, as PEFT saves one, and is asked for as model:adapter or by adapter_id. They may come, change and go at any time.")
        Optional<Path> adapters,

        @Doc("Where it runs; local for an engine's, else remote unless said.")
        Optional<Placement> placement,

        @Doc("Tokens of request and answer together.") @Range(min = "1", max = "100000000")
        OptionalInt window,

        @Doc("The most tokens of an answer that it gives; a request that asks for more goes elsewhere.")
        @Range(min = "1", max = "100000000")
        OptionalInt output,

        @Doc(
                "Who runs it, as the price list and the stage origin name them, such as openai; unless said, by the backend.")
        Optional<String> provider,

        @Doc("The kin of models that it is of, as the stage origin names them, such as gpt; unless said, by its name.")
        Optional<String> family,

        @Default("{}") Terms terms,
        @Default("{}") Strengths strengths,

        @Doc(
                "What it can be asked for; everything but prefill for a remote model unless said, text, JSON, JSON schemas and several choices for a local one that chats, embeddings for a local encoder. Where it is said, json is any JSON, and json-schema that of the request's schema."
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

        @Doc("US dollars per million tokens; unless said, as the price list has them, if it does.")
        Optional<Price> price,

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
    private static final Set<Capability> LOCAL =
            Set.of(Capability.SEVERAL_CHOICES, Capability.JSON, Capability.JSON_SCHEMA);

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

    /** Whether it makes vectors, and chats with nobody. */
    public boolean embedsAlone() {
        return capabilities
                .filter(said -> Set.copyOf(said).equals(Set.of(Capability.EMBEDDINGS)))
                .isPresent();
    }

    /** The same, which can be asked for these. */
    public ModelSettings with(List<Capability> known) {
        return new ModelSettings(
                backend,
                model,
                adapters,
                placement,
                window,
                output,
                provider,
                family,
                terms,
                strengths,
                Optional.of(known),
                rejects,
                renames,
                price,
                quality,
                latency,
                thinks,
                trusted,
                unloadAfter,
                wakeAt,
                replicas,
                equivalents);
    }

    /**
     * This entry as a profile, whose backend is, or is not, this very process.
     *
     * @param ofBackend who runs its backend; absent when unknown
     * @param list asked for only where somebody is known to run it
     */
    public ModelProfile profile(String name, Placement of, Optional<String> ofBackend, Supplier<PriceList> list) {
        boolean local = of == Placement.LOCAL;
        Optional<String> runs = provider.or(() -> ofBackend);
        Optional<Listed> listed = runs.flatMap(who -> list.get().find(who, new ModelName(model)));
        return new ModelProfile(
                name,
                backend,
                new ModelName(model),
                placement.orElse(of),
                window,
                capabilities.<Set<Capability>>map(Set::copyOf).orElseGet(() -> local ? LOCAL : unsaid(listed)),
                Set.copyOf(rejects),
                renames,
                price.or(() -> listed.map(Listed::price))
                        .or(() -> local ? Optional.of(new Price(0, 0)) : Optional.empty()),
                quality,
                Skills.NONE,
                latency,
                thinks,
                !local ? Adapters.THEIRS : adapters.isPresent() ? Adapters.LAID : Adapters.NONE,
                trusted.orElse(placement.orElse(of) == Placement.LOCAL),
                replicas,
                equivalents,
                new Facts(
                        runs,
                        family.or(() -> Family.of(new ModelName(model))),
                        terms,
                        strengths,
                        output,
                        priced(listed, local, list),
                        listed.map(known -> known.under(window, output, capabilities))));
    }

    /** One that makes vectors is known to chat with nobody. */
    private static Set<Capability> unsaid(Optional<Listed> listed) {
        return listed.filter(known -> known.can().equals(List.of(Capability.EMBEDDINGS)))
                .<Set<Capability>>map(embedder -> Set.of(Capability.EMBEDDINGS))
                .orElse(UNSAID);
    }

    private Optional<String> priced(Optional<Listed> listed, boolean local, Supplier<PriceList> list) {
        if (price.isPresent()) return Optional.of("config");
        return listed.map(known -> "list " + list.get().date())
                .or(() -> local ? Optional.of("local") : Optional.empty());
    }
}
