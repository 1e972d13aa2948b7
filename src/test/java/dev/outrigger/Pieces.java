package dev.outrigger;

import com.sun.management.ThreadMXBean;
import dev.outrigger.analyze.AnalyzePieces;
import dev.outrigger.backend.HeaderPieces;
import dev.outrigger.dialect.DialectPieces;
import dev.outrigger.proxy.AnswerHeadPieces;
import dev.outrigger.route.DecidePieces;
import dev.outrigger.support.Figures;
import dev.outrigger.support.Piece;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The hot pieces of a request's way, in its order, and what each allocates. */
final class Pieces {
    private static final int WARM = 3;
    private static final int ROUNDS = 5;
    private static final int TIMES = 2;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Pieces() {}

    /** Made anew, in the order of a request's way. */
    static List<Piece> all() {
        return Stream.of(
                        DialectPieces.all(),
                        AnalyzePieces.all(),
                        DecidePieces.all(),
                        HeaderPieces.all(),
                        AnswerHeadPieces.all())
                .flatMap(List::stream)
                .toList();
    }

    /** Bytes that each allocates. */
    static SortedMap<String, Double> allocated() {
        SortedMap<String, Double> figures = new TreeMap<>();
        for (Piece piece : all()) figures.put(piece.name() + ", bytes", allocated(piece));
        return figures;
    }

    /**
     * The least of several rounds, since a class that is loaded or a form that is linked in one of them counts there
     * alone. There are so few calls that hardly any of it is compiled so far that an object can be left out.
     */
    private static double allocated(Piece piece) {
        Object last = piece;
        try {
            for (int i = 0; i < WARM; i++) last = piece.work().get();
            long least = Long.MAX_VALUE;
            for (int round = 0; round < ROUNDS; round++) {
                long before = THREADS.getCurrentThreadAllocatedBytes();
                for (int i = 0; i < TIMES; i++) last = piece.work().get();
                least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
            }
            return (double) least / TIMES;
        } finally {
            Reference.reachabilityFence(last);
        }
    }

    /** Prints them, for a recording. */
    public static void main(String[] arguments) {
        Figures.print(allocated());
        System.exit(0);
    }
}
