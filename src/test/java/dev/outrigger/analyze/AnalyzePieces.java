package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.support.FakeTime;
import dev.outrigger.support.Piece;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What plain Java tells of a request. */
public final class AnalyzePieces {
    private static final String SENTENCES = """
            Our nightly job reads 40 million rows from Postgres and writes them to Parquet. Since Tuesday it takes four
            hours instead of one, and the database's CPU stays at 12 %. What would you look at first, and why?
            """;

    private AnalyzePieces() {}

    /** Each of them. */
    public static List<Piece> all() {
        QuickModel quick = QuickModel.ofProduct();
        LanguageProbe language = new LanguageProbe(Runnable::run);
        List<Probe> probes = List.of(
                new StructureProbe(),
                new SensitivityProbe(),
                new InjectionProbe(quick),
                new LatencyProbe(),
                new QuickProbe(quick),
                new CodeProbe(),
                new FormProbe(),
                new ScriptProbe(),
                new LocaleProbe());
        String whole = SENTENCES.repeat(10);
        return List.of(
                analysis("analysis, 0.1 KB", probes, SENTENCES.substring(0, 100)),
                analysis("analysis, 2 KB", probes, whole),
                analysis("analysis, 30 KB", probes, whole.repeat(15)),
                analysis("structure alone, 2 KB", List.of(new StructureProbe()), whole),
                analysis("quick heads alone, 2 KB", List.of(new QuickProbe(quick)), whole),
                analysis("language alone, 2 KB", List.of(language), whole));
    }

    private static Piece analysis(String name, List<Probe> probes, String prompt) {
        FakeTime time = new FakeTime();
        Analyzer analyzer = new Analyzer(probes, new Analyzer.Bounds(Duration.ofSeconds(1), 1), time, time);
        Set<Dimension> wanted =
                probes.stream().flatMap(probe -> probe.dimensions().stream()).collect(Collectors.toUnmodifiableSet());
        ChatRequest request = ChatRequest.of(new ModelName("auto"), prompt);
        return new Piece(name, () -> analyzer.analyze(request, wanted).result());
    }
}
