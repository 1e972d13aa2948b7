import java.util.List;

/** What the sidecar takes of memory, at rest and after load. */
final class Memory {
    private Memory() {}

    static Report measure(Bench.Stage stage) throws Exception {
        Table table = new Table(
                "Resident memory of the sidecar, MiB",
                "VmRSS of /proc, one start a row. Loaded: after %.0f s at 16 connections and, with a local model, as long at 4 connections of it; collected: then a full collection."
                        .formatted(stage.plan().memorySeconds()),
                0,
                List.of("idle", "idle, collected", "loaded", "loaded, collected", "of it not backed by files"));
        String remote = Ways.remote(stage.upstream());
        row(stage, table, "proxy alone: no models, no analysis", remote, stage.noModels(), "remote");
        row(stage, table, "no models: structure and language", remote + Ways.LEARNED, stage.noModels(), "outrigger/learned");
        row(stage, table, "encoder", remote + Ways.LEARNED, "", "outrigger/learned");
        row(stage, table, "encoder and SmolLM2-135M", Ways.remoteAndLocal(stage.upstream()) + Ways.LEARNED, "", "outrigger/learned");
        return new Report("Memory", Bench.ABOUT, stage.setting(), List.of(table));
    }

    private static void row(Bench.Stage stage, Table table, String name, String settings, String cache, String model) throws Exception {
        try (Sidecar sidecar = stage.start(settings, cache)) {
            sidecar.ready();
            sidecar.loaded();
            Thread.sleep((long) (stage.plan().idleSeconds() * 1000));
            Bench.say(name + ": " + sidecar.states());
            double idle = sidecar.memory().rss();
            sidecar.collect();
            double idleCollected = sidecar.memory().rss();
            stage.traffic().run(Ways.way(name, sidecar, model), 16, stage.plan().memorySeconds());
            if (settings.contains("smol:")) stage.traffic().run(Ways.way(name, sidecar, "smol"), 4, stage.plan().memorySeconds());
            double loaded = sidecar.memory().rss();
            sidecar.collect();
            Sidecar.Memory after = sidecar.memory();
            table.row(name, idle, idleCollected, loaded, after.rss(), after.anonymous());
        }
    }
}
