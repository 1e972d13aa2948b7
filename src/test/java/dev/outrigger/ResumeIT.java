package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Telling;
import dev.outrigger.dialect.Telling.Heard;
import dev.outrigger.dialect.Way;
import dev.outrigger.support.CutStream;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import dev.outrigger.support.Wire;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Streams that break off anywhere, in each dialect of an app over backends of its own dialect and of another: the app gets
 * one whole answer, or is told that it has none, and never a mixture.
 */
class ResumeIT {
    private static final long SEED = 20_261_129;
    private static final int CUTS = 1_000;
    private static final int AT_ONCE = 16;
    /** Of each kind, so that no breaker opens. */
    private static final int MODELS = 300;

    private static final List<String> KINDS = List.of("openai", "anthropic", "gemini", "ollama");
    private static final List<CutStream.How> HOWS = List.of(CutStream.How.values());
    private static final Pattern NUMBER = Pattern.compile("case-(\\d+)-");

    private static final HttpClient APP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static final Set<String> MET = ConcurrentHashMap.newKeySet();
    private static int met;
    private static volatile List<Case> cases = List.of();
    private static ScriptedUpstream upstream;
    private static ScriptedUpstream other;
    private static RunningSidecar sidecar;

    /**
     * One request.
     *
     * @param first what the model that is asked would say, were it not cut
     * @param second what its equivalent says
     * @param recovers whether the model that was cut says it whole when it is asked again; else it refuses
     */
    private record Case(Way way, List<String> first, List<String> second, boolean recovers, int at, CutStream.How how) {
        /** Behind the dash is a number. */
        private String vendor() {
            return way.backend().split("-", 2)[0];
        }

        private Script whole(List<String> pieces) {
            List<Bytes> told = Telling.stream(vendor(), "m", pieces);
            return new CutStream(Telling.type(vendor()), told, told.size(), CutStream.How.CLEAN_END);
        }

        private Script cut() {
            return new CutStream(Telling.type(vendor()), Telling.stream(vendor(), "m", first), at, how);
        }
    }

    @BeforeAll
    static void aSidecarBeforeTwoOfEachVendor(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(ResumeIT::first);
        other = new ScriptedUpstream(wire -> {
            Case asked = asked(wire);
            asked.whole(asked.second).play(wire);
        });
        Files.writeString(folder.resolve("key"), "of-the-operator");
        StringBuilder yaml = new StringBuilder("limits: { inFlight: 1000 }\nbackends:\n");
        for (String kind : KINDS) {
            yaml.append(backend(kind, kind, upstream)).append(backend(kind + "-spare", kind, other));
        }
        yaml.append("models:\n");
        for (String kind : KINDS) {
            yaml.append("  %1$s: { backend: %1$s-spare, model: s-%1$s }%n".formatted(kind));
            for (int i = 0; i < MODELS; i++)
                yaml.append(
                        "  %1$s-%2$d: { backend: %1$s, model: m-%1$s-%2$d, equivalents: [%1$s] }%n".formatted(kind, i));
        }
        sidecar = RunningSidecar.remoteOnly(folder, yaml.toString());
    }

    private static String backend(String name, String kind, ScriptedUpstream at) {
        String base = kind.equals("gemini") ? "/v1beta" : kind.equals("ollama") ? "/api" : "/v1";
        return "  %s: { kind: %s, url: \"http://127.0.0.1:%d%s\", guard: { idle: 150ms } }%n"
                .formatted(name, kind, at.port(), base);
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
        other.close();
    }

    private static void first(Wire wire) throws Exception {
        Case asked = asked(wire);
        boolean isFirst = MET.add(number(wire));
        if (isFirst) asked.cut().play(wire);
        else if (asked.recovers) asked.whole(asked.first).play(wire);
        else wire.whole(503, "application/json", "{}");
    }

    private static Case asked(Wire wire) {
        return cases.get(Integer.parseInt(number(wire)));
    }

    private static String number(Wire wire) {
        Matcher found = NUMBER.matcher(wire.request().body());
        if (!found.find())
            throw new AssertionError("whose request is it? " + wire.request().body());
        return found.group(1);
    }

    /** Streams whose rest can be written: of the app's dialect, and of others. */
    private static List<Way> ways() {
        List<Way> streams = Way.all().stream()
                .filter(way -> way.form() == Way.Form.STREAM)
                .filter(way -> KINDS.contains(way.vendor().dialect().name())
                        || way.backend().equals("openai-responses"))
                .filter(way -> !way.backend().equals("azure"))
                .toList();
        return streams.stream()
                .flatMap(way -> Stream.concat(
                        KINDS.stream().filter(way.backend()::equals).map(own -> way),
                        KINDS.stream()
                                .filter(kind -> !way.backend().equals(kind))
                                .map(way::to)))
                .toList();
    }

    private static List<String> words(Random random) {
        List<String> vocabulary = List.of(
                "the ",
                "sea, ",
                "a boat ",
                "\u65e5\u672c\u8a9e ",
                "\ud83d\udea3 ",
                "\\n\"quoted\" ",
                "x",
                "caf\u00e9 ");
        return IntStream.range(0, 12 + random.nextInt(50))
                .mapToObj(i -> vocabulary.get(random.nextInt(vocabulary.size())))
                .toList();
    }

    private static String text(List<String> pieces) {
        return String.join("", pieces);
    }

    /** The text but for a character; cut into other pieces. */
    private static List<String> differing(List<String> pieces, int at) {
        String text = text(pieces);
        int where = text.offsetByCodePoints(0, Math.min(at, text.codePointCount(0, text.length()) - 1));
        return List.of(text.substring(0, where) + "#", text.substring(text.offsetByCodePoints(where, 1)), " and more");
    }

    private static List<Case> drawn(
            int count, Random random, java.util.function.Function<List<String>, List<String>> second) {
        List<Way> ways = ways();
        List<Case> drawn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> pieces = words(random);
            // After the beginning and the first word, before the finish reason.
            int at = 2 + random.nextInt(pieces.size() - 1);
            CutStream.How how = HOWS.get(i % HOWS.size());
            Way way = ways.get(i % ways.size());
            way = way.to(way.backend() + "-" + met++ % MODELS);
            drawn.add(new Case(way, pieces, second.apply(pieces), random.nextBoolean(), at, how));
        }
        return drawn;
    }

    private static List<Heard> ask(List<Case> asked) throws Exception {
        cases = asked;
        MET.clear();
        List<Callable<Heard>> calls = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            int number = i;
            calls.add(() -> ask(asked.get(number).way, number));
        }
        List<Heard> heard = new ArrayList<>();
        try (ExecutorService apps = Executors.newFixedThreadPool(AT_ONCE)) {
            for (Future<Heard> one : apps.invokeAll(calls)) heard.add(one.get());
        }
        return heard;
    }

    private static Heard ask(Way way, int number) throws Exception {
        String body = way.body().replace("\"hi\"", "\"case-" + number + "-\"");
        HttpResponse<byte[]> answer = APP.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.data + way.path()))
                        .header("content-type", "application/json")
                        .timeout(Duration.ofSeconds(30))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofByteArray());
        assertEquals(
                200,
                answer.statusCode(),
                () -> way + ": " + Bytes.of(answer.body()).utf8());
        return Telling.heard(way, answer.body());
    }

    @Test
    @Row("resume.same-first")
    void aStreamThatBreaksOffAnywhereArrivesWholeWhereSomebodySaysTheSame() throws Exception {
        List<Case> asked = drawn(CUTS, new Random(SEED), pieces -> List.of(text(pieces)));

        double before = resumed();
        List<Heard> heard = ask(asked);

        for (int i = 0; i < asked.size(); i++) {
            assertEquals(
                    text(asked.get(i).first), heard.get(i).text(), asked.get(i).toString());
            assertTrue(heard.get(i).isWhole(), asked.get(i).toString());
        }
        sidecar.awaitNothingInFlight();
        assertEquals(CUTS, resumed() - before);
    }

    private static double resumed() {
        return sidecar.count("outrigger.attempts", "cause", "resume", "outcome", "ok");
    }

    @Test
    @Row("after.no-mixture")
    void noAnswerIsAMixtureWhereTheOtherDiffersFromTheFirstCharacter() throws Exception {
        assertNoMixture(drawn(CUTS / 4, new Random(SEED + 1), pieces -> differing(pieces, 0)));
    }

    @Test
    @Row("after.no-mixture")
    void noAnswerIsAMixtureWhereTheOtherDiffersAfterSomeCharacters() throws Exception {
        Random random = new Random(SEED + 2);
        assertNoMixture(drawn(CUTS / 4, random, pieces -> differing(pieces, 1 + random.nextInt(20))));
    }

    private static void assertNoMixture(List<Case> asked) throws Exception {
        List<Heard> heard = ask(asked);
        for (int i = 0; i < asked.size(); i++) {
            Case one = asked.get(i);
            Heard got = heard.get(i);
            if (got.isWhole()) {
                assertTrue(List.of(text(one.first), text(one.second)).contains(got.text()), one.way + ": " + got);
            } else {
                assertTrue(got.failed() && !got.finished(), one + ": " + got);
                assertTrue(text(one.first).startsWith(got.text()), one + ": " + got);
            }
        }
        assertTrue(heard.stream().anyMatch(Heard::isWhole) && heard.stream().anyMatch(Heard::failed));
    }
}
