package dev.outrigger.registry;

import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the operator, or a measurement, says of a model.
 *
 * @param name the operator's name of it, unique in the configuration
 * @param backend the name of the backend that reaches it
 * @param model its name there
 * @param window tokens of request and answer together; absent when unknown
 * @param capabilities what it can be asked for
 * @param rejects request fields it refuses, as paths: they are left out
 * @param renames request fields, as paths, it knows by another name
 * @param price absent when unknown; a local model costs nothing and says so
 * @param quality chance of a good answer to an average request, 0 to 1; absent when unknown
 * @param skills what was measured by domain; nothing for most
 * @param latency seconds to a whole short answer; absent when unknown
 * @param thinks whether it may be silent for long, before its first word and within its answer
 * @param adapters whether adapters may be laid over it
 * @param trusted whether it may be told what is private
 * @param replicas names of profiles with the same weights
 * @param equivalents names of profiles the operator accepts instead
 * @param facts what else is known of it
 * @param handoff whether a person takes over where it is asked: it is asked only where the operator names it
 */
public record ModelProfile(
        String name,
        String backend,
        ModelName model,
        Placement placement,
        OptionalInt window,
        Set<Capability> capabilities,
        Set<String> rejects,
        Map<String, String> renames,
        Optional<Price> price,
        OptionalDouble quality,
        Skills skills,
        OptionalDouble latency,
        boolean thinks,
        Adapters adapters,
        boolean trusted,
        List<String> replicas,
        List<String> equivalents,
        Facts facts,
        boolean handoff) {
    public ModelProfile {
        capabilities = Set.copyOf(capabilities);
        rejects = Set.copyOf(rejects);
        renames = Map.copyOf(renames);
        replicas = List.copyOf(replicas);
        equivalents = List.copyOf(equivalents);
    }

    /** One that answers itself. */
    public ModelProfile(
            String name,
            String backend,
            ModelName model,
            Placement placement,
            OptionalInt window,
            Set<Capability> capabilities,
            Set<String> rejects,
            Map<String, String> renames,
            Optional<Price> price,
            OptionalDouble quality,
            Skills skills,
            OptionalDouble latency,
            boolean thinks,
            Adapters adapters,
            boolean trusted,
            List<String> replicas,
            List<String> equivalents,
            Facts facts) {
        this(
                name,
                backend,
                model,
                placement,
                window,
                capabilities,
                rejects,
                renames,
                price,
                quality,
                skills,
                latency,
                thinks,
                adapters,
                trusted,
                replicas,
                equivalents,
                facts,
                false);
    }

    /** The same, at which a person takes over, who may be told this; that costs no tokens. */
    public ModelProfile handingOff(Set<Capability> told, boolean trustedWith) {
        return new ModelProfile(
                name,
                backend,
                model,
                placement,
                window,
                told,
                rejects,
                renames,
                Optional.of(price.orElse(new Price(0, 0))),
                quality,
                skills,
                latency,
                thinks,
                Adapters.NONE,
                trustedWith,
                replicas,
                equivalents,
                facts,
                true);
    }

    /** The same with what was measured; where nobody said its quality, that is the mean of it. */
    public ModelProfile measured(Skills newSkills) {
        return new ModelProfile(
                name,
                backend,
                model,
                placement,
                window,
                capabilities,
                rejects,
                renames,
                price,
                quality.isPresent() ? quality : newSkills.mean(),
                newSkills,
                latency,
                thinks,
                adapters,
                trusted,
                replicas,
                equivalents,
                facts,
                handoff);
    }

    /** Whether it makes vectors, and chats with nobody. */
    public boolean embedsAlone() {
        return capabilities.size() == 1 && capabilities.contains(Capability.EMBEDDINGS);
    }

    /** Whether its backend knows it by this name. */
    public boolean isOf(ModelName asked) {
        return model.equals(asked) || model.untagged().equals(asked.untagged());
    }

    /**
     * Whether this is a name of this process' own making: the operator's, which no server knows, or any of a model of this
     * process. What stands behind a colon after it is nobody else's to say.
     */
    boolean isNamedHere(ModelName asked) {
        return adapters != Adapters.THEIRS || (name.equals(asked.value()) && !isOf(asked));
    }
}
