package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * The language of the last user turn, by Apache OpenNLP's detector for 103 languages (character n-grams). Its model, a
 * jar of 10 MB, is loaded once, at the first request or by {@link #warm}: up to two seconds of one core, and 47 MB of heap
 * from then on. Requests that come before have {@link Score.Reason#LOADING}.
 *
 * <p>Loading and detecting run on the executor; a detection takes 0.2 to 0.4 ms.
 */
public final class LanguageProbe implements Probe {
    private static final String MODEL = "/langdetect-183.bin";

    private final Executor executor;
    private Optional<Future<LanguageDetectorModel>> loading = Optional.empty();

    public LanguageProbe(Executor executor) {
        this.executor = executor;
    }

    /** Loads the model, if nobody did; completes when it is there, fails when it cannot be read. */
    public Future<Void> warm() {
        return model().mapEmpty();
    }

    @Override
    public String name() {
        return "language";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.LANGUAGE);
    }

    @Override
    public Effort effort() {
        return Effort.QUEUED;
    }

    @Override
    public Future<Reading> measure(ChatRequest request) {
        Optional<String> text = AskedText.lastTurn(request).map(LanguageEvidence::sample);
        if (text.filter(LanguageEvidence::isText).isEmpty()) return missing(Score.Reason.NOT_APPLICABLE);
        Future<LanguageDetectorModel> model = model();
        if (!model.isComplete()) return missing(Score.Reason.LOADING);
        return model.compose(loaded -> onExecutor(() -> detect(loaded, text.get())));
    }

    private synchronized Future<LanguageDetectorModel> model() {
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

    private static LanguageDetectorModel load() {
        try (InputStream model = LanguageProbe.class.getResourceAsStream(MODEL)) {
            if (model == null) throw new IllegalStateException("the class path has no " + MODEL);
            return new LanguageDetectorModel(model);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The detector holds no state worth keeping, and says nothing about threads: one a call. */
    private Reading detect(LanguageDetectorModel model, String text) {
        Language[] ranked = new LanguageDetectorME(model).predictLanguages(text);
        Score score = LanguageEvidence.score(ranked[0].getLang(), ranked[0].getConfidence(), ranked[1].getConfidence());
        return new Reading(Map.of(Dimension.LANGUAGE, score), Reading.JAVA);
    }

    private Future<Reading> missing(Score.Reason reason) {
        return Future.succeededFuture(Reading.missing(dimensions(), reason));
    }
}
