package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.analyze.Abilities;
import dev.outrigger.config.Binder;
import dev.outrigger.config.Bound;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Hash;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Spelling;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.route.Policy;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A version of a policy as an artefact: a recipe and the hash that names all of it. As a file it is YAML:
 *
 * <pre>
 * format: 1
 * name: thrift
 * hash: 3f9a51c07e2b        # over all that follows; one that is not said is computed
 * heads: 90c1d4e5f6a7       # what requests are read with; may be absent, as examples and router
 * abilities: '{"known":…}'   # what an operator's own router learned of models; only where a stage looks at it
 * policy:                   # as policies.NAME in outrigger.yaml
 *   stages: [ { score: {} } ]
 * models:                   # the facts of each model that the hash covers, prices among them, one a line of JSON
 *   - '{"name":"mini", …}'
 * </pre>
 */
public record PolicyVersion(Version version, Recipe recipe) {
    /** Of the file. */
    static final int FORMAT = 1;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordCodec CODEC = new RecordCodec();

    /** The file. */
    @Doc("A version of a policy.")
    record File(
            @Doc("The format of this file.") int format,
            @Doc("The policy's name.") String name,
            @Doc("Over all of it.") Optional<String> hash,
            @Doc("The heads that requests are read with.") Optional<String> heads,

            @Doc("The examples that they are compared with.")
            Optional<String> examples,

            @Doc("The router that they are read with.") Optional<String> router,

            @Doc("What an own router learned of models, as JSON.")
            Optional<String> abilities,

            @Doc("The policy.") PolicySettings policy,

            @Doc("Facts of models, each as JSON.") @Default("[]")
            List<String> models) {
        File {
            if (format != FORMAT) throw new IllegalArgumentException("format must be " + FORMAT + ", was " + format);
        }

        private Readers readers() {
            return new Readers(heads.map(Hash::new), examples.map(Hash::new), router.map(Hash::new));
        }
    }

    /** Of a policy of a configuration, which is not the contract. */
    public static PolicyVersion of(Policy policy) {
        if (policy.recipe().settings().isEmpty())
            throw new IllegalArgumentException("the " + policy.name() + " has no versions");
        return new PolicyVersion(
                new Version(policy.name(), policy.hash()), policy.recipe().alone());
    }

    /**
     * Read from a file's content. One that says no hash was written by hand: it is compiled over these models.
     *
     * @throws IllegalArgumentException with everything that is wrong with it
     */
    public static PolicyVersion read(String file, byte[] content, Recipe otherwise) {
        File said = switch (Binder.bind(file, content, File.class)) {
            case Bound.Ok<File>(File bound) -> bound;
            case Bound.Wrong<File>(List<Mistake> mistakes) ->
                throw new IllegalArgumentException(
                        mistakes.stream().map(Mistake::toString).collect(Collectors.joining("; ")));
        };
        Version.checkName(said.name());
        boolean isByHand = said.hash().isEmpty() && said.models().isEmpty();
        Recipe recipe = new Recipe(
                        said.name(),
                        Optional.of(said.policy()),
                        isByHand
                                ? otherwise.models()
                                : said.models().stream()
                                        .map(PolicyVersion::profile)
                                        .toList(),
                        isByHand ? otherwise.readers() : said.readers(),
                        isByHand ? otherwise.abilities() : said.abilities().map(PolicyVersion::abilities))
                .alone();
        String hash = recipe.policy().hash();
        if (said.hash().filter(claimed -> !claimed.equals(hash)).isPresent())
            throw new IllegalArgumentException(
                    file + " says the hash " + said.hash().get() + ", and has " + hash
                            + ": it was changed, or written by another version of the product");
        return new PolicyVersion(new Version(said.name(), hash), recipe);
    }

    private static Abilities abilities(String json) {
        try {
            return CODEC.decode(JSON.readTree(json), Abilities.class);
        } catch (JsonProcessingException none) {
            throw new IllegalArgumentException("abilities must be JSON", none);
        }
    }

    private static ModelProfile profile(String json) {
        try {
            return CODEC.decode(JSON.readTree(json), ModelProfile.class);
        } catch (JsonProcessingException none) {
            throw new IllegalArgumentException("models must be lines of JSON", none);
        }
    }

    /** As a file's content. */
    public byte[] write() {
        return Spelling.yaml(new File(
                        FORMAT,
                        version.name(),
                        Optional.of(version.hash()),
                        recipe.readers().heads().map(Hash::hex),
                        recipe.readers().examples().map(Hash::hex),
                        recipe.readers().router().map(Hash::hex),
                        recipe.alone()
                                .abilities()
                                .map(own -> CODEC.encode(own, Abilities.class).toString()),
                        recipe.settings().orElseThrow(),
                        recipe.models().stream()
                                .map(model ->
                                        CODEC.encode(model, ModelProfile.class).toString())
                                .toList()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
