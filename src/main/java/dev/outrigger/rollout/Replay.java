package dev.outrigger.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.route.ContextSettings;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.route.StageSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides again what was decided and written down: by the policy that did, which must come to the same, and by another, of
 * which it is told what it would have done.
 *
 * <p>The other policy meets the models as they were then, with their facts as they are now: a model that is gone is left out.
 * Where something is missing that it would have looked at, nothing is guessed: the decision cannot be replayed, and the
 * report says why. Not thread-safe.
 */
public final class Replay {
    private final Optional<Recipe> other;
    private final List<ModelProfile> models;
    private final Optional<String> only;
    private final EntryLines lines = new EntryLines();
    private final Map<String, Policy> recorded = new HashMap<>();
    private final Map<List<ModelProfile>, Policy> compiled = new HashMap<>();
    private final Tally tally;

    /**
     * One that begins.
     *
     * @param other the policy that is asked about; absent where only the log is to be checked
     * @param models as they are now; none for as they were
     * @param only the name of the policy whose decisions are asked about; absent for all but those about a named model
     */
    public Replay(Optional<Recipe> other, List<ModelProfile> models, Optional<String> only) {
        this(other, models, only, new Tally(Outcomes.NONE));
    }

    private Replay(Optional<Recipe> other, List<ModelProfile> models, Optional<String> only, Tally tally) {
        this.other = other;
        this.models = List.copyOf(models);
        this.only = only;
        this.tally = tally;
    }

    /** The same, which has read nothing yet, and judges by what somebody found out. */
    public Replay judgedBy(Outcomes outcomes) {
        return new Replay(other, models, only, new Tally(outcomes));
    }

    /** One of another log and another policy, whose figures are added to those of this one. */
    public Replay and(Optional<Recipe> another, List<ModelProfile> over) {
        return new Replay(another, over, only, tally);
    }

    /** The next line of a log. */
    public void line(String at, JsonNode body) {
        Optional<Entry> entry;
        try {
            entry = lines.read(body);
        } catch (IllegalArgumentException | IllegalStateException foreign) {
            if (body.has(EntryLines.DECISION)) tally.unread(at + ": " + foreign.getMessage());
            return;
        }
        entry.ifPresent(read -> again(at, read));
    }

    /** What came of it. */
    public ReplayReport report() {
        return report(List.of());
    }

    /** The same; each of these mixes of tasks is judged by itself. */
    public ReplayReport report(List<Mix> mixes) {
        return tally.report(mixes);
    }

    private void again(String at, Entry entry) {
        tally.read(entry);
        check(at, entry);
        if (other.isPresent() && isAsked(entry)) ask(entry, other.get());
    }

    private boolean isAsked(Entry entry) {
        String policy = entry.decision().policy();
        return only.map(policy::equals).orElse(!policy.equals(Policy.CONTRACT));
    }

    /** By the policy that decided then. */
    private void check(String at, Entry entry) {
        String hash = entry.decision().hash();
        Optional<Policy> policy;
        try {
            policy = lines.recipe(hash).map(recipe -> recorded.computeIfAbsent(hash, fresh -> recipe.policy()));
        } catch (IllegalArgumentException foreign) {
            tally.differs(at + ": its policy cannot be compiled here");
            return;
        }
        if (policy.isEmpty()) tally.differs(at + ": its policy is not written down");
        else if (!policy.get().hash().equals(hash)) tally.differs(at + ": its policy is another here");
        else if (policy.get().decide(entry.query()).equals(entry.decision())) tally.reproduced();
        else if (entry.withheld() && asksWho(policy.get().recipe())) tally.differs(at + ": it depends on who asked");
        else tally.differs(at + ": the decision is another");
    }

    /** By the other. */
    private void ask(Entry entry, Recipe recipe) {
        Query query = entry.query();
        List<ModelState> states = now(query.view());
        Policy policy = compiled.computeIfAbsent(
                models.isEmpty() ? profiles(states) : models,
                over -> recipe.over(over).policy());
        Optional<String> objection = objection(entry, policy, states);
        if (objection.isPresent()) {
            tally.cannot(objection.get());
            return;
        }
        Decision decision = policy.decide(new Query(
                query.outline(), query.analysis(), new RegistryView(states), query.clearance(), query.occasion()));
        tally.decided(entry, decision);
    }

    private static List<ModelProfile> profiles(List<ModelState> states) {
        return states.stream().map(ModelState::profile).toList();
    }

    /** The models of then with the facts of now. */
    private List<ModelState> now(RegistryView view) {
        if (models.isEmpty()) return view.models();
        List<ModelState> states = new ArrayList<>();
        for (ModelProfile profile : models)
            view.named(profile.name()).map(state -> with(state, profile)).ifPresent(states::add);
        return states;
    }

    /** The same state of a model whose facts are these, whatever else belongs to a state. */
    private static ModelState with(ModelState state, ModelProfile profile) {
        Components components = Components.of(ModelState.class);
        List<Object> values = new ArrayList<>();
        for (Components.One one : components.all())
            values.add(one.type() == ModelProfile.class ? profile : one.read(state));
        return (ModelState) components.make(values);
    }

    private Optional<String> objection(Entry entry, Policy policy, List<ModelState> states) {
        for (ModelProfile profile : models)
            if (entry.query().view().named(profile.name()).isEmpty())
                return Optional.of("there was no model " + profile.name());
        if (states.isEmpty()) return Optional.of("none of its models is left");
        for (Dimension dimension : policy.dimensions().stream()
                .sorted(java.util.Comparator.comparing(Dimension::name))
                .toList()) {
            if (entry.query().analysis().score(dimension) instanceof Score.Missing(Score.Reason reason, var guess)
                    && reason == Score.Reason.NOT_COMPUTED) return Optional.of(dimension + " was not computed");
            Optional<String> otherwise =
                    readers(entry).objection(dimension, policy.recipe().readers());
            if (otherwise.isPresent()) return otherwise;
        }
        return entry.withheld() && asksWho(policy.recipe())
                ? Optional.of("who asked was not written down")
                : Optional.empty();
    }

    /** What the request was read with. */
    private Readers readers(Entry entry) {
        return lines.recipe(entry.decision().hash()).map(Recipe::readers).orElse(Readers.NONE);
    }

    /** Whether a stage may look at the user or the tenant; in doubt it does. */
    private static boolean asksWho(Recipe recipe) {
        return recipe.settings()
                .filter(settings -> settings.toString().contains("user.")
                        || settings.stages().stream().anyMatch(Replay::heedsWho))
                .isPresent();
    }

    private static boolean heedsWho(StageSettings stage) {
        return stage instanceof ContextSettings context
                && !(context.users().isEmpty() && context.tenants().isEmpty());
    }
}
