package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.route.Candidate;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Rating;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What stories are made of: origins, analyses, decisions, attempts. */
final class Pieces {
    private static final long MS = 1_000_000;
    private static final String CHAT = "/v1/chat/completions";

    private Pieces() {}

    static Origin chat(boolean stream) {
        return new Origin("openai", "POST", CHAT, Optional.of(new ModelName("auto")), stream, Optional.empty(), 512);
    }

    static Origin continued() {
        return new Origin(
                "openai",
                "POST",
                CHAT,
                Optional.of(new ModelName("auto")),
                true,
                Optional.of("00-" + Stories.APP_TRACE + "-" + Stories.APP_SPAN + "-01"),
                2048);
    }

    static Analysis analysis() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.TOKENS, Score.counted(14));
        scores.put(Dimension.LANGUAGE, Score.labelled("en", 0.99));
        scores.put(Dimension.DOMAIN, Score.labelled("factual", 0.93));
        scores.put(Dimension.COMPLEXITY, Score.estimated(0.12, 0.8));
        scores.put(Dimension.FIELD, Score.missing(Score.Reason.NOT_COMPUTED));
        return new Analysis(
                scores,
                List.of(
                        new Analysis.ProbeRun("structure", 40_000, "java", false),
                        new Analysis.ProbeRun("encoder", 3 * MS, "cpu", false)),
                3 * MS + 100_000);
    }

    static Decision thrift() {
        return new Decision(
                "thrift",
                "3f9a",
                Decision.Reason.SCORE,
                List.of(),
                List.of(
                        new Decision.Considered(
                                "smol",
                                OptionalDouble.of(0.61),
                                OptionalDouble.of(0),
                                OptionalDouble.of(0.5),
                                "good enough and free",
                                "score",
                                Candidate.Place.FREE,
                                rating(0.61, 1, 0.9)),
                        new Decision.Considered(
                                "mini",
                                OptionalDouble.of(0.82),
                                OptionalDouble.of(0.000_42),
                                OptionalDouble.empty(),
                                "better, at a price",
                                "score",
                                Candidate.Place.FREE,
                                rating(0.82, 0.5, 0.5))),
                List.of(new Decision.Excluded("best", "health", "resting: breaker open")));
    }

    private static Optional<Rating> rating(double quality, double cheapness, double speed) {
        return Optional.of(new Rating(
                new Rating.Part(quality, 0.5, false),
                new Rating.Part(cheapness, 0.25, false),
                new Rating.Part(speed, 0.25, false)));
    }

    static Decision hard() {
        return new Decision(
                "thrift",
                "3f9a",
                Decision.Reason.RULE,
                List.of(),
                List.of(new Decision.Considered(
                        "mini",
                        OptionalDouble.of(0.82),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        "rule 1: complexity > 0.6")),
                List.of(new Decision.Excluded("smol", "rule", "not preferred")));
    }

    static Times times(long firstByte, long end) {
        return new Times(MS, 40_000, OptionalLong.of(firstByte), OptionalLong.of(600_000 * MS), end);
    }

    static Attempt local(int number, Cause cause, long start, long end, Verdict verdict) {
        return Tried.here()
                .number(number, cause)
                .served("smollm2-135m-instruct")
                .firstContent(start + 25 * MS)
                .used(Usage.of(37, 8), FinishReason.STOP)
                .ended(start, end, verdict);
    }

    static Attempt remote(int number, Cause cause, long start, long end, Verdict verdict) {
        Usage usage = new Usage(
                OptionalLong.of(812),
                OptionalLong.of(301),
                OptionalLong.of(512),
                OptionalLong.of(128),
                OptionalLong.of(64));
        return Tried.mini()
                .number(number, cause)
                .served("gpt-5-mini-2025-08-07")
                .status(200)
                .firstContent(start + 600 * MS)
                .used(usage, FinishReason.LENGTH)
                .ended(start, end, verdict);
    }
}
