package dev.outrigger.analyze;

import dev.outrigger.config.Hash;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * The operator's examples, by name, and how like a text is to them. They are placed among all texts by the same encoder
 * that places the text, one after the other, as soon as somebody asks and that encoder is there; until then nothing is
 * known. Thread-safe.
 */
public final class Examples {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    /** None at all. */
    public static final Examples NONE = new Examples(Map.of());

    /** How long after a failure they are not placed again. */
    static final Duration REST = Duration.ofSeconds(10);

    private final Map<String, List<String>> texts;
    private final LongSupplier nanos;
    private final AtomicLong failed = new AtomicLong();
    private final AtomicReference<Optional<Future<Likeness>>> placed = new AtomicReference<>(Optional.empty());

    /** @param texts by name; {@link ExampleSettings} bounds their number and length */
    public Examples(Map<String, List<String>> texts) {
        this(texts, System::nanoTime);
    }

    Examples(Map<String, List<String>> texts, LongSupplier nanos) {
        this.texts = new LinkedHashMap<>(texts);
        this.nanos = nanos;
    }

    /** These, where the texts are the same, so that what was placed stays; else new ones. */
    public Examples or(Map<String, List<String>> others) {
        return texts.equals(others) ? this : new Examples(others);
    }

    /** Of all of them; a policy that reads likeness depends on it. */
    public Optional<Hash> hash() {
        return texts.isEmpty() ? Optional.empty() : Optional.of(Hash.of(texts));
    }

    boolean areNone() {
        return texts.isEmpty();
    }

    /**
     * How like a text is to each name; absent until the examples are placed, which this begins where nobody did. After an
     * encoder could not place them the next who asks begins again, once {@link #REST} has passed.
     */
    Optional<SortedMap<String, Double>> likeness(TextVector text, TextClassifier classifier) {
        Future<Likeness> now = placed(text, classifier);
        return now.succeeded() ? Optional.of(now.result().of(text)) : Optional.empty();
    }

    /** Completes when they are placed, or could not be: for whoever has nobody waiting. */
    public Future<Void> ready(TextClassifier classifier) {
        if (texts.isEmpty()) return Future.succeededFuture();
        return classifier
                .predict(background().getFirst())
                .compose(said -> said.vector().isEmpty()
                        ? Future.<Likeness>failedFuture("nothing is known of the background")
                        : placed(said.vector().get(), classifier))
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private Future<Likeness> placed(TextVector text, TextClassifier classifier) {
        Optional<Future<Likeness>> before = Objects.requireNonNull(placed.get());
        Optional<Future<Likeness>> good = before.filter(now -> mayHold(now, text));
        if (good.isPresent()) return good.get();
        Promise<Likeness> mine = Promise.promise();
        if (!placed.compareAndSet(before, Optional.of(mine.future()))) return placed(text, classifier);
        place(classifier)
                .onFailure(why -> {
                    failed.set(nanos.getAsLong());
                    LOG.log(Level.WARNING, "the encoder could not read the examples: {0}", why.getMessage());
                })
                .onComplete(mine);
        return mine.future();
    }

    /** Those of an encoder that was replaced are placed again, and those that could not be. */
    private boolean mayHold(Future<Likeness> now, TextVector text) {
        if (!now.isComplete()) return true;
        return now.succeeded() ? now.result().isFor(text) : nanos.getAsLong() - failed.get() < REST.toNanos();
    }

    private Future<Likeness> place(TextClassifier classifier) {
        Map<String, List<TextVector>> own = new LinkedHashMap<>();
        Future<Void> all = Future.succeededFuture();
        for (Map.Entry<String, List<String>> entry : texts.entrySet())
            all = all.compose(done -> each(entry.getValue(), classifier)).map(vectors -> {
                own.put(entry.getKey(), vectors);
                return null;
            });
        return all.compose(done -> each(background(), classifier)).map(others -> Likeness.fit(own, others));
    }

    private static Future<List<TextVector>> each(List<String> texts, TextClassifier classifier) {
        List<TextVector> vectors = new ArrayList<>();
        Future<Void> all = Future.succeededFuture();
        for (String text : texts)
            all = all.compose(done -> classifier.predict(text)).map(said -> {
                said.vector().ifPresent(vectors::add);
                return null;
            });
        return all.map(done -> vectors);
    }

    /** Texts about everything, one a line. */
    static List<String> background() {
        try (InputStream file = Examples.class.getResourceAsStream("background.txt")) {
            if (file == null) throw new IllegalStateException("the class path has no background.txt");
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
