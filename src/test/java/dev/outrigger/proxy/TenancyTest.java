package dev.outrigger.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.support.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TenancyTest {
    private static final int THREADS = 4;
    private static final int ROUNDS = 200;

    private final AtomicInteger freed = new AtomicInteger();

    @Test
    void isFreedWhenItIsRetiredAndEmpty() {
        Tenancy tenancy = new Tenancy(Lives.named("one"));
        assertTrue(tenancy.tryEnter());
        tenancy.retire(freed::incrementAndGet);
        assertEquals(0, freed.get());

        tenancy.leave();

        assertEquals(1, freed.get());
    }

    @Test
    void letsNobodyInAfterItWasFreed() {
        Tenancy tenancy = new Tenancy(Lives.named("one"));
        tenancy.retire(freed::incrementAndGet);

        assertFalse(tenancy.tryEnter());
        assertFalse(tenancy.tryEnter());

        assertEquals(1, freed.get());
    }

    @Test
    @Row("reload.swap")
    void servesOnWhileSomebodyIsStillThere() {
        Tenancy tenancy = new Tenancy(Lives.named("one"));
        assertTrue(tenancy.tryEnter());
        tenancy.retire(freed::incrementAndGet);

        assertTrue(tenancy.tryEnter());
        tenancy.leave();
        tenancy.leave();

        assertEquals(1, freed.get());
    }

    /** Exchanges come and go on many threads while configurations are swapped: each is freed once, and used by none after. */
    @Test
    void eachConfigurationIsFreedExactlyOnceAndNeverInUse() throws Exception {
        LiveSwitch live = new LiveSwitch(Lives.named("0"));
        AtomicInteger[] freedOf = new AtomicInteger[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) freedOf[i] = new AtomicInteger();
        CountDownLatch swapped = new CountDownLatch(1);
        AtomicInteger usedAfterwards = new AtomicInteger();
        List<Thread> exchanges = new ArrayList<>();
        for (int t = 0; t < THREADS; t++)
            exchanges.add(Thread.ofPlatform().start(() -> {
                while (swapped.getCount() > 0) {
                    Tenancy tenancy = live.enter();
                    int number = Integer.parseInt(tenancy.live().hash());
                    if (number < ROUNDS && freedOf[number].get() > 0) usedAfterwards.incrementAndGet();
                    tenancy.leave();
                }
            }));

        for (int i = 0; i < ROUNDS; i++) {
            AtomicInteger before = freedOf[i];
            live.swap(Lives.named(Integer.toString(i + 1)), before::incrementAndGet);
        }
        swapped.countDown();
        for (Thread exchange : exchanges) exchange.join();

        assertEquals(0, usedAfterwards.get());
        for (AtomicInteger each : freedOf) assertEquals(1, each.get());
    }
}
