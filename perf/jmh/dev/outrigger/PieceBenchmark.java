package dev.outrigger;

import dev.outrigger.support.Piece;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * How long each hot piece of a request's way takes, and what it allocates once all of it is compiled. Each piece has a JVM
 * of its own, and each call is a sample, so that percentiles are of calls.
 *
 * <p>{@code ./outrigger bench pieces}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 3, time = 1)
public class PieceBenchmark {
    /** Where JMH is started without this class's main, one of them. */
    @Param("decision, six stages")
    public String piece;

    private Supplier<?> work;

    @Setup
    public void setUp() {
        work = Pieces.all().stream()
                .filter(one -> one.name().equals(piece))
                .map(Piece::work)
                .findFirst()
                .orElseThrow();
    }

    @Benchmark
    public Object work() {
        return work.get();
    }

    /** Runs all there are; JMH's own options come first, and the file of its results is JSON. */
    public static void main(String[] arguments) throws Exception {
        new Runner(new OptionsBuilder()
                        .parent(new CommandLineOptions(arguments))
                        .param("piece", Pieces.all().stream().map(Piece::name).toArray(String[]::new))
                        .addProfiler(GCProfiler.class)
                        .resultFormat(ResultFormatType.JSON)
                        .result("target/pieces.json")
                        .build())
                .run();
    }
}
