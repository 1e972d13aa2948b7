package dev.outrigger.route;

import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Hash;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes policies of their settings. Every policy filters by capability and window first, and by privacy and health last. */
public final class Policies {
    /**
     * The greatest complexity of a simple request. On prompts of unseen sources three quarters of those that need
     * several steps lie above it (card of {@code gpu-models/outrigger-analyzer}).
     */
    static final double SIMPLE = 0.3;

    /** The least measured share of right answers of a simple request's domain: one that fails at most would be a lottery. */
    static final double RIGHT = 0.5;

    private Policies() {}

    /**
     * A policy for these models.
     *
     * @param models in the order of the configuration; their facts are part of the hash
     */
    public static Policy compile(String name, PolicySettings settings, List<ModelProfile> models) {
        return compile(name, settings, models, Readers.NONE);
    }

    /**
     * The same for a policy whose decisions rest on what was learned too.
     *
     * @param readers that the analyzer reads with: another one makes another policy
     */
    public static Policy compile(String name, PolicySettings settings, List<ModelProfile> models, Readers readers) {
        return new Recipe(name, Optional.of(settings), models, readers).policy();
    }

    /** Of a recipe that has these settings. */
    static Policy compile(PolicySettings settings, Recipe recipe) {
        List<Stage> stages = new ArrayList<>();
        for (StageSettings stage : settings.stages())
            stages.add(stage(stages.size() + 1, stage, settings.objective(), recipe));
        // Whether a conversation stays where it is can be said when the others have said where it would go.
        for (StageSettings stage : settings.stages())
            if (stage instanceof ContextSettings context) stages.add(new StayStage(context));
        // Before the operator's own, so that none of them puts first who is not known to be able.
        stages.addFirst(new ListedStage());
        return assemble(
                recipe,
                settings.baseline(),
                stages,
                new Conduct(
                        settings.patience(),
                        settings.resume(),
                        settings.prefill(),
                        settings.hedge(),
                        settings.hold(),
                        settings.onRefusal()),
                recipe.hash().hex());
    }

    /** Serves the model that was asked for, then its replicas, then its declared equivalents. */
    public static Policy contract(List<ModelProfile> models) {
        return assemble(
                new Recipe(Policy.CONTRACT, Optional.empty(), models, Readers.NONE),
                Optional.empty(),
                List.of(new NamedStage()),
                Conduct.DEFAULT,
                Hash.of(Policy.CONTRACT, models).hex());
    }

    /** What there is without a configuration: simple requests are answered in the pod, all others at the best remote. */
    public static PolicySettings defaults(List<ModelProfile> models) {
        List<StageSettings> stages = new ArrayList<>();
        if (models.stream().anyMatch(model -> model.placement() == Placement.LOCAL)) {
            stages.add(new StageSettings.Local(SIMPLE, List.of("code", "math", "reasoning"), RIGHT, List.of("en")));
        }
        stages.add(new StageSettings.Score());
        return new PolicySettings(
                Objective.DEFAULT,
                Optional.empty(),
                stages,
                Conduct.DEFAULT.patience(),
                true,
                false,
                false,
                HoldSettings.NONE,
                OnRefusal.STOP);
    }

    private static Policy assemble(
            Recipe recipe, Optional<String> baseline, List<Stage> own, Conduct conduct, String hash) {
        List<Stage> stages = new ArrayList<>();
        stages.add(new CapabilityFilter());
        stages.add(new WindowFilter());
        stages.addAll(own);
        stages.add(new HandoffFilter());
        stages.add(new PrivacyFilter());
        stages.add(new HealthFilter());
        return new Policy(recipe.name(), hash, baseline, stages, conduct, recipe);
    }

    private static Stage stage(int number, StageSettings settings, Objective objective, Recipe recipe) {
        return switch (settings) {
            case StageSettings.Rule rule -> new RuleStage(number, rule);
            case StageSettings.Local local -> new LocalStage(local);
            case ClassifierSettings classifier -> new ClassifierStage(classifier);
            case LearnedSettings learned ->
                new LearnedStage(
                        learned,
                        recipe.abilities()
                                .orElseGet(() -> RouterModel.ofProduct().abilities()));
            case SemanticSettings semantic -> new SemanticStage(semantic);
            case RegionSettings region -> new RegionFilter(region);
            case OriginSettings origin -> new OriginFilter(origin);
            case LanguageSettings language -> new LanguageFilter();
            case StageSettings.Score score -> new ScoreStage(score, objective, recipe.models());
            case CascadeSettings cascade -> new CascadeStage(cascade);
            case JudgeSettings judge -> new JudgeStage(judge);
            case EnsembleSettings ensemble -> new EnsembleStage(ensemble);
            case ContextSettings context -> new ContextStage(context);
            case ChainSettings chain -> new ChainStage(number, chain);
            case BalanceSettings balance -> new BalanceStage(balance, recipe.models());
        };
    }
}
