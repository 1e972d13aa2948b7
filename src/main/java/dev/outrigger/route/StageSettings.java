package dev.outrigger.route;

import dev.outrigger.analyze.KnownLabels;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Figure;
import dev.outrigger.config.Range;
import dev.outrigger.config.Variants;
import java.util.List;
import java.util.Optional;

/** One entry of {@code policies.<name>.stages}. */
@Variants
@Doc("One step of a policy.")
public sealed interface StageSettings
        permits StageSettings.Rule,
                StageSettings.Local,
                StageSettings.Score,
                ClassifierSettings,
                SemanticSettings,
                LearnedSettings,
                RegionSettings,
                OriginSettings,
                LanguageSettings,
                CascadeSettings,
                JudgeSettings,
                EnsembleSettings,
                ContextSettings,
                ChainSettings,
                BalanceSettings {
    /** See {@link RuleStage}. */
    @Doc("Acts on a condition in CEL over analysis.* and request.*.")
    record Rule(
            @Doc("The condition. One that touches a missing score does not hold.")
            String when,

            @Doc("Models to try first, in this order.") @Default("[]")
            List<String> prefer,

            @Doc("Models to try last.") @Default("[]") List<String> avoid,

            @Doc("The only models that may answer.") @Default("[]")
            List<String> only)
            implements StageSettings {
        public Rule {
            prefer = List.copyOf(prefer);
            avoid = List.copyOf(avoid);
            only = List.copyOf(only);
            if (prefer.isEmpty() && avoid.isEmpty() && only.isEmpty()) {
                throw new IllegalArgumentException("a rule needs prefer, avoid or only");
            }
            // Here, so that what is wrong with the condition is reported at its line with all other mistakes.
            Expression.compile(when);
        }

        /** What is wrong with each label in a condition that its dimension never has; nothing of what is no condition. */
        public static List<String> objections(String when, KnownLabels known) {
            return Expression.objections(when, known);
        }
    }

    /** See {@link LocalStage}. */
    @Doc("Puts local models first for simple requests, and last for all others.")
    record Local(
            @Doc("The greatest complexity of a simple request.") @Default("0.3") @Range(min = "0", max = "1")
            double complexity,

            @Doc("Domains that are never simple.") @Default("[code, math, reasoning]")
            List<String> except,

            @Doc(
                    "The least share of right answers in the request's domain, of a local model that was measured there; with less it is not simple for it.")
            @Default("0.5")
            @Range(min = "0", max = "1")
            double quality,

            @Doc("Languages the local models speak; a text too short to tell passes.") @Default("[en]")
            List<String> languages)
            implements StageSettings {
        public Local {
            except = List.copyOf(except);
            languages = List.copyOf(languages);
        }
    }

    /** See {@link ScoreStage}. */
    @Doc("Orders the candidates by the policy's objective.")
    record Score(
            @Doc("The least quality expected, 0 to 1, or an expression; models under it come last.")
            Optional<Figure> floor,

            @Doc("The greatest cost of the request expected, in dollars, or an expression; models over it come last.")
            Optional<Figure> costCeiling,

            @Doc("The greatest latency expected, in seconds, or an expression; models over it come last.")
            Optional<Figure> latencyCeiling,

            @Doc(
                    "Verdicts on a model's answers that what is expected of it beforehand counts as: so many given ones weigh as much. Unless said, 20.")
            @Range(min = "1", max = "10000")
            Optional<Double> prior,

            @Doc(
                    "Standard errors of a quality that are taken off it before it is weighed, so that who is little known is trusted less. Unless said, none.")
            @Range(min = "0", max = "5")
            Optional<Double> caution)
            implements StageSettings {
        /** Dollars, and seconds, that a ceiling may be. */
        static final double HIGHEST = 10_000;

        public Score {
            floor.ifPresent(figure -> check("floor", figure, 1));
            costCeiling.ifPresent(figure -> check("costCeiling", figure, HIGHEST));
            latencyCeiling.ifPresent(figure -> check("latencyCeiling", figure, HIGHEST));
        }

        /** One that trusts verdicts as usual. */
        public Score(Optional<Figure> floor, Optional<Figure> costCeiling, Optional<Figure> latencyCeiling) {
            this(floor, costCeiling, latencyCeiling, Optional.empty(), Optional.empty());
        }

        /** One that asks nothing of anybody. */
        public Score() {
            this(Optional.empty(), Optional.empty(), Optional.empty());
        }

        private static void check(String key, Figure figure, double greatest) {
            Formula.of(key, figure, 0, greatest, 0);
        }
    }
}
