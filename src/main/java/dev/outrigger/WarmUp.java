package dev.outrigger;

import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import dev.outrigger.engine.Generator;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The first use of a model before anybody waits for it: code is compiled, pages are touched, kernels are made. It is no
 * exchange, so nothing counts it. What fails in it will be told by a request, or by the model's loss.
 */
final class WarmUp {
    /** One that takes longer is stopped: whoever asks next finds the model as warm as it is. */
    static final Duration LONGEST = Duration.ofSeconds(5);

    /** Some: the first token reads a prompt, the later ones are read one by one. */
    static final int TOKENS = 8;

    private static final String SENTENCE = "The quick brown fox jumps over the lazy dog, 1234567890 times. ";

    /** More than a block of a prompt, where the window has room for it. */
    private static final int SENTENCES = 5;

    private static final int TOKENS_A_SENTENCE = 64;

    private static final Logger LOG = System.getLogger(WarmUp.class.getName());

    private WarmUp() {}

    /** Has it answer, and returns when it has, or when that takes too long. Blocks. */
    static void of(ModelName name, Generator generator) {
        int sentences = Math.min(SENTENCES, generator.contextTokens() / TOKENS_A_SENTENCE);
        ChatRequest asked =
                ChatRequest.of(name, SENTENCE.repeat(sentences)).with(Sampling.UNSAID.withMaxTokens(TOKENS));
        Listener listener = new Listener();
        generator.generate(asked).subscribe(listener);
        await(name.value(), listener.over);
        listener.leave();
    }

    /** Has it read, and returns when it has, or when that takes too long. Blocks. */
    static void of(String name, TextClassifier classifier) {
        await(name, classifier.predict(SENTENCE).toCompletionStage().toCompletableFuture());
    }

    private static void await(String name, CompletableFuture<?> over) {
        try {
            var unusedAnswer = over.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException cold) {
            LOG.log(Level.INFO, "local model {0}: not warmed up: {1}", name, cold.getMessage());
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private static final class Listener implements Flow.Subscriber<Event> {
        private final CompletableFuture<Void> over = new CompletableFuture<>();
        private volatile Runnable leave = () -> {};

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            leave = subscription::cancel;
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Event event) {}

        @Override
        public void onError(Throwable thrown) {
            over.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            over.complete(null);
        }

        void leave() {
            leave.run();
        }
    }
}
