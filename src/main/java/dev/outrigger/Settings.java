package dev.outrigger;

import dev.outrigger.admit.Limits;
import dev.outrigger.admit.PrivacySettings;
import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.ExampleSettings;
import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.EgressSettings;
import dev.outrigger.backend.HandoffSettings;
import dev.outrigger.backend.RemoteSettings;
import dev.outrigger.backend.TranslationSettings;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.proxy.ListenSettings;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelSettings;
import dev.outrigger.registry.Placement;
import dev.outrigger.registry.PriceList;
import dev.outrigger.registry.Skills;
import dev.outrigger.rollout.DecisionLogSettings;
import dev.outrigger.rollout.PolicyStore;
import dev.outrigger.rollout.RolloutSettings;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.RouteSettings;
import dev.outrigger.telemetry.TelemetrySettings;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code outrigger.yaml}, whole: immutable, every key bound and enforced. Each section belongs to its own package. */
@Doc("The configuration of an Outrigger sidecar.")
public record Settings(
        @Default("{}") ListenSettings listen,

        @Doc("Where models are reached, by name.") @Default("{}")
        Map<String, BackendSettings> backends,

        @Doc("The models, by name, in order of preference where nothing else decides.") @Default("{}")
        Map<String, ModelSettings> models,

        @Doc("Which policy answers which requested model; the first that matches wins.") @Default("[]")
        List<RouteSettings> routes,

        @Doc("Recipes that choose a model, by name.") @Default("{}")
        Map<String, PolicySettings> policies,

        @Doc(
                "Texts by name; how like a request is to them is what the stage semantic, and rules by analysis.similarity, act on.")
        @Default("{}")
        Map<String, List<String>> examples,

        @Default("{}") AnalyzerSettings analyzer,
        @Default("{}") EgressSettings egress,
        @Default("{}") TranslationSettings translation,
        @Default("{}") Limits limits,
        Optional<PrivacySettings> privacy,
        @Default("{}") TelemetrySettings telemetry,
        Optional<DecisionLogSettings> decisionLog,
        Optional<RolloutSettings> rollout) {
    /** What a request may hold where a person takes over; what is answered there is no JSON. */
    private static final Set<Capability> TAKEN =
            Set.of(Capability.TOOLS, Capability.IMAGES, Capability.AUDIO, Capability.VIDEO, Capability.DOCUMENTS);

    public Settings {
        ExampleSettings.check(examples);
    }

    /** Names the meaning of the whole configuration. */
    public Hash hash() {
        return Hash.of(this);
    }

    /** The models' profiles, in the file's order. Backends must be known, which {@link SettingsReader} sees to. */
    public List<ModelProfile> profiles() {
        return profiles(local -> Skills.NONE);
    }

    /**
     * The same, with what was measured of local models.
     *
     * @param skills by a local model's own name
     */
    List<ModelProfile> profiles(Function<String, Skills> skills) {
        List<ModelProfile> profiles = new ArrayList<>();
        models.forEach((name, model) -> {
            ModelProfile said = model.profile(name, placement(model), provider(model), PriceList::shipped);
            if (isOfEngine(model)) profiles.add(said.measured(skills.apply(model.model())));
            else if (backends.get(model.backend()) instanceof HandoffSettings handoff)
                profiles.add(handingOff(said, model, handoff));
            else profiles.add(said);
        });
        return List.copyOf(profiles);
    }

    /** Names of the local models that are loaded for it: those that read requests, and those that answer. */
    public SequencedSet<String> localModels() {
        SequencedSet<String> names = new LinkedHashSet<>(List.of(analyzer.encoder(), analyzer.heads()));
        models.values().stream().filter(this::isOfEngine).forEach(model -> names.add(model.model()));
        return names;
    }

    /** Names of the local models that make vectors for apps. */
    Set<String> embedders() {
        return models.values().stream()
                .filter(model -> isOfEngine(model) && model.embedsAlone())
                .map(ModelSettings::model)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same, in which local models that are encoders are known to make vectors. */
    Settings knowing(StoredModels stored) {
        Map<String, ModelSettings> known = new LinkedHashMap<>(models);
        known.replaceAll((name, model) ->
                isOfEngine(model) && model.capabilities().isEmpty() && stored.is(model.model(), ModelKind.ENCODER)
                        ? model.with(List.of(Capability.EMBEDDINGS))
                        : model);
        return new Settings(
                listen,
                backends,
                known,
                routes,
                policies,
                examples,
                analyzer,
                egress,
                translation,
                limits,
                privacy,
                telemetry,
                decisionLog,
                rollout);
    }

    /** The store of policies' versions, if there is to be one. */
    Optional<PolicyStore> policyStore(InstantSource clock) {
        return rollout.map(said -> new PolicyStore(said.store(), clock));
    }

    /** What is read at the start only: a reload says so instead of pretending. */
    String needsRestart(Settings before) {
        boolean isSame = before.listen.equals(listen)
                && before.telemetry.equals(telemetry)
                && before.decisionLog.equals(decisionLog);
        return isSame ? "" : "; listen, telemetry and decisionLog hold from the next start";
    }

    /** A person is told whatever there is, unless the operator says less; and told nothing private where nothing is told. */
    private static ModelProfile handingOff(ModelProfile said, ModelSettings model, HandoffSettings handoff) {
        return said.handingOff(
                model.capabilities().isEmpty() ? TAKEN : said.capabilities(),
                model.trusted().orElse(handoff.isSilent()));
    }

    private Placement placement(ModelSettings model) {
        boolean isHere = isOfEngine(model)
                || (backends.get(model.backend()) instanceof HandoffSettings handoff
                        && handoff.webhook().isEmpty());
        return isHere ? Placement.LOCAL : Placement.REMOTE;
    }

    private Optional<String> provider(ModelSettings model) {
        return Optional.ofNullable(backends.get(model.backend())).flatMap(RemoteSettings::provider);
    }

    /** Names of the backends that are asked which models they have. */
    Set<String> discovered() {
        return backends.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof RemoteSettings remote && remote.discover())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isOfEngine(ModelSettings model) {
        return backends.get(model.backend()) instanceof BackendSettings.Engine;
    }
}
