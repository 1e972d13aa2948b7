package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.support.Room;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;

/** A backend whose attempts end when and how the test says. */
final class ScriptedBackend implements Backend {
    final List<Trial> trials = new ArrayList<>();
    private Optional<RuntimeException> fault = Optional.empty();
    private Optional<String> server = Optional.of("host:443");

    /** Its models run in this process. */
    void isLocal() {
        server = Optional.empty();
    }

    /** The next attempts throw instead of failing. */
    void breaks(RuntimeException thrown) {
        fault = Optional.of(thrown);
    }

    Trial last() {
        return trials.getLast();
    }

    /** The models that were asked, in order. */
    List<String> asked() {
        return trials.stream().map(trial -> trial.model).toList();
    }

    @Override
    public String name() {
        return "there";
    }

    @Override
    public String provider() {
        return "openai";
    }

    @Override
    public Optional<String> server() {
        return server;
    }

    @Override
    public Run attempt(Call call) {
        if (fault.isPresent()) throw fault.get();
        Trial trial = new Trial(call);
        trials.add(trial);
        return trial;
    }

    @Override
    public Health health(ModelProfile profile) {
        return new Health.Ready();
    }

    @Override
    public void close() {}

    static final class Trial implements Run {
        final Call call;
        final String model;
        final Rewrite.Reasoning reasoning;
        final Drafts drafts;
        final CountingValve valve = new CountingValve();
        final FrameQueue frames = new FrameQueue(new Progress(1), valve, Room.ample());
        int cancels;
        boolean sent = true;
        private final Promise<Answer> answer = Promise.promise();

        private Trial(Call call) {
            this.call = call;
            this.model = call.profile().name();
            this.reasoning = call.reasoning();
            this.drafts = call.drafts();
        }

        @Override
        public Future<Answer> answer() {
            return answer.future();
        }

        @Override
        public boolean isSent() {
            return sent;
        }

        @Override
        public SortedSet<String> dropped() {
            return Collections.emptySortedSet();
        }

        @Override
        public void cancel() {
            cancels++;
        }

        void fail(Failure failure) {
            answer.fail(new FailureException(failure));
        }

        /** It begins with this, whose content is still to come. */
        void open(Frame first) {
            frames.offer(List.of(first));
            answer.complete(answer(true, frames));
        }

        /** The first content came, of an answer that others can go on with. */
        void tell() {
            say("a");
        }

        /** It begins, and says this. */
        void say(String... texts) {
            open(Frames.started());
            for (String text : texts) frames.offer(List.of(Frames.text(text)));
        }

        /** The first content came. */
        void open() {
            frames.offer(List.of(Frames.text("a")));
            answer.complete(answer(true, frames));
        }

        /** All of this was held back, and is there now. */
        void held(Frame... said) {
            for (Frame frame : said) frames.offer(List.of(frame));
            answer.complete(answer(true, frames));
        }

        /** The rest came. */
        void end() {
            frames.offer(List.of(Frames.finish(0), Frames.ended()));
            frames.complete();
        }

        /** A whole answer came. */
        void whole(Frame frame) {
            answer.complete(answer(false, FrameQueue.whole(frame, new Progress(1), Room.ample())));
        }

        private static Answer answer(boolean stream, FrameQueue frames) {
            return new Answer(OptionalInt.of(200), MultiMap.caseInsensitiveMultiMap(), stream, frames);
        }
    }
}
