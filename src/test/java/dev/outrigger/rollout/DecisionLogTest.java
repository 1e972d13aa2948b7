package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.config.DataSize;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecisionLogTest {
    private static final Policy POLICY = Policies.preferring("dear");
    private static final long MIB = 1 << 20;

    private final AtomicReference<Instant> now = new AtomicReference<>(Ended.TIME);
    private final InstantSource clock = now::get;

    @TempDir
    private Path folder;

    private DecisionLogSettings settings(Path to, boolean names) {
        return new DecisionLogSettings(to, new DataSize(MIB), 2, names, Optional.empty());
    }

    private static Exchange exchange(long session) {
        return Ended.by(POLICY, Ended.query(session));
    }

    private List<Entry> entries(Path from) throws IOException {
        EntryLines lines = new EntryLines();
        List<Entry> entries = new ArrayList<>();
        var result = ChainCheck.read(
                from, DecisionLog.STEM, (at, body) -> lines.read(body).ifPresent(entries::add));
        assertInstanceOf(ChainCheck.Result.Whole.class, result);
        return entries;
    }

    private String text() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : ChainedFiles.in(folder, DecisionLog.STEM)) all.append(Files.readString(file));
        return all.toString();
    }

    @Test
    void writesWhatADecisionRestedOnAndWhatCameOfIt() throws IOException {
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            for (int i = 0; i < 5; i++) log.accept(exchange(i));
        }
        List<Entry> entries = entries(folder);
        assertEquals(5, entries.size());
        Entry first = entries.getFirst();
        assertEquals(Ended.query(0), first.query());
        assertEquals(POLICY.decide(Ended.query(0)), first.decision());
        assertEquals("dear", first.outcome().orElseThrow().served().orElseThrow());
        assertTrue(first.outcome().orElseThrow().isAnswered());
        assertEquals(1, first.propensity());
    }

    @Test
    void longInstructionsStandOnceAFileAndDecisionsStayShort() throws IOException {
        StringBuilder destinations = new StringBuilder();
        for (int i = 0; i < 40; i++)
            destinations.append("d%d: { when: 'request.maxTokens == %d', models: [dear], system: '%s' }, "
                    .formatted(i, i, "e".repeat(19_990) + i));
        Policy chain = Policies.named(
                "thrift",
                "{ stages: [ chain: { otherwise: d0, destinations: { " + destinations
                        + "d40: { when: 'false', models: [dear] } } } ] }");
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            for (int i = 0; i < 3; i++) log.accept(Ended.by(chain, Ended.query(i)));
        }

        List<Entry> entries = entries(folder);
        assertEquals(3, entries.size());
        assertEquals(chain.decide(Ended.query(2)), entries.getLast().decision());
        assertEquals(
                19_992,
                entries.getLast()
                                .decision()
                                .instructions()
                                .orElseThrow()
                                .system()
                                .orElseThrow()
                                .before()
                                .length()
                        - 1);
        List<String> lines = text().lines().toList();
        assertEquals(
                1,
                lines.stream()
                        .filter(line -> line.contains("\"instructions\":{\"hash\""))
                        .count());
        assertEquals(
                0,
                lines.stream()
                        .filter(line -> line.contains("\"decision\":{") || line.contains("\"policy\":{\"hash\""))
                        .filter(line -> line.length() > 8_000)
                        .count());
    }

    @Test
    void aDecisionThatNobodyActsByIsWrittenToo() throws IOException {
        Exchange exchange = exchange(1);
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            log.accept(
                    exchange.id(),
                    exchange.basis().orElseThrow(),
                    exchange.decision().orElseThrow());
        }
        Entry entry = entries(folder).getFirst();
        assertEquals(POLICY.decide(Ended.query(1)), entry.decision());
        assertTrue(entry.outcome().isEmpty());
    }

    @Test
    void writesComparisonsBesideDecisionsAndNothingThatWasSaid() throws IOException {
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            log.accept(exchange(1));
            log.accept(Shadoweds.saying("what the app read", "what nobody read").compared());
            log.accept(exchange(2));
        }
        assertEquals(2, entries(folder).size());
        String compared = text().lines()
                .filter(line -> line.contains("\"body\":{\"compared\":"))
                .findFirst()
                .orElseThrow();
        assertTrue(compared.contains("\"overlap\":0.25"), compared);
        assertTrue(compared.contains("\"watched\":\"bbbbbbbbbbbb\""), compared);
        assertFalse(text().contains(" read"), compared);
    }

    @Test
    void whatManyDecisionsShareIsWrittenOnceAFile() throws IOException {
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            for (int i = 0; i < 2_000; i++) log.accept(exchange(i));
            org.awaitility.Awaitility.await().until(() -> log.written() == 2_000);
        }
        List<Path> files = ChainedFiles.in(folder, DecisionLog.STEM);
        assertEquals(2, files.size());
        for (Path file : files) {
            String text = Files.readString(file);
            assertEquals(3, text.split("\"body\":\\{\"profile\":", -1).length, "two profiles");
            assertEquals(2, text.split("\"body\":\\{\"policy\":", -1).length, "one policy");
            // So that each can be read alone.
            assertFalse(entries(file).isEmpty());
        }
    }

    @Test
    void keepsToItsSizeAndItsNumberOfFiles() throws IOException {
        try (DecisionLog log = DecisionLog.gathering(settings(folder, true), clock)) {
            log.start();
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 1_000; i++) log.accept(exchange(i));
                long before = 1_000L * (round + 1);
                org.awaitility.Awaitility.await().until(() -> log.written() >= before);
            }
        }
        List<Path> files = ChainedFiles.in(folder, DecisionLog.STEM);
        assertEquals(2, files.size());
        assertTrue(!files.getFirst().endsWith("decisions-000001.ndjson"));
        for (Path file : files) assertTrue(Files.size(file) <= MIB, file.toString());
    }

    @Test
    void whoAskedIsWrittenOnlyWhereItIsSaidSo() throws IOException {
        try (DecisionLog log = DecisionLog.open(settings(folder, false), clock)) {
            log.accept(exchange(1));
        }
        assertFalse(text().contains("\"ann\""));
        assertTrue(entries(folder).getFirst().withheld());
    }

    @Test
    void losesWhatIsTooMuchWithoutWaiting() {
        try (DecisionLog log = DecisionLog.gathering(settings(folder, true), clock)) {
            for (int i = 0; i < DecisionLog.MOST_WAITING + 7; i++) log.accept(exchange(i));
            assertEquals(7, log.losses(DecisionLog.Loss.FULL));
            assertTrue(log.detail().endsWith("; 7 lost"), log.detail());
            log.start();
        }
    }

    @Test
    void aDiskThatFailsIsTriedAgainAfterAPause() throws IOException {
        Path taken = Files.createFile(folder.resolve("taken"));
        try (DecisionLog log = DecisionLog.open(settings(taken, true), clock)) {
            log.accept(exchange(1));
            log.accept(exchange(2));
            org.awaitility.Awaitility.await().until(() -> log.losses(DecisionLog.Loss.DISK) == 2);
            assertTrue(log.detail().startsWith("failing"), log.detail());

            Files.delete(taken);
            now.updateAndGet(time -> time.plus(DecisionLog.PAUSE).plus(Duration.ofMillis(1)));
            log.accept(exchange(3));
            org.awaitility.Awaitility.await().until(() -> log.written() == 1);
        }
        assertEquals(1, entries(taken).size());
    }

    @Test
    void anErrorLosesOneDecisionAndNotTheThreadThatWrites() throws IOException {
        java.util.concurrent.atomic.AtomicBoolean isBroken = new java.util.concurrent.atomic.AtomicBoolean(true);
        InstantSource broken = () -> {
            if (isBroken.getAndSet(false)) throw new LinkageError("of a class");
            return now.get();
        };
        try (DecisionLog log = DecisionLog.open(settings(folder, true), broken)) {
            log.accept(exchange(1));
            log.accept(exchange(2));
            org.awaitility.Awaitility.await().until(() -> log.written() == 1);
            assertEquals(1, log.losses(DecisionLog.Loss.FAULT));
        }
        assertEquals(1, entries(folder).size());
    }

    @Test
    void aLineThatIsTooLongIsLostAlone() throws IOException {
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            log.accept(exchange(1));
            log.accept(Ended.by(POLICY, Ended.query(2, "x".repeat(DecisionLog.MOST_LINE_BYTES))));
            log.accept(exchange(3));
            org.awaitility.Awaitility.await().until(() -> log.written() == 2);
            assertEquals(1, log.losses(DecisionLog.Loss.LONG));
        }
        assertEquals(2, entries(folder).size());
    }

    @Test
    void saysItsLastLinkSoThatItCanBeNotedElsewhere() throws IOException {
        String detail;
        try (DecisionLog log = DecisionLog.open(settings(folder, true), clock)) {
            log.accept(exchange(1));
            org.awaitility.Awaitility.await().until(() -> log.written() == 1);
            detail = log.detail();
        }
        var whole = (ChainCheck.Result.Whole) ChainCheck.read(folder, DecisionLog.STEM, (at, body) -> {});
        assertTrue(detail.endsWith(whole.ends()), detail);
    }
}
