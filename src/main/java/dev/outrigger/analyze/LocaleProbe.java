package dev.outrigger.analyze;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Language and region of who asks, or of the answer that is asked for, by rule. Log-odds add up by tag:
 *
 * <pre>
 * +4.0   a variety is named: en-GB, "in British English", 繁體中文
 * +2.5   somebody is said to be in a country: its region, with the language of the text
 * +2.2   the app's header Accept-Language names a region with its first language
 * +2.2   at most, what spelling and choice of words say: 0.45 to 0.9 a word, from two different ones on
 * </pre>
 *
 * A variety is named, or a place told, in the last turn of the user or in a system text; words are those of the last turn
 * ({@link LocaleWords}). The confidence is that of how far the first is ahead of the next, {@code 1 / (1 + e^−ahead)}; below
 * {@link #LEAST} the score is missing and shows its guess. What it is worth is in {@code perf/results/hints.md}. British
 * spelling is told as {@code en-GB}, though other countries share it. Vendors' fields for a user's place are not read.
 * Microseconds, on the caller's thread.
 */
public final class LocaleProbe implements Probe {
    /** The least confidence of a measured value. */
    static final double LEAST = 0.65;
    /** Log-odds of what the header says: a default of a browser as likely as somebody's wish. */
    static final double HEADER = 2.2;
    /** Characters of the header that are looked at. */
    static final int HEADER_CHARS = 200;

    @Override
    public String name() {
        return "locale";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.LOCALE);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        Optional<String> accepted = subject.accepted().flatMap(LocaleProbe::first);
        Score score = subject.wording().isEmpty() && accepted.isEmpty()
                ? Score.missing(Score.Reason.NOT_APPLICABLE)
                : judged(subject.wording(), accepted);
        return Future.succeededFuture(new Reading(Map.of(Dimension.LOCALE, score), Reading.JAVA));
    }

    private static Score judged(Wording wording, Optional<String> accepted) {
        Map<String, Double> sums = LocaleWords.of(wording);
        accepted.ifPresent(tag -> sums.merge(tag, HEADER, Double::sum));
        Optional<String> best = sums.entrySet().stream()
                .max(Map.Entry.<String, Double>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
        return best.map(tag -> score(tag, sums)).orElseGet(() -> Score.missing(Score.Reason.UNSURE));
    }

    private static Score score(String best, Map<String, Double> sums) {
        double next = sums.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(best) && !LocaleWords.areAkin(best, entry.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElse(0);
        double confidence = 1 / (1 + Math.exp(next - sums.getOrDefault(best, 0.0)));
        Score.Measured likeliest = Score.labelled(best, confidence);
        return confidence >= LEAST ? likeliest : Score.abstained(likeliest);
    }

    /** What is wanted most, where it has a region; HTTP libraries send {@code *}, which says nothing. */
    private static Optional<String> first(String header) {
        if (header.isBlank() || header.length() > HEADER_CHARS) return Optional.empty();
        try {
            return Locale.LanguageRange.parse(header).stream()
                    .findFirst()
                    .flatMap(range -> LocaleTag.of(range.getRange()));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
