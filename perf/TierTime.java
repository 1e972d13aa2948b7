import dev.outrigger.analyze.CodeProbe;
import dev.outrigger.analyze.FormProbe;
import dev.outrigger.analyze.InjectionProbe;
import dev.outrigger.analyze.LatencyProbe;
import dev.outrigger.analyze.LocaleProbe;
import dev.outrigger.analyze.Probe;
import dev.outrigger.analyze.QuickModel;
import dev.outrigger.analyze.QuickProbe;
import dev.outrigger.analyze.ScriptProbe;
import dev.outrigger.analyze.StructureProbe;
import dev.outrigger.analyze.Subject;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/**
 * What the probes of tier 0 cost a request, the search for personal data aside: over the prompts of oasst1 as they are, and over long ones.
 *
 * <p>{@code java -cp 'target/quarkus-app/app/*:target/quarkus-app/lib/main/*' perf/TierTime.java DATA}, after a build.
 * Prints a table for {@code perf/results}. One thread, each prompt measured alone, after a warm-up over all of them.
 */
final class TierTime {
    private static final int WARM_ROUNDS = 40;
    private static final int ROUNDS = 20;
    private static final List<Integer> LENGTHS = List.of(1_000, 8_000, 80_000);

    private TierTime() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("TierTime: wants the folder of the data");
            System.exit(2);
        }
        long begin = System.nanoTime();
        QuickModel model = QuickModel.ofProduct();
        double loadMillis = (System.nanoTime() - begin) / 1e6;
        begin = System.nanoTime();
        if (!QuickModel.ofProduct().hash().equals(model.hash())) throw new IllegalStateException("two models");
        double againMillis = (System.nanoTime() - begin) / 1e6;
        List<String> prompts = prompts(Path.of(args[0]));
        Map<String, List<String>> mixes = new LinkedHashMap<>();
        mixes.put("oasst1, " + prompts.size() + " prompts", prompts);
        String all = String.join(" ", prompts);
        for (int length : LENGTHS) mixes.put("of " + length + " characters", cut(all, length));
        System.out.printf("    java -cp 'target/quarkus-app/app/*:target/quarkus-app/lib/main/*' perf/TierTime.java DATA%n%n");
        System.out.printf("Java %s; the model loads in %.1f ms in a fresh process, in %.1f ms a second time. Microseconds a request, one thread; a%n"
                + "mix of long texts has so few requests that its p99 is its slowest, and what is over a millisecond is another process's turn:%n%n", Runtime.version(), loadMillis, againMillis);
        System.out.printf("| probe | requests | p50 | p99 | p99.9 |%n|---|---|---|---|---|%n");
        for (Probe probe : probes(model)) for (var mix : mixes.entrySet()) measure(probe, mix.getKey(), mix.getValue());
    }

    private static List<Probe> probes(QuickModel model) {
        return List.of(
                new InjectionProbe(model),
                new QuickProbe(model),
                new StructureProbe(),
                new LatencyProbe(),
                new FormProbe(),
                new ScriptProbe(),
                new LocaleProbe(),
                new CodeProbe());
    }

    private static void measure(Probe probe, String name, List<String> prompts) {
        List<ChatRequest> requests = prompts.stream().map(prompt -> ChatRequest.of(new ModelName("auto"), prompt)).toList();
        for (int i = 0; i < WARM_ROUNDS; i++) requests.forEach(request -> check(probe, request));
        long[] nanos = new long[ROUNDS * requests.size()];
        int at = 0;
        for (int i = 0; i < ROUNDS; i++)
            for (ChatRequest request : requests) {
                long start = System.nanoTime();
                check(probe, request);
                nanos[at++] = System.nanoTime() - start;
            }
        Arrays.sort(nanos);
        System.out.printf("| %s | %s | %.1f | %.1f | %.1f |%n", probe.name(), name, quantile(nanos, .5), quantile(nanos, .99), quantile(nanos, .999));
    }

    private static void check(Probe probe, ChatRequest request) {
        if (!probe.measure(Subject.of(request)).isComplete()) throw new IllegalStateException(probe.name() + " is not instant");
    }

    private static double quantile(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))] / 1e3;
    }

    private static List<String> cut(String text, int length) {
        List<String> pieces = new ArrayList<>();
        for (int at = 0; at + length <= text.length() && pieces.size() < 100; at += length) pieces.add(text.substring(at, at + length));
        return pieces;
    }

    private static List<String> prompts(Path data) throws IOException {
        Path file = data.resolve("oasst1/oasst1_en_validation_prompts.jsonl.gz");
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
            return lines.lines().map(line -> Json.text(Json.parse(line), "prompt")).filter(prompt -> !prompt.isBlank()).collect(Collectors.toList());
        }
    }
}
