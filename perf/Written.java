import java.util.Random;

/** Configurations of a size. */
final class Written {
    /** Which weighs each model, and reads nothing that a model would have to compute. */
    static final String SCORED = "policies:\n  scored: { stages: [ { score: {} } ] }\n";

    private static final long SEED = 1;

    private Written() {}

    static String backends(int upstream, int count) {
        StringBuilder text = new StringBuilder("backends:\n");
        for (int i = 0; i < count; i++) text.append("  up%d: { kind: openai, url: \"http://127.0.0.1:%d/v1\" }%n".formatted(i, upstream));
        return text.toString();
    }

    /** Dear ones are better, mostly; no two are alike. */
    static String models(int count, int backends) {
        Random random = new Random(SEED);
        StringBuilder text = new StringBuilder("models:\n");
        for (int i = 0; i < count; i++) {
            double quality = 0.3 + 0.65 * random.nextDouble();
            double price = 0.05 + 10 * quality * quality * (0.5 + random.nextDouble());
            text.append("  m%d: { backend: up%d, model: remote-%d, quality: %.4f, price: { input: %.3f, output: %.3f }, latency: %.2f }%n"
                    .formatted(i, i % backends, i, quality, price, 4 * price, 0.5 + 8 * random.nextDouble()));
        }
        return text.toString();
    }

    /** Two policies of so many rules each. */
    static String rules(int count) {
        StringBuilder none = new StringBuilder("policies:\n  none:\n    stages:\n");
        StringBuilder each = new StringBuilder("  each:\n    stages:\n");
        for (int i = 0; i < count; i++) {
            none.append("      - { rule: { when: \"analysis.tokens > %d && request.tools > 0\", prefer: [m%d] } }%n".formatted(1_000_000 + i, i % 4));
            each.append("      - { rule: { when: \"analysis.tokens >= 0 && request.tools < %d\", prefer: [m%d] } }%n".formatted(100 + i, i % 4));
        }
        return none.append(each).toString();
    }
}
