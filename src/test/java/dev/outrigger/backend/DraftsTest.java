package dev.outrigger.backend;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.engine.BrokenOff;
import dev.outrigger.engine.Draft;
import dev.outrigger.engine.FaultyModel;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.Profiles;
import dev.outrigger.support.Room;
import dev.outrigger.support.Row;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What is kept of an answer that a model of this process could not end, and how often the model is asked again by it. */
class DraftsTest {
    private final DispatchFixture given = new DispatchFixture();

    private void begun(String... plan) {
        given.dispatch(plan).answer().onSuccess(answer -> answer.frames().subscribe(Reader.greedy()));
    }

    private void brokenAfter(int tokens) {
        ScriptedBackend.Trial trial = given.backend.last();
        trial.open(new Frame(Bytes.of("^"), List.of(new Event.Started("1", new ModelName("m")))));
        trial.frames.offer(List.of(Frames.text("word")));
        trial.drafts.keep(FaultyModel.draft(tokens));
        trial.frames.fail(Failures.CUT);
    }

    /** What it has made it does not make again. */
    @Test
    @Row("resume.local")
    void haveAModelAskedAgainAsLongAsItGetsFurther() {
        begun("a", "b");
        brokenAfter(1);
        brokenAfter(2);
        assertEquals(List.of("a", "a", "a"), given.backend.asked());
    }

    @Test
    @Row("resume.local")
    void haveItAskedNoMoreWhereItGotNoFurther() {
        begun("a", "b");
        brokenAfter(2);
        brokenAfter(2);
        assertEquals(List.of("a", "a", "b"), given.backend.asked());
    }

    @Test
    @Row("resume.local")
    void areKeptBeforeAnybodyHearsOfItAndGivenToWhateverModelIsThereThen() {
        // Given one that breaks
        Draft draft = FaultyModel.draft(3);
        Failure failure = Failures.OVERLOADED;
        ThreadGenerator first = new ThreadGenerator(at -> at == 0
                ? new ThreadGenerator.Emit(new Event.TextDelta(0, "x"))
                : new ThreadGenerator.Fail(new BrokenOff(failure, draft)));
        ThreadGenerator second =
                ThreadGenerator.of(List.of(new Event.TextDelta(0, "xy"), new Event.Finished(0, FinishReason.STOP)));
        Iterator<ThreadGenerator> loaded = List.of(first, second).iterator();
        List<Optional<Draft>> known = new CopyOnWriteArrayList<>();
        try (EventLoop loop = new EventLoop()) {
            EngineBackend backend = new EngineBackend(
                    "here",
                    profile -> new LocalModel.Ready(new Shared<>(loaded.next(), () -> {})),
                    Guards.NO_EMBEDDER,
                    Guards.NO_COUNTER,
                    Guards.one(DispatchFixture.DEADLINE));
            Call call = Calls.of(
                    Profiles.of("smol", "here", "smol"),
                    ",\"stream\":true",
                    Call.Choice.APP,
                    Room.ample(),
                    loop.context());
            Answer answer = loop.await(() -> backend.attempt(call).answer());
            loop.run(() -> answer.frames()
                    .completed()
                    .onFailure(why -> known.add(call.drafts().newest())));
            await().until(() -> known.size() == 1);
            // When it was loaded anew
            loop.await(() -> backend.attempt(call).answer());
        }
        // Then
        assertEquals(List.of(Optional.empty()), first.drafts);
        assertEquals(List.of(Optional.of(draft)), known);
        assertEquals(List.of(Optional.of(draft)), second.drafts);
    }
}
