import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * A sidecar to look at: two scripted providers that do wrong now and then, a Jaeger if there is one, some thirty requests of all
 * kinds, and then what came of them, with a link for each and for each question that an SRE asks. It runs until Ctrl-C; with
 * {@code --once} it ends with 1 when Jaeger does not find what a link promises.
 *
 * <p>{@code java perf/Demo.java [--once] -- JAVA FLAG... -jar JAR}.
 */
final class Demo {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(60);
    private static final long FOUND_SECONDS = 20;

    private static final String TOOLS = ",\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\"}}}]";
    private static final String PROOF = "Prove that the square root of %d is irrational, and generalise to all non-square integers";

    /** What is asked, and how often: 30 in all. */
    private static final List<Kind> KINDS = List.of(
            new Kind("small talk", 5, "auto", "Hi, how are you today? I am number %d", ",\"max_tokens\":12"),
            new Kind("something hard", 5, "auto", PROOF, ""),
            new Kind("the same, streamed", 4, "auto", PROOF + ", step by step", ",\"stream\":true"),
            new Kind("a model by its name", 2, "south-large", "Write a sonnet about lighthouse %d", ""),
            new Kind("personal data", 4, "auto", "Write to jane.doe%d@example.com that her parcel is late", ",\"max_tokens\":12"),
            new Kind("cheap first, unsure", 3, "outrigger/careful", "What is the capital of country number %d?", ",\"max_tokens\":16,\"temperature\":5,\"seed\":7"),
            new Kind("a provider that fails", 3, "auto", "Prove in the storm of %d that no largest prime exists, and derive a bound on the gaps", ",\"max_tokens\":16"),
            new Kind("a stream that is cut", 1, "north-large", "Use your tools and break off at %d", ",\"stream\":true" + TOOLS),
            new Kind("a request that is wrong", 1, "north-large", "This is nonsense %d", ""),
            new Kind("a provider that is busy", 2, "auto", "Prove in a hurry, by induction on %d, the binomial theorem over commutative rings", ",\"max_tokens\":16"));

    private Demo() {}

    private record Kind(String name, int times, String model, String prompt, String more) {
        String body(int number) {
            return "{\"model\":\"%s\",\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]%s}".formatted(model, prompt.formatted(number + 2), more);
        }
    }

    /** @param trace the id of its trace */
    private record Answer(Kind kind, String trace, HttpResponse<String> http, double millis) {
        String header(String name) {
            return http.headers().firstValue("x-outrigger-" + name).orElse("-");
        }
    }

    public static void main(String[] args) throws Exception {
        List<String> all = Arrays.asList(args);
        int split = all.indexOf("--");
        List<String> own = split < 0 ? all : all.subList(0, split);
        if (split < 0 || !List.of("--once").containsAll(own)) {
            System.err.println("demo: use ./outrigger demo [--once]");
            System.exit(2);
        }
        Path home = Path.of(System.getenv().getOrDefault("OUTRIGGER_HOME", "."));
        Path work = Files.createTempDirectory("outrigger-demo");
        Optional<Path> binary = DemoJaeger.binary(System.getenv());
        Map<String, String> memory = DemoUpstream.memory();
        boolean good;
        try (DemoJaeger jaeger = binary.isPresent() ? DemoJaeger.start(binary.get(), home, work) : DemoJaeger.elsewhere();
                DemoUpstream north = new DemoUpstream(memory);
                DemoUpstream south = new DemoUpstream(memory)) {
            if (!jaeger.answers()) sayHowToGetOne();
            Sidecar.Ports ports = Sidecar.Ports.free();
            say("starting a sidecar, two providers and %d requests (logs: %s)", KINDS.stream().mapToInt(Kind::times).sum(), work);
            try (Sidecar sidecar = Sidecar.start(all.subList(split + 1, all.size()), ports, settings(north, south, jaeger), "", work)) {
                sidecar.loaded();
                say("ready: %s", sidecar.states());
                List<Answer> answers = traffic(ports.data());
                table(answers, jaeger);
                money(sidecar);
                good = questions(answers, jaeger, own.contains("--once"));
                System.out.printf("%ndata port http://localhost:%d/v1, metrics http://localhost:%d/metrics, state http://localhost:%d/state%n", ports.data(), ports.health(), ports.admin());
                if (!own.contains("--once")) {
                    System.out.println("It runs on, for you to ask and to look. Ctrl-C ends all of it.");
                    Thread.currentThread().join();
                }
            }
        }
        if (!good) System.exit(1);
    }

    private static void sayHowToGetOne() {
        say("no Jaeger answers at http://localhost:16686; the traces of this run are lost. Start one first, with containers");
        say("    docker run --rm -p 16686:16686 -p 4318:4318 jaegertracing/jaeger:2.13.0");
        say("or, without, build one that this finds by itself: observability/build-jaeger.sh \"%s/jaeger\"", System.getenv().getOrDefault("OUTRIGGER_CACHE", "~/.cache/outrigger"));
    }

    private static String settings(DemoUpstream north, DemoUpstream south, DemoJaeger jaeger) {
        return """
                backends:
                  here: { kind: engine }
                  north: { kind: openai, url: "%s" }
                  south: { kind: openai, url: "%s" }
                models:
                  smol: { backend: here, model: smollm2-135m-instruct, window: 1024, latency: 2.5 }
                  big: { backend: north, model: north-large, quality: 0.9, latency: 2, price: { input: 3, output: 15 } }
                  fine: { backend: south, model: south-large, quality: 0.85, latency: 3, price: { input: 2, output: 10 } }
                policies:
                  default: { baseline: big, stages: [ local: {}, score: {} ] }
                  careful: { baseline: big, stages: [ cascade: { from: [smol], to: [big, fine], confidence: 0.6 } ] }
                privacy: {}
                analyzer: { budget: 2s }
                telemetry: { otlp: "%s", app: demo }
                """.formatted(north.url(), south.url(), jaeger.otlp());
    }

    private static List<Answer> traffic(int port) throws Exception {
        List<Answer> answers = new ArrayList<>();
        for (Kind kind : KINDS) for (int i = 0; i < kind.times(); i++) answers.add(ask(port, kind, i));
        return answers;
    }

    private static Answer ask(int port, Kind kind, int number) throws Exception {
        RandomGenerator dice = RandomGenerator.getDefault();
        String trace = "%016x%016x".formatted(dice.nextLong() | 1, dice.nextLong());
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/v1/chat/completions"))
                .timeout(LONGEST_ANSWER)
                .header("content-type", "application/json")
                .header("traceparent", "00-" + trace + "-" + "%016x".formatted(dice.nextLong() | 1) + "-01")
                .POST(HttpRequest.BodyPublishers.ofString(kind.body(number)))
                .build();
        long began = System.nanoTime();
        HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(kind, trace, response, (System.nanoTime() - began) / 1e6);
    }

    private static void table(List<Answer> answers, DemoJaeger jaeger) {
        System.out.printf("%n%-24s %6s  %-22s %-12s %5s %8s  %s%n", "asked", "status", "answered by", "why", "calls", "ms", "trace");
        for (Answer answer : answers)
            System.out.printf("%-24s %6d  %-22s %-12s %5s %8.0f  %s/trace/%s%n", answer.kind().name(), answer.http().statusCode(),
                    answer.header("model"), answer.header("reason"), answer.header("attempts"), answer.millis(), jaeger.page(), answer.trace());
    }

    private static void money(Sidecar sidecar) throws Exception {
        double cost = sidecar.metric("outrigger_cost_usd_total");
        double baseline = sidecar.metric("outrigger_cost_baseline_usd_total");
        System.out.printf("%ncost %.4f USD; north-large alone would have cost %.4f USD%n", cost, baseline);
    }

    /** Prints each with its search, and asks Jaeger whether that finds anything; whether all do. */
    private static boolean questions(List<Answer> answers, DemoJaeger jaeger, boolean ask) throws Exception {
        Answer first = answers.getFirst();
        String policy = first.header("policy");
        List<Map.Entry<String, String>> questions = List.of(
                Map.entry("Why did this request go to that model?", tags("outrigger.exchange", first.header("exchange"))),
                Map.entry("Which requests escalated, and why?", tags("outrigger.attempt.cause", "escalation")),
                Map.entry("Where is the latency?", "&operation=outrigger.route&minDuration=300ms"),
                Map.entry("Which provider fails?", tags("outrigger.attempt.failed", "true")),
                Map.entry("Which stream was cut?", tags("outrigger.outcome", "cut")),
                Map.entry("Who was served locally for privacy?", tags("outrigger.privacy", "local-only")),
                Map.entry("What did this version of the policy decide?", tags("outrigger.policy.hash", policy.substring(policy.indexOf('@') + 1))));
        boolean isThere = jaeger.answers();
        boolean good = true;
        System.out.println();
        for (var question : questions) {
            String search = "?service=outrigger&lookback=1h&limit=100" + question.getValue();
            String found = "";
            if (ask && isThere) {
                int traces = found(jaeger, search);
                good &= traces > 0;
                found = " (" + traces + " traces)";
            }
            System.out.printf("%-44s %s/search%s%s%n", question.getKey(), jaeger.page(), search, found);
        }
        return good;
    }

    private static String tags(String key, String value) {
        return "&tags=" + URLEncoder.encode("{\"" + key + "\":\"" + value + "\"}", StandardCharsets.UTF_8);
    }

    /** How many traces a search finds, once it finds any. */
    private static int found(DemoJaeger jaeger, String search) throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(FOUND_SECONDS);
        while (System.nanoTime() < until) {
            Object traces = Json.at(jaeger.get("/api/traces" + search).map(Json::parse).orElse(Json.NOTHING), "data");
            if (traces instanceof List<?> list && !list.isEmpty()) return list.size();
            Thread.sleep(200);
        }
        return 0;
    }

    private static void say(String text, Object... values) {
        System.err.printf("demo: " + text + "%n", values);
    }
}
