import java.util.ArrayList;
import java.util.List;

/** How long the sidecar takes from the process's begin. */
final class Startup {
    private Startup() {}

    static Report measure(Bench.Stage stage) throws Exception {
        Table table = new Table(
                "Milliseconds from the process's begin",
                "%d starts a row and figure, after one that is not counted; asked every 2 ms. The first chat is one for a named remote model, answered with 200; it is asked in starts of its own. With models, requests are answered before they are loaded."
                        .formatted(stage.plan().starts()),
                0,
                List.of("data port answers", "first chat answered", "ready", "models loaded"));
        row(stage, table, "no models", Ways.remote(stage.upstream()), stage.noModels());
        row(stage, table, "encoder and SmolLM2-135M", Ways.remoteAndLocal(stage.upstream()) + Ways.LEARNED, "");
        return new Report("Start", Bench.ABOUT, stage.setting(), List.of(table));
    }

    private static void row(Bench.Stage stage, Table table, String name, String settings, String cache) throws Exception {
        List<Double> answers = new ArrayList<>();
        List<Double> chats = new ArrayList<>();
        List<Double> ready = new ArrayList<>();
        List<Double> loaded = new ArrayList<>();
        // The first reads files that no later start reads from the disk.
        for (int i = -1; i < stage.plan().starts(); i++) {
            try (Sidecar sidecar = stage.start(settings, cache)) {
                double first = sidecar.answers();
                double second = sidecar.ready();
                double third = sidecar.loaded();
                if (i == -1) Bench.say(name + ": " + sidecar.states());
                if (i < 0) continue;
                answers.add(first);
                ready.add(second);
                loaded.add(third);
            }
            try (Sidecar sidecar = stage.start(settings, cache)) {
                chats.add(sidecar.chats());
            }
        }
        table.row(name, List.of(Stat.of(answers), Stat.of(chats), Stat.of(ready), cache.isEmpty() ? Stat.of(loaded) : Stat.of(List.of())));
    }
}
