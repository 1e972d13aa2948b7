package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Generator;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class WarmUpTest {
    private static final ModelName NAME = new ModelName("smol");
    private final List<ChatRequest> asked = new ArrayList<>();
    private final List<String> story = new ArrayList<>();

    @Test
    void asksForAFewTokensOfAPromptAndReadsThemAll() {
        WarmUp.of(NAME, new Answers(1024, Optional.empty()));
        ChatRequest request = asked.getFirst();
        assertEquals(OptionalInt.of(8), request.sampling().maxTokens());
        assertEquals(1, asked.size());
        assertEquals(List.of("asked for " + Long.MAX_VALUE, "left"), story);
        String text = request.messages().getFirst().text();
        assertTrue(text.length() > 250, text);
    }

    @Test
    void asksOfASmallWindowNoMoreThanItHolds() {
        WarmUp.of(NAME, new Answers(64, Optional.empty()));
        String text = asked.getFirst().messages().getFirst().text();
        assertTrue(text.length() < 70, text);
    }

    @Test
    void aFailureCostsNothing() {
        WarmUp.of(NAME, new Answers(1024, Optional.of(new Failure.Internal("no"))));
        WarmUp.of("reader", text -> Future.failedFuture("no"));
        assertEquals(1, asked.size());
    }

    /** Answers, or fails, as it is asked. */
    private final class Answers implements Generator {
        private final int window;
        private final Optional<Failure> failure;

        Answers(int window, Optional<Failure> failure) {
            this.window = window;
            this.failure = failure;
        }

        @Override
        public int contextTokens() {
            return window;
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public int countTokens(ChatRequest request) {
            return 1;
        }

        @Override
        public void whenLost(Consumer<String> then) {}

        @Override
        public Flow.Publisher<Event> generate(Ask ask) {
            asked.add(ask.request());
            return subscriber -> {
                subscriber.onSubscribe(new Flow.Subscription() {
                    @Override
                    public void request(long count) {
                        story.add("asked for " + count);
                    }

                    @Override
                    public void cancel() {
                        story.add("left");
                    }
                });
                failure.ifPresentOrElse(why -> subscriber.onError(new FailureException(why)), subscriber::onComplete);
            };
        }

        @Override
        public void close() {}
    }
}
