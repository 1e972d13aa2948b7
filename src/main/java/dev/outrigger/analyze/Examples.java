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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The operator's examples, by name, and how like a text is to them. They are placed among all texts by the same encoder
 * that places the text, one after the other, as soon as somebody asks and that encoder is there; until then nothing is
 * known. Thread-safe.
 */
public final class Examples {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    /** None at all. */
    public static final Examples NONE = new Examples(Map.of());

    private final Map<String, List<String>> texts;
    private final AtomicReference<Optional<Future<Likeness>>> placed = new AtomicReference<>(Optional.empty());

    /** @param texts by name; {@link ExampleSettings} bounds their number and length */
    public Examples(Map<String, List<String>> texts) {
        this.texts = new LinkedHashMap<>(texts);
    }

    /** Of all of them; a policy that reads likeness depends on it. */
    public Optional<Hash> hash() {
        return texts.isEmpty() ? Optional.empty() : Optional.of(Hash.of(texts));
    }

    boolean areNone() {
        return texts.isEmpty();
    }

    /**
     * How like a text is to each name. Completes when the examples are placed, which this begins where nobody did; fails
     * where the encoder cannot place them, and then the next who asks begins again.
     */
    Future<SortedMap<String, Double>> likeness(TextVector text, TextClassifier classifier) {
        return placed(text, classifier).map(likeness -> likeness.of(text));
    }

    private Future<Likeness> placed(TextVector text, TextClassifier classifier) {
        Optional<Future<Likeness>> before = Objects.requireNonNull(placed.get());
        Optional<Future<Likeness>> good = before.filter(now -> mayHold(now, text));
        if (good.isPresent()) return good.get();
        Promise<Likeness> mine = Promise.promise();
        if (!placed.compareAndSet(before, Optional.of(mine.future()))) return placed(text, classifier);
        place(classifier)
                .onFailure(
                        why -> LOG.log(Level.WARNING, "the encoder could not read the examples: {0}", why.getMessage()))
                .onComplete(mine);
        return mine.future();
    }

    /** Those of an encoder that was replaced are placed again, and those that could not be. */
    private static boolean mayHold(Future<Likeness> now, TextVector text) {
        return !now.isComplete() || (now.succeeded() && now.result().isFor(text));
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
