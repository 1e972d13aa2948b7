package dev.outrigger.admit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.sensitive.Allowance;
import dev.outrigger.support.HandDriven;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AsideTest {
    private static final long MOST = 1_000_000;

    private final HandDriven threads = new HandDriven();
    private final List<String> looked = new ArrayList<>();
    private int most = 2;
    private final Aside aside = new Aside(threads, 1, () -> most);

    private Look<String> look(long characters, String name) {
        return aside.look(characters, MOST, allowance -> {
            looked.add(name);
            return name;
        });
    }

    private static Failure failure(Look<?> look) {
        assertTrue(look.seen().failed(), "it did not fail");
        return FailureException.of(look.seen().cause());
    }

    @Test
    void looksThroughAShortRequestAtOnceOnTheCallersThread() {
        Thread me = Thread.currentThread();

        Look<Thread> look = aside.look(Aside.LONG - 1, MOST, allowance -> Thread.currentThread());

        assertSame(me, look.seen().result());
        assertTrue(look.ended().isComplete());
        assertEquals(0, threads.waiting());
    }

    @Test
    void leavesALongOneToAnotherThread() {
        Look<String> look = look(Aside.LONG, "long");

        assertFalse(look.seen().isComplete());
        assertEquals(List.of(), looked);
        threads.runAll();

        assertEquals("long", look.seen().result());
        assertEquals(0, aside.size());
    }

    @Test
    void leavesAShortOneToAnotherThreadWhereThereIsMuchToLookAt() {
        List<Boolean> wasEnough = new ArrayList<>();
        Function<Allowance, String> laborious = allowance -> {
            try {
                allowance.take(Aside.AT_ONCE + 1);
            } catch (Allowance.Spent over) {
                wasEnough.add(false);
                return "not all";
            }
            wasEnough.add(true);
            return "all";
        };

        Look<String> look = aside.look(10, MOST, laborious);

        assertFalse(look.seen().isComplete());
        threads.runAll();
        assertEquals("all", look.seen().result());
        assertEquals(List.of(false, true), wasEnough);
    }

    @Test
    void refusesWhatIsOverTheBoundAndLooksThroughNothingOfIt() {
        look(Aside.LONG, "one");
        look(Aside.LONG, "two");

        Look<String> refused = look(Aside.LONG, "three");

        Failure.Saturated full = assertInstanceOf(Failure.Saturated.class, failure(refused));
        assertTrue(full.message().contains("limits.checks"), full.message());
        assertTrue(refused.ended().isComplete());
        threads.runAll();
        assertEquals(List.of("one", "two"), looked);
    }

    @Test
    void countsWhatIsLookedThroughAndFollowsABoundThatChanges() {
        look(Aside.LONG, "waits");
        most = 1;

        assertInstanceOf(Failure.Saturated.class, failure(look(Aside.LONG, "refused")));
        most = 3;
        Look<Integer> counts = aside.look(Aside.LONG, MOST, allowance -> aside.size());
        threads.runAll();

        assertEquals(1, counts.seen().result());
        assertEquals(0, aside.size());
    }

    @Test
    void usesNoMoreThreadsThanItMay() {
        look(Aside.LONG, "one");
        look(Aside.LONG, "two");

        assertEquals(1, threads.waiting());
        threads.runAll();
        assertEquals(List.of("one", "two"), looked);
        look(Aside.LONG, "three");
        assertEquals(1, threads.waiting());
    }

    @Test
    void letsTheNextOneInWhereOneIsAbandonedThatWaits() {
        Look<String> one = look(Aside.LONG, "one");
        look(Aside.LONG, "two");

        one.abandon();
        one.abandon();

        assertTrue(one.ended().isComplete());
        assertInstanceOf(Failure.Cancelled.class, failure(one));
        assertFalse(look(Aside.LONG, "three").seen().failed());
        threads.runAll();
        assertEquals(List.of("two", "three"), looked);
        assertEquals(0, aside.size());
    }

    @Test
    void endsOneThatIsAbandonedWhileItIsLookedThroughAndSaysWhen() {
        List<Boolean> endedWithin = new ArrayList<>();
        List<Look<String>> mine = new ArrayList<>();
        mine.add(aside.look(Aside.LONG, MOST, allowance -> {
            mine.getFirst().abandon();
            endedWithin.add(mine.getFirst().ended().isComplete());
            allowance.take(1);
            looked.add("went on");
            return "found";
        }));

        threads.runAll();

        assertEquals(List.of(false), endedWithin);
        assertTrue(mine.getFirst().ended().isComplete());
        assertEquals(List.of(), looked);
        assertInstanceOf(Failure.Cancelled.class, failure(mine.getFirst()));
        assertEquals(0, aside.size());
    }

    @Test
    void tellsWhateverBreaksAndGoesOnWithTheNext() {
        for (Throwable fault :
                List.of(new IllegalStateException("a bug"), new OutOfMemoryError("full"), new StackOverflowError())) {
            Look<String> broken = aside.look(Aside.LONG, MOST, allowance -> {
                throw sneaked(fault);
            });
            Look<String> next = look(Aside.LONG, "next");

            threads.runAll();

            assertInstanceOf(Failure.Internal.class, failure(broken));
            assertTrue(broken.ended().isComplete());
            assertEquals("next", next.seen().result());
            assertEquals(0, aside.size());
        }
    }

    @Test
    void refusesWhereNoThreadTakesIt() {
        Aside closed = new Aside(
                task -> {
                    throw new RejectedExecutionException("closed");
                },
                1,
                () -> 2);

        for (int i = 0; i < 3; i++) {
            Look<String> refused = closed.look(Aside.LONG, MOST, allowance -> "seen");
            assertInstanceOf(Failure.Saturated.class, failure(refused));
        }
        assertEquals(0, closed.size());
    }

    @Test
    void refusesAlsoThoseWhoCountedOnAThreadThatCannotBeHad() {
        List<Aside> made = new ArrayList<>();
        List<Look<String>> second = new ArrayList<>();
        Aside aside = new Aside(
                task -> {
                    second.add(made.getFirst().look(Aside.LONG, MOST, allowance -> "seen"));
                    throw new RejectedExecutionException("no thread");
                },
                1,
                () -> 2);
        made.add(aside);

        Look<String> first = aside.look(Aside.LONG, MOST, allowance -> "seen");

        assertInstanceOf(Failure.Saturated.class, failure(first));
        assertInstanceOf(Failure.Saturated.class, failure(second.getFirst()));
        assertTrue(second.getFirst().ended().succeeded());
        assertEquals(0, aside.size());
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaked(Throwable fault) throws T {
        throw (T) fault;
    }
}
