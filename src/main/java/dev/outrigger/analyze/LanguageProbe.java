package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * The language of the last user turn, and its languages where there are several, by Apache OpenNLP's detector for 103 languages (character n-grams). Its model, a
 * jar of 10 MB, is loaded once, at the first request or by {@link #warm}: 0.2 to 0.8 s of one core, and 8 MB of heap from then
 * on. Requests that come before have {@link Score.Reason#LOADING}.
 *
 * <p>Loading and detecting run on the executor; a detection takes some 0.1 ms.
 */
public final class LanguageProbe implements Probe {
    private final Executor executor;
    private Optional<Future<LanguageDetector>> loading = Optional.empty();

    public LanguageProbe(Executor executor) {
        this.executor = executor;
    }

    /** Loads the model, if nobody did; completes when it is there, fails when it cannot be read. */
    public Future<Void> warm() {
        return detector().mapEmpty();
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.LANGUAGE, Dimension.LANGUAGES);
    }

    @Override
    public Effort effort() {
        return Effort.QUEUED;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        ChatRequest request = subject.request();
        Optional<String> text = AskedText.lastTurn(request).map(turn -> Texts.head(turn, LanguageEvidence.READ_CHARS));
        if (text.filter(LanguageEvidence::isText).isEmpty()) return missing(Score.Reason.NOT_APPLICABLE);
        Future<LanguageDetector> detector = detector();
        if (!detector.isComplete()) return missing(Score.Reason.LOADING);
        return detector.compose(loaded -> onExecutor(() -> detect(loaded, text.get())));
    }

    private synchronized Future<LanguageDetector> detector() {
        if (loading.isEmpty()) loading = Optional.of(onExecutor(LanguageProbe::load));
        return loading.get();
    }

    private <T> Future<T> onExecutor(Supplier<T> work) {
        Promise<T> promise = Promise.promise();
        try {
            executor.execute(() -> {
                try {
                    promise.complete(work.get());
                } catch (RuntimeException failed) {
                    promise.fail(failed);
                }
            });
        } catch (RejectedExecutionException full) {
            promise.fail(full);
        }
        return promise.future();
    }

    private static LanguageDetector load() {
        try {
            return LanguageDetector.load();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Reading detect(LanguageDetector detector, String text) {
        return new Reading(LanguageMix.scores(detector, text), Reading.JAVA);
    }

    private Future<Reading> missing(Score.Reason reason) {
        return Future.succeededFuture(Reading.missing(dimensions(), reason));
    }
}
