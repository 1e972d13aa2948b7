package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.config.Figure;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Skills;
import dev.outrigger.registry.Strengths;
import dev.outrigger.registry.TrackRecord;
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
 * that a rule listed keep its order. Of those of whom nobody said anything yet, one whose expected quality is under the
 * {@code floor}, or whose cost or latency is over its ceiling, is put last; an unknown figure is no objection. Who is of
 * equal utility is ordered by quality, then cost, then latency: so one that another dominates in all that is known
 * stands behind it whatever the weights, and is told so, while the order of two is a matter of those two alone. Scores:
 * with the complexity missing every request counts as the hardest; with the tokens missing they are counted here; the
 * domain and the field are read where a model was measured, or is said to be good, by them, and missing they change nothing; a weight or a bound whose
 * expression meets a missing one is as where nobody says it. Verdicts on a model's answers move what is expected of it
 * ({@link Trust}): those in the request's domain more than others, where the domain is read; a candidate that an
 * earlier score rated is not moved twice. Limits: verdicts are of requests as they came, so one that is harder than those is
 * thought too easy; of other models quality is a single
 * number; the length of the answer is presumed; nobody is left out: where all are under the bar, one of them answers.
 */
public final class ScoreStage implements Stage {
    /** Candidates that each later one is held against: where there are more of which none is better in all, a remark is left out. */
    static final int MOST_COMPARED = 64;

    private final StageSettings.Score settings;
    private final Objective objective;
    private final Weights weights;
    private final Bar bar;
    private final Trust trust;
    private final Set<Dimension> dimensions;

    /**
     * One that orders by this objective.
     *
     * @param models that it will order
     */
    public ScoreStage(StageSettings.Score settings, Objective objective, List<ModelProfile> models) {
        this(settings, objective, dimensions(models));
    }

    private ScoreStage(StageSettings.Score settings, Objective objective, Set<Dimension> ofModels) {
        this.settings = settings;
        this.objective = objective;
        this.weights = new Weights(objective);
        this.bar = new Bar(settings);
        this.trust = Trust.of(settings);
        Set<Dimension> read = new HashSet<>(ofModels);
        read.addAll(weights.dimensions());
        read.addAll(bar.dimensions());
        this.dimensions = Set.copyOf(read);
    }

    private static Set<Dimension> dimensions(List<ModelProfile> models) {
        Set<Dimension> read = new HashSet<>(Set.of(Dimension.COMPLEXITY, Dimension.TOKENS));
        for (ModelProfile model : models) {
            Strengths said = model.facts().strengths();
            if (!model.skills().equals(Skills.NONE) || !said.domains().isEmpty()) read.add(Dimension.DOMAIN);
            if (!said.fields().isEmpty()) read.add(Dimension.FIELD);
        }
        return read;
    }

    /** The same with another weight of one term. */
    ScoreStage weighing(Term term, double weight) {
        return new ScoreStage(settings, objective.with(term, Figure.of(weight)), dimensions);
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
        Weights.Now weighed = weights.at(query);
        Bar.Now asked = bar.at(query);
        Utility utility = new Utility(weighed, trust);
        List<Scored> scored = new ArrayList<>();
        for (Candidate candidate : shortlist.candidates()) {
            Utility.Worth worth = utility.of(
                    candidate.state(),
                    complexity.orElse(Utility.IN_DOUBT),
                    aptitude(query.analysis(), candidate),
                    demand);
            scored.add(Scored.of(candidate, worth, asked));
        }
        scored.sort(Scored.ORDER);
        Shortlist ordered = shortlist.holding(compared(scored));
        for (String remark : weighed.remarks()) ordered = ordered.noting(name(), remark);
        for (String remark : asked.remarks()) ordered = ordered.noting(name(), remark);
        return complexity.isPresent() ? ordered : ordered.noting(name(), inDoubt(query));
    }

    private Utility.Aptitude aptitude(Analysis analysis, Candidate candidate) {
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
                candidate.estimate().quality(),
                verdicts(domain, candidate));
    }

    private TrackRecord.Split verdicts(Optional<String> domain, Candidate candidate) {
        Optional<TrackRecord> given = candidate.state().figures().verdicts();
        if (given.isEmpty() || candidate.rating().isPresent()) return TrackRecord.Split.NONE;
        return given.get().in(domain.filter(named -> dimensions.contains(Dimension.DOMAIN)));
    }

    /**
     * Each that another dominates is told by whom: by the best of those before it. That is one that nobody dominates itself, for whoever
     * dominates it dominates all that it does; so only those are looked at, and of many the first {@value #MOST_COMPARED}.
     */
    private static List<Candidate> compared(List<Scored> ordered) {
        List<Candidate> compared = new ArrayList<>(ordered.size());
        List<Scored> undominated = new ArrayList<>();
        for (Scored scored : ordered) {
            Candidate candidate = scored.candidate();
            Optional<String> better = dominator(undominated, scored.rating());
            if (better.isEmpty() && scored.rating().isKnown() && undominated.size() < MOST_COMPARED)
                undominated.add(scored);
            compared.add(
                    candidate.place() == Candidate.Place.LISTED
                            ? candidate
                            : better.map(model -> candidate.remarked("dominated by " + model))
                                    .orElse(candidate));
        }
        return compared;
    }

    private static Optional<String> dominator(List<Scored> before, Rating rating) {
        for (Scored other : before)
            if (other.rating().dominates(rating))
                return Optional.of(other.candidate().model());
        return Optional.empty();
    }

    /** A candidate where the score puts it. The sort is stable: equals in everything stay as they stood. */
    private record Scored(Candidate candidate, Rating rating, double utility) {
        private static final Comparator<Scored> ORDER = Comparator.<Scored, Candidate.Place>comparing(
                        scored -> scored.candidate().place())
                .thenComparing(Scored::byWorth);

        static Scored of(Candidate candidate, Utility.Worth worth, Bar.Now bar) {
            Candidate rated = candidate.estimated(worth.estimate()).rated(worth.rating());
            Optional<String> objection = bar.objection(worth.estimate());
            Optional<String> unknown = bar.unknown(worth.estimate());
            String because = worth.because();
            if (objection.isPresent()) because = objection.get() + "; " + because;
            if (unknown.isPresent()) because = because + "; " + unknown.get();
            // What a stage said of one that it did not place stays said.
            String before = candidate.reason() == Decision.Reason.ORDER ? candidate.remarks() : "";
            Candidate.Place place = objection.isPresent() ? Candidate.Place.AVOIDED : Candidate.Place.FREE;
            return new Scored(
                    candidate.place() == Candidate.Place.FREE
                            ? rated.placed(place, Decision.Reason.SCORE, because + before)
                            : rated.remarked(because),
                    worth.rating(),
                    worth.rating().utility());
        }

        /** Those that were listed keep their list's order, whatever they are worth. */
        private int byWorth(Scored other) {
            if (candidate.place() == Candidate.Place.LISTED) return 0;
            int byUtility = Double.compare(other.utility, utility);
            if (byUtility != 0) return byUtility;
            int byQuality = Double.compare(
                    other.rating.quality().worth(), rating.quality().worth());
            if (byQuality != 0) return byQuality;
            int byCost =
                    Double.compare(other.rating.cost().worth(), rating.cost().worth());
            return byCost != 0
                    ? byCost
                    : Double.compare(
                            other.rating.latency().worth(), rating.latency().worth());
        }
    }

    private static String inDoubt(Query query) {
        return "counted as the hardest: complexity is missing, "
                + Fact.why(query.analysis().score(Dimension.COMPLEXITY));
    }
}
