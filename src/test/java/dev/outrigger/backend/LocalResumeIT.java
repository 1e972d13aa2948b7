package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.analyze.Timer;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Usage;
import dev.outrigger.engine.FaultyModel;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Profiles;
import dev.outrigger.registry.Registry;
import dev.outrigger.route.Conduct;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Step;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A real model of this process breaks in the middle of an answer: the app has the one that it would have had. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocalResumeIT {
    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final ModelProfile SMOL = Profiles.of("smol", "here", FaultyModel.NAME.value());

    private final EventLoop loop = new EventLoop();
    private final FaultyModel model = new FaultyModel();
    private final Shared<dev.outrigger.engine.Generator> shared = new Shared<>(model.generator(), () -> {});
    private final Dispatcher dispatcher = new Dispatcher(
            Map.of(
                    "here",
                    new EngineBackend(
                            "here",
                            profile -> new LocalModel.Ready(shared),
                            Guards.NO_EMBEDDER,
                            Guards.NO_COUNTER,
                            Guards.one(DEADLINE))),
            Map.of("smol", new Availability(new Breaker(System::nanoTime, () -> 0.5), new CoolDown(System::nanoTime))),
            new Registry(List.of(SMOL)),
            System::nanoTime,
            Timer.of(loop.vertx()),
            () -> 0.5,
            new Dispatcher.Bounds(3, TranslationSettings.DEFAULT));

    LocalResumeIT() throws IOException {}

    @AfterAll
    void close() {
        model.generator().close();
        loop.close();
    }

    /** What the app has of it, and how it came about. */
    private record Told(String text, Usage usage, List<String> attempts, int resumptions) {}

    private Told told(String more) {
        Dispatch dispatch = loop.call(() -> dispatcher.dispatch(order(more), System.nanoTime(), DEADLINE));
        Answer answer = loop.await(dispatch::answer);
        Reader reader = Reader.greedy();
        loop.run(() -> answer.frames().subscribe(reader));
        await().atMost(DEADLINE).until(() -> dispatch.verdict().isComplete());
        assertEquals("ok", dispatch.verdict().result().label());
        return new Told(
                text(reader),
                answer.frames().progress().usage(),
                dispatch.attempts().stream()
                        .map(attempt -> attempt.cause().label() + " "
                                + attempt.verdict().label())
                        .toList(),
                answer.resumable().resumptions());
    }

    private Order order(String more) {
        Decision decision = new Decision(
                "thrift",
                "hash",
                Decision.Reason.ORDER,
                List.of(new Step.Try(SMOL, Step.Relation.FIRST)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Conduct.DEFAULT);
        return new Order(
                new ExchangeId("x-1"),
                HttpFixture.DIALECT,
                HttpFixture.inbound(OpenAiText.request("smol", ",\"stream\":true,\"max_tokens\":40" + more)),
                MultiMap.caseInsensitiveMultiMap(),
                decision,
                Room.ample(),
                loop.context());
    }

    private static String text(Reader reader) {
        return reader.frames.stream()
                .map(Frame::events)
                .flatMap(List::stream)
                .filter(Event.TextDelta.class::isInstance)
                .map(event -> ((Event.TextDelta) event).text())
                .collect(Collectors.joining());
    }

    @Test
    @Row("resume.local")
    void goesOnWithTheTokensThatItHad() {
        for (String drawn : List.of(",\"temperature\":0", ",\"temperature\":0.9,\"seed\":4")) {
            model.breakAfter(-1);
            Told unbroken = told(drawn);
            assertEquals(List.of("initial ok"), unbroken.attempts());
            for (int step : new int[] {3, 8}) {
                model.breakAfter(step);
                Told goneOn = told(drawn);
                assertEquals(unbroken.text(), goneOn.text());
                assertEquals(unbroken.usage(), goneOn.usage());
                assertEquals(List.of("initial cut", "resume ok"), goneOn.attempts());
                assertEquals(1, goneOn.resumptions());
            }
        }
    }
}
