package dev.outrigger;

import dev.outrigger.proxy.ListenSettings;
import dev.outrigger.registry.Placement;
import java.util.ArrayList;
import java.util.List;

/** What a person reads when the sidecar is up: addresses, models, and a line to try. */
final class Greeting {
    private Greeting() {}

    static List<String> lines(Server server) {
        ListenSettings listen = server.settings().listen();
        List<String> lines = new ArrayList<>();
        lines.add("data    http://localhost:" + listen.data() + "/v1   (set it as your SDK's base URL)");
        lines.add("health  http://localhost:" + listen.health() + "/health/ready   metrics /metrics");
        server.readiness().detail().forEach((key, value) -> lines.add(key + ": " + value));
        boolean remote = server.settings().profiles().stream().anyMatch(model -> model.placement() != Placement.LOCAL);
        if (!remote) lines.add("no remote model is configured: everything is answered in this process");
        lines.add(
                "try     curl http://localhost:" + listen.data() + "/v1/chat/completions"
                        + " -H 'content-type: application/json'"
                        + " -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}'");
        return lines;
    }
}
