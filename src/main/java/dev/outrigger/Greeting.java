package dev.outrigger;

import dev.outrigger.admit.PrivacySettings;
import dev.outrigger.proxy.ListenSettings;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a person reads of a start: at once that there is an address, and at its end, when every local model is loaded or
 * is known not to be, the addresses, each model's state, and a line to try.
 */
final class Greeting {
    private Greeting() {}

    /** When the data port is bound. */
    static String early(ListenSettings listen) {
        return "listening on http://localhost:" + listen.data() + "/v1; local models are loading";
    }

    /** When nothing is loading any more. */
    static List<String> lines(Settings settings, Readiness readiness) {
        ListenSettings listen = settings.listen();
        List<String> lines = new ArrayList<>();
        readiness.detail().forEach((key, value) -> {
            if (!key.equals(Readiness.RELOAD)) lines.add(key + ": " + value);
        });
        who(settings, readiness).ifPresent(lines::add);
        settings.privacy().map(on -> trusted(on, settings.profiles())).ifPresent(lines::add);
        lines.add("health  http://localhost:" + listen.health() + "/health/ready and /metrics");
        lines.add("admin   http://localhost:" + listen.admin() + "/state");
        lines.add("data    http://localhost:" + listen.data() + "/v1   (set it as your SDK's base URL)");
        lines.add(
                "try     curl http://localhost:" + listen.data() + "/v1/chat/completions"
                        + " -H 'content-type: application/json'"
                        + " -d '{\"model\":\"auto\",\"messages\":[{\"role\":\"user\",\"content\":\"What is the capital of France?\"}]}'");
        return lines;
    }

    /** Who answers, where a person might expect something else. */
    private static Optional<String> who(Settings settings, Readiness readiness) {
        List<String> ready = settings.profiles().stream()
                .filter(model -> readiness.isModelReady(model.name()))
                .map(ModelProfile::name)
                .toList();
        if (ready.isEmpty())
            return Optional.of("no model can answer: fetch the local ones (./outrigger models pull)"
                    + " or name a remote one in outrigger.yaml");
        boolean remote = settings.profiles().stream().anyMatch(model -> model.placement() != Placement.LOCAL);
        return remote
                ? Optional.empty()
                : Optional.of("no remote model is configured: everything is answered in this process");
    }

    private static String trusted(PrivacySettings privacy, List<ModelProfile> models) {
        String names = models.stream()
                .filter(ModelProfile::trusted)
                .map(ModelProfile::name)
                .collect(Collectors.joining(", "));
        return "privacy: " + privacy.personalData().word() + "; trusted: "
                + (names.isEmpty() ? "nobody, so nobody is told what is private" : names);
    }

    /** When the process was told to end. */
    static String farewell(int exchanges, Duration most) {
        if (exchanges == 0) return "stopping";
        return "stopping: " + exchanges + (exchanges == 1 ? " exchange is" : " exchanges are")
                + " in flight and may end, for at most " + most.toSeconds() + " s; Ctrl-C ends at once";
    }
}
