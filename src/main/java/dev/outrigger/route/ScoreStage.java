package dev.outrigger.route;

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
        Asked about = new Asked(
                query.analysis().label(Dimension.DOMAIN), query.analysis().label(Dimension.FIELD));
        List<Scored> scored = new ArrayList<>(shortlist.candidates().size());
        for (Candidate candidate : shortlist.candidates()) {
            Utility.Worth worth = utility.of(
                    candidate.state(), complexity.orElse(Utility.IN_DOUBT), aptitude(about, candidate), demand);
            scored.add(Scored.of(candidate, worth, asked));
        }
        scored.sort(Scored.ORDER);
        Shortlist ordered = shortlist.holding(told(scored));
        for (String remark : weighed.remarks()) ordered = ordered.noting(name(), remark);
        for (String remark : asked.remarks()) ordered = ordered.noting(name(), remark);
        return complexity.isPresent() ? ordered : ordered.noting(name(), inDoubt(query));
    }

    /** What a request is about, as far as it is known. */
    private record Asked(Optional<String> domain, Optional<String> field) {
        /** Chance of a good answer, as the operator says of the field, else of the domain, else of all. */
        private OptionalDouble said(ModelProfile profile) {
            Strengths said = profile.facts().strengths();
            if (said.fields().isEmpty() && said.domains().isEmpty()) return profile.quality();
            Optional<Double> strength = field.map(said.fields()::get).or(() -> domain.map(said.domains()::get));
            return strength.isPresent() ? OptionalDouble.of(strength.get()) : profile.quality();
        }

        private OptionalDouble measured(Skills skills) {
            Skills.Skill skill = domain.isEmpty() ? null : skills.domains().get(domain.get());
            return skill == null ? OptionalDouble.empty() : OptionalDouble.of(skill.share());
        }
    }

    private Utility.Aptitude aptitude(Asked about, Candidate candidate) {
        ModelProfile profile = candidate.profile();
        return new Utility.Aptitude(
                about.said(profile),
                about.measured(profile.skills()),
                candidate.estimate().quality(),
                verdicts(about.domain(), candidate));
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
    private static List<Candidate> told(List<Scored> ordered) {
        List<Candidate> told = new ArrayList<>(ordered.size());
        List<Scored> undominated = new ArrayList<>();
        StringBuilder words = new StringBuilder(128);
        for (Scored scored : ordered) {
            Optional<String> better = dominator(undominated, scored.rating());
            if (better.isEmpty() && scored.rating().isKnown() && undominated.size() < MOST_COMPARED)
                undominated.add(scored);
            told.add(scored.told(words, better));
        }
        return told;
    }

    private static Optional<String> dominator(List<Scored> before, Rating rating) {
        for (Scored other : before)
            if (other.rating().dominates(rating))
                return Optional.of(other.candidate().model());
        return Optional.empty();
    }

    /**
     * A candidate where the score puts it. The sort is stable: equals in everything stay as they stood.
     *
     * @param objection why it is under the bar; absent where it is not
     * @param unknown what could not be held against the bar
     */
    private record Scored(
            Candidate candidate,
            Candidate.Place place,
            Utility.Worth worth,
            double utility,
            Optional<String> objection,
            Optional<String> unknown) {
        private static final Comparator<Scored> ORDER =
                Comparator.comparing(Scored::place).thenComparing(Scored::byWorth);

        static Scored of(Candidate candidate, Utility.Worth worth, Bar.Now bar) {
            Optional<String> objection = bar.objection(worth.estimate());
            Candidate.Place place = candidate.place();
            if (place == Candidate.Place.FREE && objection.isPresent()) place = Candidate.Place.AVOIDED;
            return new Scored(
                    candidate, place, worth, worth.rating().utility(), objection, bar.unknown(worth.estimate()));
        }

        Rating rating() {
            return worth.rating();
        }

        /**
         * The candidate, with what is to be said of it.
         *
         * @param words for the text: there are as many of these as candidates, and nothing else is made on the way to one
         * @param better who dominates it
         */
        Candidate told(StringBuilder words, Optional<String> better) {
            boolean isFree = candidate.place() == Candidate.Place.FREE;
            words.setLength(0);
            if (!isFree) words.append(candidate.because()).append("; ");
            if (objection.isPresent()) words.append(objection.get()).append("; ");
            worth.tell(words);
            if (unknown.isPresent()) words.append("; ").append(unknown.get());
            // What a stage said of one that it did not place stays said.
            if (isFree && candidate.reason() == Decision.Reason.ORDER) words.append(candidate.remarks());
            if (better.isPresent() && place != Candidate.Place.LISTED)
                words.append("; dominated by ").append(better.get());
            return candidate.scored(worth, place, words.toString());
        }

        /** Those that were listed keep their list's order, whatever they are worth. */
        private int byWorth(Scored other) {
            if (candidate.place() == Candidate.Place.LISTED) return 0;
            int byUtility = Double.compare(other.utility, utility);
            if (byUtility != 0) return byUtility;
            int byQuality = compare(rating().quality(), other.rating().quality());
            if (byQuality != 0) return byQuality;
            int byCost = compare(rating().cost(), other.rating().cost());
            return byCost != 0
                    ? byCost
                    : compare(rating().latency(), other.rating().latency());
        }

        /** The better one first. */
        private static int compare(Rating.Part one, Rating.Part other) {
            return Double.compare(other.worth(), one.worth());
        }
    }

    private static String inDoubt(Query query) {
        return "counted as the hardest: complexity is missing, "
                + Fact.why(query.analysis().score(Dimension.COMPLEXITY));
    }
}
