import java.util.List;
import java.util.Optional;

/** The sidecar's settings in these measurements, and the ways an app goes through it. */
final class Ways {
    /** Reads complexity, domain and language of every request, and finds none simple: all go to the remote. */
    static final String LEARNED = """
            policies:
              learned: { stages: [ { local: { complexity: 0 } } ] }
            """;

    private static final String STRUCTURE = "  structure: { stages: [ { rule: { when: \"analysis.tokens >= 0\", prefer: [remote] } } ] }\n";

    private Ways() {}

    static String remote(int upstream) {
        return """
                backends:
                  up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                models:
                  remote: { backend: up, model: remote }
                """.formatted(upstream);
    }

    static String remoteAndLocal(int upstream) {
        return """
                backends:
                  up: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                  here: { kind: engine }
                models:
                  remote: { backend: up, model: remote }
                  smol: { backend: here, model: smollm2-135m-instruct, window: 1024 }
                """.formatted(upstream);
    }

    /** Settings with which all the ways there are can be gone. */
    static String all(int upstream) {
        return remote(upstream) + LEARNED + STRUCTURE;
    }

    /** Settings with which a rule reads what a request is made of, and nothing else is read. */
    static String structured(int upstream) {
        return remote(upstream) + "policies:\n" + STRUCTURE;
    }

    static Traffic.Way direct(int upstream) {
        return new Traffic.Way("no sidecar", upstream, "remote", List.of(), Optional.empty());
    }

    static Traffic.Way named(Sidecar sidecar) {
        return way("named model, nothing read", sidecar, "remote");
    }

    static Traffic.Way structure(Sidecar sidecar) {
        return way("structure read by a rule", sidecar, "outrigger/structure");
    }

    static Traffic.Way encoder(Sidecar sidecar) {
        return way("encoder and language read", sidecar, "outrigger/learned");
    }

    static Traffic.Way way(String name, Sidecar sidecar, String model) {
        return new Traffic.Way(name, sidecar.port(), model, List.of(), Optional.of(sidecar.proc()));
    }
}
