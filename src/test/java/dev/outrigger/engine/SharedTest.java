package dev.outrigger.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedTest {
    private final AtomicInteger freed = new AtomicInteger();
    private final Shared<String> shared = new Shared<>("model", freed::incrementAndGet);

    @Test
    void isNotFreedWhileSomebodyUsesIt() {
        Shared.Loan<String> first = shared.borrow().orElseThrow();
        Shared.Loan<String> second = shared.borrow().orElseThrow();
        var retired = shared.retire();
        first.close();
        assertFalse(retired.isComplete());
        assertEquals("model", second.model());
        second.close();
        await().until(retired::succeeded);
        assertEquals(1, freed.get());
    }

    @Test
    void isFreedAtOnceWhenNobodyUsesIt() {
        shared.borrow().orElseThrow().close();
        await().until(shared.retire()::succeeded);
        assertTrue(shared.borrow().isEmpty());
    }

    @Test
    void staysUntilItIsRetired() {
        shared.borrow().orElseThrow().close();
        assertTrue(shared.borrow().isPresent());
        assertEquals(0, freed.get());
    }

    @Test
    void aLoanIsGivenBackOnce() {
        Shared.Loan<String> twice = shared.borrow().orElseThrow();
        Shared.Loan<String> held = shared.borrow().orElseThrow();
        var retired = shared.retire();
        twice.close();
        twice.close();
        shared.retire();
        assertFalse(retired.isComplete());
        held.close();
        await().until(retired::succeeded);
    }

    @Test
    void canBeFreedUnderItsUsersAndOnceOnly() {
        Shared.Loan<String> held = shared.borrow().orElseThrow();
        shared.freeNow();
        assertEquals(1, freed.get());
        assertTrue(shared.borrow().isEmpty());
        held.close();
        shared.freeNow();
        assertTrue(shared.retire().isComplete());
        assertEquals(1, freed.get());
    }

    @Test
    void tellsThatItCouldNotBeFreed() {
        var stuck = new Shared<>("model", () -> {
            throw new IllegalStateException("stuck");
        });
        await().until(stuck.retire()::failed);
    }

    @Test
    void borrowersAndTheOneWhoRetiresDoNotMissEachOther() throws InterruptedException {
        int threads = 4;
        for (int round = 0; round < 200; round++) {
            Shared<AtomicInteger> raced = new Shared<>(new AtomicInteger(), freed::incrementAndGet);
            CountDownLatch start = new CountDownLatch(1);
            CountDownLatch over = new CountDownLatch(threads);
            AtomicInteger usedAfterFree = new AtomicInteger();
            int before = freed.get();
            for (int i = 0; i < threads; i++)
                Thread.ofVirtual().start(() -> {
                    awaitUninterruptibly(start);
                    for (int k = 0; k < 20; k++)
                        raced.borrow().ifPresent(loan -> {
                            if (freed.get() > before) usedAfterFree.incrementAndGet();
                            loan.close();
                        });
                    over.countDown();
                });
            start.countDown();
            var retired = raced.retire();
            over.await();
            retired.toCompletionStage().toCompletableFuture().join();
            assertEquals(before + 1, freed.get());
            assertEquals(0, usedAfterFree.get());
        }
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
