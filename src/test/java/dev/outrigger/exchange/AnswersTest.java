package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AnswersTest {
    private static final Verdict OK = new Verdict.Answered();
    private static final Verdict LOST = new Verdict.Failed(new Failure.Cut("gone"));
    private static final Analysis CODE = Analysis.of(
            Map.of(Dimension.DOMAIN, new Score.Measured(new Score.Value.Label("code"), OptionalDouble.of(0.9))));

    private final Answers answers = new Answers();

    private static Attempt attempt(String model, Verdict verdict) {
        return new Attempt(
                1,
                Attempt.Cause.INITIAL,
                "there",
                model,
                new ModelName(model),
                Optional.empty(),
                "openai",
                false,
                Optional.empty(),
                OptionalInt.of(200),
                0,
                OptionalLong.empty(),
                1,
                Usage.ABSENT,
                Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }

    private static Exchange exchange(String id, Optional<Analysis> analysis, Attempt... attempts) {
        return new Exchange(
                new ExchangeId(id),
                new Origin(
                        "openai",
                        "POST",
                        "/v1/chat/completions",
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        0,
                        Asker.UNKNOWN),
                Instant.EPOCH,
                "hash",
                analysis,
                Optional.empty(),
                List.of(attempts),
                OK,
                200,
                new Times(0, 0, OptionalLong.empty(), OptionalLong.empty(), 1),
                Optional.empty(),
                List.of(attempts).stream()
                        .map(attempt -> Optional.<Cost>empty())
                        .toList(),
                OptionalDouble.empty(),
                Clearance.OPEN,
                List.of(),
                Optional.empty());
    }

    private Optional<Answers.Known> take(String id) {
        return answers.take(new ExchangeId(id));
    }

    @Test
    void knowWhoAnsweredAndWhatItWasAbout() {
        answers.enter(exchange("x", Optional.of(CODE), attempt("first", LOST), attempt("second", OK)));
        answers.enter(exchange("y", Optional.empty(), attempt("first", OK)));

        assertEquals(Optional.of(new Answers.Known("second", Optional.of("code"))), take("x"));
        assertEquals(Optional.of(new Answers.Known("first", Optional.empty())), take("y"));
    }

    @Test
    void tellEachOnce() {
        answers.enter(exchange("x", Optional.empty(), attempt("a", OK)));

        assertEquals(true, take("x").isPresent());
        assertEquals(Optional.empty(), take("x"));
    }

    @Test
    void knowNothingOfWhatNobodyAnswered() {
        answers.enter(exchange("x", Optional.of(CODE), attempt("a", LOST)));
        answers.enter(exchange("y", Optional.of(CODE)));

        assertEquals(Optional.empty(), take("x"));
        assertEquals(Optional.empty(), take("y"));
    }

    @Test
    void areTheLatestSoManyAndNoMore() {
        for (int i = 0; i <= Answers.MOST; i++) answers.enter(exchange("x" + i, Optional.empty(), attempt("a", OK)));

        assertEquals(Optional.empty(), take("x0"));
        assertEquals(true, take("x1").isPresent());
        assertEquals(true, take("x" + Answers.MOST).isPresent());
    }
}
