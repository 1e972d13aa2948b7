package dev.outrigger.exchange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Statement.By;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");
    private static final Verdict OK = new Verdict.Answered();
    private static final Verdict LOST = new Verdict.Failed(new Failure.Cut("gone"));
    private static final Asker ACME = new Asker(Optional.of("shop"), Optional.of("acme"), Optional.of("ann"));

    private final Ledger ledger = new Ledger();

    private static Attempt attempt(int number, String backend, String model, Usage usage, Verdict verdict) {
        return new Attempt(
                number,
                Attempt.Cause.INITIAL,
                backend,
                model,
                new ModelName(model),
                Optional.empty(),
                "p-" + backend,
                false,
                Optional.empty(),
                OptionalInt.of(200),
                0,
                OptionalLong.empty(),
                number,
                usage,
                Optional.empty(),
                Evidence.NONE,
                Optional.empty(),
                List.of(),
                verdict);
    }

    private static Exchange exchange(
            Instant start, Asker asker, List<Attempt> attempts, List<Optional<Cost>> costs, OptionalDouble baseline) {
        boolean isKnown = costs.stream().allMatch(Optional::isPresent);
        double sum = costs.stream()
                .flatMap(Optional::stream)
                .mapToDouble(Cost::dollars)
                .sum();
        Origin origin = new Origin(
                "openai", "POST", "/v1/chat/completions", Optional.empty(), false, Optional.empty(), 0, asker);
        return new Exchange(
                new ExchangeId("x"),
                origin,
                start,
                "hash",
                Optional.empty(),
                Optional.empty(),
                attempts,
                OK,
                200,
                new Times(0, 0, OptionalLong.empty(), OptionalLong.empty(), 1),
                isKnown ? Optional.of(new Cost(sum, false)) : Optional.empty(),
                costs,
                baseline,
                Clearance.OPEN,
                List.of(),
                Optional.empty());
    }

    private static Exchange one(Instant start, Asker asker, double dollars) {
        return exchange(
                start,
                asker,
                List.of(attempt(1, "b", "m", Usage.of(10, 5), OK)),
                List.of(Optional.of(new Cost(dollars, false))),
                OptionalDouble.of(3 * dollars));
    }

    private static Asker user(String name) {
        return new Asker(Optional.empty(), Optional.empty(), Optional.of(name));
    }

    @Test
    void sumsByWhoAsked() {
        ledger.enter(one(NOON, ACME, 2));
        ledger.enter(one(NOON, ACME, 1));
        ledger.enter(one(NOON, Asker.UNKNOWN, 0.5));

        Statement.Window total = ledger.statement(By.TENANT).total();

        assertEquals(3.5, total.all().dollars(), 1e-12);
        assertEquals(30, total.all().inputTokens());
        assertEquals(7, total.all().saved().orElseThrow(), 1e-12);
        assertEquals(
                List.of(Optional.of("acme"), Optional.empty()),
                total.rows().stream().map(Statement.Row::name).toList());
        assertEquals(3, total.rows().getFirst().amounts().dollars(), 1e-12);
        assertEquals(
                "shop",
                ledger.statement(By.APP).total().rows().getFirst().name().orElseThrow());
        assertEquals(
                "ann",
                ledger.statement(By.USER).total().rows().getFirst().name().orElseThrow());
    }

    @Test
    void givesEachBackendItsAttemptsAndTheAnsweringOneTheBaseline() {
        ledger.enter(exchange(
                NOON,
                ACME,
                List.of(attempt(1, "first", "m1", Usage.ABSENT, LOST), attempt(2, "second", "m2", Usage.of(10, 5), OK)),
                List.of(Optional.of(new Cost(0.25, true)), Optional.of(new Cost(1, false))),
                OptionalDouble.of(4)));

        List<Statement.Row> rows = ledger.statement(By.BACKEND).total().rows();

        assertEquals(Optional.of("second"), rows.get(0).name());
        assertEquals(3, rows.get(0).amounts().saved().orElseThrow(), 1e-12);
        assertEquals(0.25, rows.get(1).amounts().comparable(), 1e-12);
        assertEquals(OptionalDouble.empty(), rows.get(1).amounts().saved());
        assertEquals(1, rows.get(1).amounts().uncounted());
        assertEquals(1, rows.get(1).amounts().estimated());
        assertEquals(2.75, ledger.statement(By.BACKEND).total().all().saved().orElseThrow(), 1e-12);
        assertEquals(
                List.of(Optional.of("p-second"), Optional.of("p-first")),
                ledger.statement(By.PROVIDER).total().rows().stream()
                        .map(Statement.Row::name)
                        .toList());
    }

    @Test
    void countsWhatIsNotKnownApart() {
        ledger.enter(exchange(
                NOON,
                ACME,
                List.of(attempt(1, "b", "m", Usage.ABSENT, OK)),
                List.of(Optional.empty()),
                OptionalDouble.empty()));

        Amounts all = ledger.statement(By.MODEL).total().all();

        assertEquals(1, all.unpriced());
        assertEquals(1, all.uncounted());
        assertEquals(0, all.dollars());
        assertEquals(OptionalDouble.empty(), all.saved());
    }

    @Test
    void whoAskedNobodyCostNothingAndIsNotInIt() {
        ledger.enter(exchange(NOON, ACME, List.of(), List.of(), OptionalDouble.empty()));

        assertEquals(Optional.empty(), ledger.statement(By.MODEL).since());
        assertEquals(0, ledger.statement(By.MODEL).total().all().count());
    }

    @Test
    void whatWasSpentThisHourBeginsAnewWithEachUtcHour() {
        Instant late = Instant.parse("2026-11-30T12:59:59.999Z");
        ledger.enter(one(NOON, ACME, 2));
        ledger.enter(one(late, ACME, 1));

        assertEquals(3, ledger.spentThisHour(late), 1e-12);
        assertEquals(0, ledger.spentThisHour(late.plusMillis(1)));
        ledger.enter(one(late.plusMillis(1), ACME, 5));
        assertEquals(5, ledger.spentThisHour(late.plusMillis(1)), 1e-12);
        assertEquals(8, ledger.spent(late.plusMillis(1)), 1e-12);
    }

    @Test
    void aClockThatRanAheadDoesNotHideWhatThisHourCost() {
        for (int ahead = 5; ahead < 8; ahead++) ledger.enter(one(NOON.plus(Duration.ofHours(ahead)), ACME, 1));
        ledger.enter(one(NOON, ACME, 2));
        ledger.enter(one(NOON, ACME, 1));

        assertEquals(3, ledger.spentThisHour(NOON), 1e-12);
    }

    @Test
    void oneThatIsEnteredAMomentLateLosesNothingOfTheNextHour() {
        ledger.enter(one(NOON.plus(Duration.ofHours(1)), ACME, 2));
        ledger.enter(one(NOON, ACME, 1));

        assertEquals(2, ledger.spentThisHour(NOON.plus(Duration.ofHours(1))), 1e-12);
        assertEquals(1, ledger.spentThisHour(NOON), 1e-12);
    }

    @Test
    void keepsSoManyHoursAndNoMore() {
        for (int hour = 0; hour <= Ledger.HOURS; hour++) ledger.enter(one(NOON.plusSeconds(3_600L * hour), ACME, 1));

        assertEquals(0, ledger.spentThisHour(NOON));
        assertEquals(1, ledger.spentThisHour(NOON.plusSeconds(3_600L * Ledger.HOURS)), 1e-12);
    }

    @Test
    void whatWasSpentBeginsAnewWithEachUtcDay() {
        Instant late = Instant.parse("2026-11-30T23:59:59.999Z");
        ledger.enter(one(NOON, ACME, 2));
        ledger.enter(one(late, ACME, 1));

        assertEquals(3, ledger.spent(late), 1e-12);
        assertEquals(0, ledger.spent(late.plusMillis(1)));
        ledger.enter(one(late.plusMillis(1), ACME, 5));
        assertEquals(5, ledger.spent(late.plusMillis(1)), 1e-12);
        assertEquals(
                List.of(LocalDate.parse("2026-12-01"), LocalDate.parse("2026-11-30")),
                ledger.statement(By.MODEL).days().stream()
                        .map(Statement.Day::date)
                        .toList());
    }

    @Test
    void keepsSoManyDaysAndTheTotalOfAll() {
        for (int day = 0; day < Ledger.DAYS + 3; day++) ledger.enter(one(NOON.plus(Duration.ofDays(day)), ACME, 1));
        ledger.enter(one(NOON, ACME, 1));

        Statement statement = ledger.statement(By.MODEL);

        assertEquals(Ledger.DAYS, statement.days().size());
        assertEquals(Ledger.DAYS + 4, statement.total().all().dollars(), 1e-12);
        assertTrue(statement.days().stream().allMatch(day -> day.window().all().count() == 1));
    }

    @Test
    void tellsTheDearestNamesAndAddsUpTheOthers() {
        int users = 5 * Ledger.NAMES;
        for (int i = 0; i < users; i++) ledger.enter(one(NOON, user("u" + i), 0.01));
        for (int i = 0; i < 10; i++) ledger.enter(one(NOON, user("dear"), 100));

        Statement.Window total = ledger.statement(By.USER).total();

        assertEquals(Ledger.NAMES, total.rows().size());
        assertEquals(Optional.of("dear"), total.rows().getFirst().name());
        assertEquals(1000, total.rows().getFirst().amounts().dollars(), 1e-9);
        long told =
                total.rows().stream().mapToLong(row -> row.amounts().count()).sum();
        assertEquals(users + 10, told + total.others().orElseThrow().count());
        assertEquals(
                total.all().dollars(),
                total.others().orElseThrow().dollars()
                        + total.rows().stream()
                                .mapToDouble(row -> row.amounts().dollars())
                                .sum(),
                1e-9);
    }

    @Test
    void aNameThatSaysOtherIsNotTheOthers() {
        ledger.enter(one(NOON, user("other"), 1));

        assertEquals(Optional.empty(), ledger.statement(By.USER).total().others());
        assertEquals(
                Optional.of("other"),
                ledger.statement(By.USER).total().rows().getFirst().name());
    }

    @Test
    void threadsLoseNothing() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++)
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 200; i++) ledger.enter(one(NOON, ACME, 0.5));
            }));
        for (Thread thread : threads) thread.join();

        assertEquals(800, ledger.statement(By.MODEL).total().all().count());
        assertEquals(400, ledger.spent(NOON), 1e-9);
    }
}
