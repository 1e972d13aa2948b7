package dev.outrigger;

import dev.outrigger.analyze.Analyzer;
import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.CodeProbe;
import dev.outrigger.analyze.Examples;
import dev.outrigger.analyze.FactorsProbe;
import dev.outrigger.analyze.FormProbe;
import dev.outrigger.analyze.InjectionProbe;
import dev.outrigger.analyze.LanguageProbe;
import dev.outrigger.analyze.LatencyProbe;
import dev.outrigger.analyze.LearnedProbe;
import dev.outrigger.analyze.LocaleProbe;
import dev.outrigger.analyze.Probe;
import dev.outrigger.analyze.QuickModel;
import dev.outrigger.analyze.QuickProbe;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.analyze.ScriptProbe;
import dev.outrigger.analyze.SensitivityProbe;
import dev.outrigger.analyze.SimilarityProbe;
import dev.outrigger.analyze.StructureProbe;
import dev.outrigger.analyze.TextClassifier;
import dev.outrigger.analyze.Timer;
import dev.outrigger.config.Hash;
import dev.outrigger.route.Readers;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What reads requests: every probe, and what each of them learned. What a configuration does not change stays. */
final class RequestReader {
    /** Texts that may wait for the language detector. */
    private static final int MOST_WAITING = 256;

    private final Vertx vertx;
    private final LocalEngine local;
    private final LongSupplier nanos;
    private final LanguageProbe language;
    private final QuickModel quick = QuickModel.ofProduct();

    private Examples examples = Examples.NONE;
    private volatile OwnRouter router = OwnRouter.NONE;

    RequestReader(Vertx vertx, LocalEngine local, Executor analysis, LongSupplier nanos) {
        this.vertx = vertx;
        this.local = local;
        this.nanos = nanos;
        this.language = new LanguageProbe(analysis);
    }

    /** Where the language is found out; who finds no place there has no language. */
    static ExecutorService thread() {
        return new ThreadPoolExecutor(
                0,
                1,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                Thread.ofPlatform().daemon().name("outrigger-analysis").factory());
    }

    /** Reads by these settings from now on. */
    void next(Settings settings) {
        // Texts that are the same stay where the encoder placed them.
        examples = examples.or(settings.examples());
        // Its file may be another by now.
        router = router.next(settings.analyzer());
    }

    /** Within its budget. */
    Analyzer analyzer(AnalyzerSettings settings) {
        List<Probe> probes = new ArrayList<>(
                List.of(new StructureProbe(), new SensitivityProbe(), new InjectionProbe(quick), new LatencyProbe()));
        // They say what the product's heads would; what an operator's own would say they do not know.
        if (settings.heads().equals(AnalyzerSettings.HEADS)) probes.add(new QuickProbe(quick));
        probes.add(language);
        probes.addAll(List.of(new CodeProbe(), new FormProbe(), new ScriptProbe(), new LocaleProbe()));
        probes.add(new LearnedProbe(local::classifier));
        probes.add(new SimilarityProbe(local::classifier, examples));
        probes.add(new FactorsProbe(local::classifier, router::router));
        return new Analyzer(
                probes, new Analyzer.Bounds(settings.budget(), settings.inFlight()), Timer.of(vertx), nanos);
    }

    /** Names all that it learned. */
    Readers readers(Settings settings) {
        Hash heads = local.heads(settings)
                .map(learned -> Hash.of(learned, quick.hash()))
                .orElse(quick.hash());
        Hash own = router.model().map(RouterModel::hash).orElseGet(RouterModel::hashOfProduct);
        return new Readers(Optional.of(heads), examples.hash(), Optional.of(own));
    }

    /** The learned router of now. */
    OwnRouter router() {
        return router;
    }

    /** Loads what is loaded at first use otherwise; completes when it is there. */
    Future<Void> warm() {
        return language.warm()
                .compose(done -> local.classifier() instanceof TextClassifier.State.Ready(TextClassifier classifier)
                        ? examples.ready(classifier)
                        : Future.succeededFuture());
    }
}
