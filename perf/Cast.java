import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models of the soak and who reaches them. Models of one voice say the same. */
final class Cast {
    /** By the model's name, which is the same at its backend. */
    static final Map<String, String> VOICES = Map.of(
            "gpt", "a", "gpt-replica", "a", "claude", "b", "claude-replica", "b", "mini", "c", "haiku", "c", "solo", "d",
            "lone", "e");

    /** The model where nobody listens. */
    static final String DOWN = "down";

    /** Models with nobody who is accepted instead. */
    static final Set<String> ALONE = Set.of("solo", "lone");

    /** What apps ask for. */
    static final List<String> ASKED = List.of("gpt", "gpt", "gpt", "claude", "claude", "claude", "mini", "haiku", "solo", "lone", DOWN, "auto");

    static final int ATTEMPTS = 3;
    static final int IN_FLIGHT = 96;

    private Cast() {}

    /** @param ports of two upstreams of OpenAI's dialect, two of Anthropic's, and of one where nobody listens */
    static String configuration(List<Integer> ports) {
        return """
                backends:
                  one: { kind: openai, url: "http://127.0.0.1:%d/v1", guard: { firstToken: 3s, idle: 2s } }
                  two: { kind: openai, url: "http://127.0.0.1:%d/v1", guard: { firstToken: 3s, idle: 2s } }
                  three: { kind: anthropic, url: "http://127.0.0.1:%d/v1", guard: { firstToken: 3s, idle: 2s } }
                  four: { kind: anthropic, url: "http://127.0.0.1:%d/v1", guard: { firstToken: 3s, idle: 2s } }
                  nowhere: { kind: openai, url: "http://127.0.0.1:%d/v1" }
                models:
                  gpt: { backend: one, model: gpt, replicas: [gpt-replica], equivalents: [claude] }
                  gpt-replica: { backend: two, model: gpt-replica }
                  claude: { backend: three, model: claude, replicas: [claude-replica], equivalents: [gpt] }
                  claude-replica: { backend: four, model: claude-replica }
                  mini: { backend: two, model: mini, equivalents: [haiku] }
                  haiku: { backend: four, model: haiku, equivalents: [mini] }
                  solo: { backend: one, model: solo }
                  lone: { backend: three, model: lone }
                  down: { backend: nowhere, model: down, equivalents: [gpt, claude] }
                limits: { inFlight: %d, attempts: %d, deadline: 20s }
                """.formatted(ports.get(0), ports.get(1), ports.get(2), ports.get(3), ports.get(4), IN_FLIGHT, ATTEMPTS);
    }
}
