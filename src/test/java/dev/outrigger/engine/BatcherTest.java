package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatcherTest {
    private static final int WAITING = 4;
    private static final int BATCH = 3;

    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private final Semaphore gate = new Semaphore(0);
    private final CountDownLatch entered = new CountDownLatch(1);
    private final Batcher<Integer, String> batcher = new Batcher<>(
            new Batcher.Bounds("test", 1, WAITING, BATCH), entered::countDown, this::answerWhenLetThrough);

    @AfterEach
    void letEverythingThrough() {
        gate.release(1000);
        batcher.close();
    }

    @Test
    void answersASingleRequestWithoutWaitingForOthers() throws Exception {
        // Given
        gate.release();
        // When
        Future<String> answer = batcher.submit(7);
        // Then
        assertEquals("7", await(answer));
        assertEquals(List.of(List.of(7)), batches);
        assertEquals(0, entered.getCount());
    }

    @Test
    void worksTogetherOnWhatWaitsTogetherUpToTheBound() throws Exception {
        // Given one in work and four waiting
        Future<String> first = submitAndWaitUntilInWork(0);
        List<Future<String>> waiting =
                List.of(batcher.submit(1), batcher.submit(2), batcher.submit(3), batcher.submit(4));
        // When
        gate.release(3);
        // Then
        assertEquals("0", await(first));
        for (int i = 0; i < waiting.size(); i++) assertEquals("" + (i + 1), await(waiting.get(i)));
        assertEquals(List.of(List.of(0), List.of(1, 2, 3), List.of(4)), batches);
    }

    @Test
    void refusesWhatIsBeyondTheQueue() throws Exception {
        // Given
        Future<String> inWork = submitAndWaitUntilInWork(0);
        List<Future<String>> waiting =
                List.of(batcher.submit(1), batcher.submit(2), batcher.submit(3), batcher.submit(4));
        // When
        Future<String> refused = batcher.submit(5);
        // Then
        assertEquals("test has 4 requests waiting already", overloaded(refused).message());
        assertEquals(503, overloaded(refused).status());
        assertFalse(inWork.isComplete());
        assertTrue(waiting.stream().noneMatch(Future::isComplete));
    }

    @Test
    void failsABatchAndGoesOn() throws Exception {
        // Given
        gate.release(2);
        // When
        Future<String> failed = batcher.submit(-1);
        assertThrows(FailureException.class, () -> await(failed));
        Future<String> next = batcher.submit(8);
        // Then
        assertEquals("test failed: no negative numbers", overloaded(failed).message());
        assertEquals("8", await(next));
    }

    @Test
    void isLostWithTheThirdBatchInARowThatFailsAndWhatWaitsHearsOfIt() throws Exception {
        // Given
        List<String> lost = new CopyOnWriteArrayList<>();
        batcher.whenLost(lost::add);
        gate.release(2);
        for (int i = 0; i < 2; i++) assertThrows(FailureException.class, () -> await(batcher.submit(-1)));
        Future<String> third = submitAndWaitUntilInWork(-1);
        Awaitility.await().until(() -> batches.size() == 3);
        Future<String> waiting = batcher.submit(1);
        // When
        gate.release();
        // Then
        assertThrows(FailureException.class, () -> await(third));
        String why = "3 batches in a row failed, the last with IllegalArgumentException";
        Awaitility.await().until(() -> lost.equals(List.of(why)));
        assertEquals("test was lost: " + why, overloaded(waiting).message());
        assertEquals("test is closed", overloaded(batcher.submit(2)).message());
    }

    @Test
    void anErrorOfItsWorkFailsTheBatchAndTheThreadLives() throws Exception {
        try (Batcher<Integer, String> deep = new Batcher<>(new Batcher.Bounds("deep", 1, 1, 1), () -> {}, inputs -> {
            if (inputs.contains(1)) throw new StackOverflowError();
            return List.of("fine");
        })) {
            assertThrows(FailureException.class, () -> await(deep.submit(1)));
            assertEquals("fine", await(deep.submit(2)));
        }
    }

    @Test
    void isLostWhereItsThreadCannotBegin() {
        List<String> lost = new CopyOnWriteArrayList<>();
        try (Batcher<Integer, String> stillborn = new Batcher<>(
                new Batcher.Bounds("stillborn", 1, 1, 1),
                () -> {
                    throw new UnsatisfiedLinkError("gone");
                },
                inputs -> List.of())) {
            stillborn.whenLost(lost::add);
            Awaitility.await().until(() -> lost.equals(List.of("UnsatisfiedLinkError")));
            assertEquals("stillborn is closed", overloaded(stillborn.submit(1)).message());
        }
    }

    @Test
    void outlivesAListenerThatThrows() throws Exception {
        // Given
        AtomicBoolean called = new AtomicBoolean();
        Future<String> answer = submitAndWaitUntilInWork(1).onSuccess(text -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> called.set(true));
            throw new IllegalStateException("listener");
        });
        // When
        gate.release(2);
        // Then
        assertEquals("2", await(batcher.submit(2)));
        assertTrue(answer.succeeded());
        assertTrue(called.get());
    }

    @Test
    void completesOnItsOwnThread() throws Exception {
        // Given
        Future<String> answer =
                submitAndWaitUntilInWork(1).map(text -> Thread.currentThread().getName());
        // When
        gate.release();
        // Then
        assertEquals("outrigger-test-0", await(answer));
    }

    @Test
    void closingAnswersWhatIsInWorkAndFailsTheRest() throws Exception {
        // Given
        Future<String> inWork = submitAndWaitUntilInWork(0);
        Future<String> waiting = batcher.submit(1);
        // When
        Thread closing = Thread.ofPlatform().start(batcher::close);
        // Let through only once closing has begun, or the waiting one would be taken into work.
        Awaitility.await().until(() -> closing.getState() == Thread.State.WAITING);
        gate.release();
        closing.join();
        // Then
        assertEquals("0", await(inWork));
        assertEquals("test is closed", overloaded(waiting).message());
        assertEquals("test is closed", overloaded(batcher.submit(2)).message());
    }

    @Test
    void refusesBoundsBelowOne() {
        assertThrows(IllegalArgumentException.class, () -> new Batcher.Bounds("x", 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Batcher.Bounds("x", 1, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Batcher.Bounds("x", 1, 1, 0));
    }

    private List<String> answerWhenLetThrough(List<Integer> inputs) {
        batches.add(inputs);
        gate.acquireUninterruptibly();
        if (inputs.contains(-1)) throw new IllegalArgumentException("no negative numbers");
        return inputs.stream().map(String::valueOf).toList();
    }

    private Future<String> submitAndWaitUntilInWork(int input) {
        Future<String> answer = batcher.submit(input);
        Awaitility.await().until(() -> !batches.isEmpty());
        return answer;
    }

    private static Failure.Overloaded overloaded(Future<?> future) {
        return (Failure.Overloaded) FailureException.of(future.cause());
    }

    private static <T> T await(Future<T> future) throws Exception {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (ExecutionException failed) {
            throw (Exception) failed.getCause();
        }
    }
}
