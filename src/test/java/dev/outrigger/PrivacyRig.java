package dev.outrigger;

import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.io.IOException;
import java.nio.file.Path;

/** A sidecar before one upstream that is trusted and one, of all dialects, that is not; the latter answers all it is asked. */
final class PrivacyRig implements AutoCloseable {
    static final String CHAT = "/v1/chat/completions";

    final ScriptedUpstream far;
    final ScriptedUpstream near;
    final RunningSidecar sidecar;

    /** @param privacy the section, or nothing */
    PrivacyRig(Path folder, String privacy) throws IOException {
        far = new ScriptedUpstream(Script.json(OpenAiText.answer("far")));
        near = new ScriptedUpstream();
        sidecar = RunningSidecar.remoteOnly(folder, yaml(privacy));
    }

    /** The configuration with another section. */
    String yaml(String privacy) {
        return """
            backends:
              far: { kind: openai, url: "%1$s", responses: true }
              claudes: { kind: anthropic, url: "%1$s" }
              geminis: { kind: gemini, url: "%1$s" }
              llamas: { kind: ollama, url: "%1$s" }
              near: { kind: openai, url: "%2$s" }
            models:
              big: { backend: far, model: gpt-big, quality: 0.9, latency: 3, replicas: [twin], equivalents: [claude, safe] }
              twin: { backend: claudes, model: claude-twin, quality: 0.9, latency: 3 }
              claude: { backend: claudes, model: claude-x, quality: 0.9, latency: 3 }
              gem: { backend: geminis, model: gem-x, quality: 0.9, latency: 3 }
              llama: { backend: llamas, model: llama-x, quality: 0.9, latency: 3 }
              alone: { backend: far, model: gpt-alone, quality: 0.9, latency: 3 }
              safe: { backend: near, model: qwen-safe, quality: 0.5, latency: 3, trusted: true }
            routes:
              - { model: "gpt-4*", policy: racing }
            policies:
              racing: { hedge: true, prefill: true, patience: 1s, stages: [ { score: {} } ] }
            """.formatted(far.url(), near.url()) + privacy;
    }

    static String chat(String model, String content, String more) {
        return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}"
                .formatted(model, content, more);
    }

    @Override
    public void close() throws IOException {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        far.close();
        near.close();
    }
}
