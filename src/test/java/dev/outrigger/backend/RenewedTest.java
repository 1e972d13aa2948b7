package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RenewedTest {
    private static final Duration LIFE = Duration.ofHours(1);

    private static final Instant BEGIN = Instant.parse("2026-11-29T05:00:00Z");

    private final AtomicLong passed = new AtomicLong();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean fails;
    private final Renewed<String> renewed = new Renewed<>("cloud", new Tokens(), this::now, Duration.ofMillis(2));

    /** Numbers its tokens. */
    private final class Tokens implements LeaseSource<String> {
        @Override
        public Lease<String> next() throws Exception {
            int number = asked.incrementAndGet();
            gate.await();
            if (fails) throw new IOException("with the secret in it");
            return new Lease<>("token-" + number, now().plus(LIFE));
        }

        @Override
        public String why(Throwable thrown) {
            return "no answer";
        }
    }

    @AfterEach
    void close() {
        gate.countDown();
        renewed.close();
    }

    private String token() {
        Future<String> got = renewed.get();
        Awaitility.await().until(got::isComplete);
        return got.result();
    }

    private Failure failure() {
        Future<String> ended = renewed.get();
        Awaitility.await().until(ended::isComplete);
        return assertInstanceOf(FailureException.class, ended.cause()).failure();
    }

    private Instant now() {
        return BEGIN.plusSeconds(passed.get());
    }

    private void pass(Duration time) {
        passed.addAndGet(time.toSeconds());
    }

    @Test
    void oneRenewalServesAllWhoWait() {
        List<Future<String>> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) waiting.add(renewed.get());

        gate.countDown();

        Awaitility.await().until(() -> waiting.stream().allMatch(Future::succeeded));
        assertTrue(waiting.stream().allMatch(got -> got.result().equals("token-1")));
        assertEquals(1, asked.get());
    }

    @Test
    void noMoreThanTheBoundMayWait() {
        for (int i = 0; i < Renewed.WAITERS; i++) renewed.get();

        assertInstanceOf(Failure.Saturated.class, failure());
    }

    @Test
    void aGoodOneCostsNoWait() {
        gate.countDown();
        token();

        assertTrue(renewed.get().succeeded());
    }

    @Test
    void isRenewedAheadOfItsEndWhileTheOldOneServes() {
        gate.countDown();
        token();
        pass(LIFE.minusMinutes(4));

        assertEquals("token-1", renewed.get().result());

        Awaitility.await().until(() -> "token-2".equals(renewed.get().result()));
        assertEquals(Optional.empty(), renewed.lack());
    }

    @Test
    void aFailedRenewalHarmsNobodyUntilTheOldOneEnds() {
        gate.countDown();
        token();
        fails = true;
        pass(LIFE.minusMinutes(4));
        renewed.get();
        Awaitility.await().until(() -> asked.get() == 4);

        assertEquals("token-1", renewed.get().result());
        assertEquals(Optional.empty(), renewed.lack());

        pass(Duration.ofMinutes(4));
        assertEquals(new Failure.Unauthorized("backend cloud has no credential: no answer"), failure());
    }

    @Test
    void aLookAtItsHealthTriesAgainAfterTheRest() {
        gate.countDown();
        fails = true;
        failure();
        fails = false;
        assertEquals(Optional.of("no answer"), renewed.lack());

        pass(Renewed.REST);

        Awaitility.await().until(() -> renewed.lack().isEmpty());
        assertTrue(renewed.get().succeeded());
    }

    @Test
    void aFailureIsNotAskedAboutAgainDuringTheRest() {
        gate.countDown();
        fails = true;
        failure();
        int before = asked.get();

        failure();

        assertEquals(before, asked.get());
    }

    @Test
    void oneThatIsRefusedIsReplacedOnce() {
        gate.countDown();
        renewed.refuse(token());

        assertEquals("token-2", token());
        renewed.refuse("token-2");

        assertEquals("token-2", token());
        assertEquals(2, asked.get());
    }

    @Test
    void aLeaseDoesNotTellItsValue() {
        assertEquals("Lease[until 1970-01-01T00:00:00Z]", new Lease<>("secret", Instant.EPOCH).toString());
    }
}
