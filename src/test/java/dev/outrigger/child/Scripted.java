package dev.outrigger.child;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Vector;
import dev.outrigger.engine.Ask;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.LaidNow;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;

/** Models without weights: an answer is what it was asked, a word an event, and all that was asked is kept. */
final class Scripted implements Models {
    final List<Ask> asks = new CopyOnWriteArrayList<>();
    final List<String> story = new CopyOnWriteArrayList<>();
    final LaidNow laid = new LaidNow();
    final Queue<Consumer<String>> lost = new ConcurrentLinkedQueue<>();

    @Override
    public Generator generator(Bytes wanted, DoubleConsumer progress) {
        progress.accept(0.5);
        story.add("+" + wanted.utf8());
        return new Echo();
    }

    @Override
    public Encoder encoder(Bytes wanted, DoubleConsumer progress) {
        throw new IllegalStateException("there is none");
    }

    @Override
    public Embedder embedder(Bytes wanted, DoubleConsumer progress) {
        story.add("+" + wanted.utf8());
        return new Numbers();
    }

    /** Makes a vector of a text's length, of a blank one none ever, and refuses what is longer than it has tokens. */
    private final class Numbers implements Embedder {
        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public int contextTokens() {
            return 9;
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public Future<Embedded> embed(String text) {
            if (text.isBlank()) return Future.future(never -> {});
            if (text.length() > contextTokens())
                return Future.failedFuture(new FailureException(new Failure.TooLong("too long", Optional.empty())));
            return Future.succeededFuture(new Embedded(Vector.of(text.length()), text.length()));
        }

        @Override
        public void whenLost(Consumer<String> then) {
            lost.add(then);
        }

        @Override
        public void close() {
            story.add("closed");
        }
    }

    private final class Echo implements Generator {
        @Override
        public int contextTokens() {
            return 99;
        }

        @Override
        public Device device() {
            return Device.CPU;
        }

        @Override
        public LaidNow laid() {
            return laid;
        }

        @Override
        public int countTokens(ChatRequest request) {
            return words(request).length;
        }

        @Override
        public Flow.Publisher<Event> generate(Ask ask) {
            asks.add(ask);
            return subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
                private int said;
                private boolean isOver;

                @Override
                public void request(long events) {
                    String[] words = words(ask.request());
                    for (long i = 0; i < events && said < words.length && !isOver; i++)
                        subscriber.onNext(new Event.TextDelta(0, words[said++]));
                    if (said == words.length && !isOver) {
                        isOver = true;
                        subscriber.onComplete();
                    }
                }

                @Override
                public void cancel() {
                    isOver = true;
                    story.add("cancelled");
                }
            });
        }

        private static String[] words(ChatRequest request) {
            return request.messages().getFirst().text().split(" ", -1);
        }

        @Override
        public void whenLost(Consumer<String> then) {
            lost.add(then);
        }

        @Override
        public void close() {
            story.add("closed");
        }
    }
}
