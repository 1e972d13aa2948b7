package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Skills;
import dev.outrigger.registry.Strengths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Orders the candidates by what they are worth to the policy's objective; formulae in {@link Utility}.
 *
 * <p>Why: of those that can answer, the one that answers well enough for the least. When: always, within each place; those
 * that a rule listed keep its order. Scores: with the complexity missing every
 * request counts as the hardest; with the tokens missing they are counted here; the domain and the field are read where a
 * model was measured, or is said to be good, by them, and missing they change nothing. Limits: of other models quality is a
 * single number; the length of the answer is presumed.
 */
public final class ScoreStage implements Stage {
    private final Utility utility;
    private final Set<Dimension> dimensions;

    /**
     * One that orders by this objective.
     *
     * @param models that it will order
     */
    public ScoreStage(Objective objective, List<ModelProfile> models) {
        this.utility = new Utility(objective);
        Set<Dimension> read = new HashSet<>(Set.of(Dimension.COMPLEXITY, Dimension.TOKENS));
        for (ModelProfile model : models) {
            Strengths said = model.facts().strengths();
            if (!model.skills().equals(Skills.NONE) || !said.domains().isEmpty()) read.add(Dimension.DOMAIN);
            if (!said.fields().isEmpty()) read.add(Dimension.FIELD);
        }
        this.dimensions = Set.copyOf(read);
    }

    @Override
    public String name() {
        return "score";
    }

    @Override
    public Set<Dimension> dimensions() {
        return dimensions;
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        OptionalDouble complexity = query.analysis().number(Dimension.COMPLEXITY);
        Utility.Demand demand = Utility.Demand.of(query);
        List<Scored> scored = new ArrayList<>();
        for (Candidate candidate : shortlist.candidates()) {
            Utility.Worth worth = utility.of(
                    candidate.state(),
                    complexity.orElse(Utility.IN_DOUBT),
                    aptitude(query.analysis(), candidate),
                    demand);
            scored.add(new Scored(candidate, worth, scored.size()));
        }
        scored.sort(Scored.ORDER);
        Shortlist ordered =
                shortlist.holding(scored.stream().map(Scored::explained).toList());
        return complexity.isPresent() ? ordered : ordered.noting(name(), inDoubt(query));
    }

    private static Utility.Aptitude aptitude(Analysis analysis, Candidate candidate) {
        ModelProfile profile = candidate.profile();
        Optional<String> domain = analysis.label(Dimension.DOMAIN);
        Strengths said = profile.facts().strengths();
        Optional<Double> strength = analysis.label(Dimension.FIELD)
                .flatMap(field -> Optional.ofNullable(said.fields().get(field)))
                .or(() -> domain.flatMap(
                        family -> Optional.ofNullable(said.domains().get(family))));
        return new Utility.Aptitude(
                strength.isPresent() ? OptionalDouble.of(strength.get()) : profile.quality(),
                domain.flatMap(profile.skills()::in).stream()
                        .mapToDouble(Skills.Skill::share)
                        .findFirst(),
                candidate.estimate().quality());
    }

    private record Scored(Candidate candidate, Utility.Worth worth, int position) {
        private static final Comparator<Scored> ORDER = Comparator.<Scored, Candidate.Place>comparing(
                        scored -> scored.candidate().place())
                .thenComparing(Comparator.comparingDouble(Scored::rank).reversed())
                .thenComparingInt(Scored::position);

        /** Those that were listed keep their list's order, whatever they are worth. */
        private double rank() {
            return candidate.place() == Candidate.Place.LISTED ? 0 : worth.value();
        }

        private Candidate explained() {
            Candidate estimated = candidate.estimated(worth.estimate());
            // What a stage said of one that it did not place stays said.
            String before = candidate.reason() == Decision.Reason.ORDER ? candidate.remarks() : "";
            return candidate.place() == Candidate.Place.FREE
                    ? estimated.placed(Candidate.Place.FREE, Decision.Reason.SCORE, worth.because() + before)
                    : estimated.remarked(worth.because());
        }
    }

    private static String inDoubt(Query query) {
        return "counted as the hardest: complexity is missing, "
                + Fact.why(query.analysis().score(Dimension.COMPLEXITY));
    }
}
