package dev.outrigger.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ExplainLinesTest {
    private static final ExplainLines.Bounds BOUNDS = new ExplainLines.Bounds(4, 100);

    private static List<String> run(String input, Function<String, Future<String>> answer) throws IOException {
        StringBuilder out = new StringBuilder();
        new ExplainLines(BOUNDS, answer).run(new StringReader(input), out);
        return out.toString().lines().toList();
    }

    @Test
    void answersInOrderThoughLaterLinesAreDoneFirst() throws Exception {
        // Given: pairs are answered in reverse.
        List<Promise<String>> waiting = Collections.synchronizedList(new ArrayList<>());
        Function<String, Future<String>> answer = line -> {
            Promise<String> promise = Promise.promise();
            if (line.equals("b")) {
                promise.complete("B");
                waiting.getFirst().complete("A");
            } else {
                waiting.add(promise);
            }
            return promise.future();
        };

        // Then
        assertEquals(List.of("A", "B"), run("a\nb\n", answer));
    }

    @Test
    void putsAnErrorInThePlaceOfABadLineAndGoesOn() throws Exception {
        // When
        List<String> answers = run("good\nbad\n\nworse\ngood", line -> switch (line) {
            case "bad" -> Future.failedFuture("not JSON");
            case "worse" -> throw new IllegalArgumentException("no prompt");
            default -> Future.succeededFuture(line);
        });

        // Then
        assertEquals(
                List.of("good", "{\"error\":\"not JSON\",\"line\":2}", "{\"error\":\"no prompt\",\"line\":4}", "good"),
                answers);
    }

    @Test
    void refusesALineOverItsBoundWithoutKeepingIt() throws Exception {
        List<String> answers = run("x".repeat(101) + "\nshort", Future::succeededFuture);

        assertEquals(List.of("{\"error\":\"longer than 100 characters\",\"line\":1}", "short"), answers);
    }

    @Test
    void neverWorksOnMoreLinesThanItsBound() throws Exception {
        // Given
        AtomicInteger inWork = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        String thousand = IntStream.range(0, 1_000).mapToObj(Integer::toString).collect(Collectors.joining("\n"));
        try (ExecutorService pool = Executors.newFixedThreadPool(8)) {
            // When
            List<String> answers = run(thousand, line -> {
                most.accumulateAndGet(inWork.incrementAndGet(), Math::max);
                Promise<String> promise = Promise.promise();
                pool.execute(() -> {
                    inWork.decrementAndGet();
                    promise.complete(line);
                });
                return promise.future();
            });

            // Then
            assertEquals(thousand.lines().toList(), answers);
            assertTrue(most.get() <= BOUNDS.lookAhead(), "most " + most);
        }
    }
}
