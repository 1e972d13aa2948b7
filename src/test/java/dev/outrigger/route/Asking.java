package dev.outrigger.route;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.ModelState;
import dev.outrigger.registry.Placement;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Known;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** A query as a test words it: of nobody in particular, about a new conversation, with every score missing. */
final class Asking {
    static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private ChatRequest request = Fixtures.request("auto");
    private Analysis analysis = Fixtures.missing(Score.Reason.NO_MODEL);
    private Optional<String> user = Optional.empty();
    private Optional<String> tenant = Optional.empty();
    private Optional<Occasion.Pin> pin = Optional.empty();
    private Instant time = NOW;
    private long session;
    private long prefix;

    Asking analysis(Analysis known) {
        analysis = known;
        return this;
    }

    Asking model(String name) {
        request = Fixtures.request(name);
        return this;
    }

    Asking user(String name) {
        user = Optional.of(name);
        return this;
    }

    Asking tenant(String name) {
        tenant = Optional.of(name);
        return this;
    }

    Asking session(long number) {
        session = number;
        return this;
    }

    Asking prefix(long number) {
        prefix = number;
        return this;
    }

    Asking at(Instant when) {
        time = when;
        return this;
    }

    /** In a conversation whose last answer was this model's, a minute ago. */
    Asking after(String model, int turns) {
        pin = Optional.of(new Occasion.Pin(model, turns, NOW.minusSeconds(60)));
        return this;
    }

    /** With the result of a call that a model made. */
    Asking inALoop() {
        request = Asked.of(
                        Message.of(Role.USER, "What is the weather?"),
                        new Message(Role.ASSISTANT, List.of(new Part.ToolCall("c", "weather", "{}"))),
                        new Message(
                                Role.TOOL, List.of(new Part.ToolResult("c", List.of(new Part.Text("rain")), false))))
                .request();
        return this;
    }

    Query of(ModelState... models) {
        Occasion occasion = new Occasion(time, session, prefix, user, tenant, 0, OptionalDouble.empty(), pin);
        return new Query(request, analysis, Fixtures.view(models), Clearance.OPEN, occasion);
    }

    /** A person. */
    static ModelState desk() {
        ModelProfile person = new Known("desk", "people", "human")
                .placed(Placement.LOCAL)
                .profile()
                .handingOff(Set.copyOf(Fixtures.BEST.profile().capabilities()), true);
        return Fixtures.ready(person);
    }

    /** Replicas of one another, each with so many attempts in flight. */
    static ModelState[] replicas(Map<String, Integer> inFlight) {
        return inFlight.keySet().stream()
                .sorted()
                .map(name -> busy(name, inFlight, OptionalDouble.empty()))
                .toArray(ModelState[]::new);
    }

    static ModelState busy(String name, Map<String, Integer> inFlight, OptionalDouble latency) {
        ModelProfile profile = Fixtures.cloud(name)
                .quality(0.8)
                .replicas(inFlight.keySet().stream()
                        .filter(other -> !other.equals(name))
                        .sorted()
                        .toList())
                .profile();
        return new ModelState(profile, new Health.Ready(), inFlight.getOrDefault(name, 0), latency);
    }
}
