package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.Traffic.Told;
import dev.outrigger.dialect.Way;
import dev.outrigger.support.CutAnswer;
import dev.outrigger.support.Row;
import dev.outrigger.support.ScriptedUpstream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where the app and the backend speak one dialect, the app gets the vendor's own bytes, over real sockets, wherever the
 * network cuts them: a megabyte of each way in which an app can ask.
 */
class ByteIdentityIT {
    private static final long SEED = 20_261_129;
    private static final int MUCH = 1 << 20;
    private static final int SOME = 1 << 16;
    private static final int AT_ONCE = 8;
    private static final String ANSWER = "x-answer";
    private static final List<Way> WAYS = Way.all();

    private static final HttpClient APP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static volatile List<CutAnswer> answers = List.of();
    private static ScriptedUpstream upstream;
    private static RunningSidecar sidecar;

    @BeforeAll
    static void aSidecarBeforeAllVendors(@TempDir Path folder) throws Exception {
        upstream = new ScriptedUpstream(wire -> answers.get(
                        Integer.parseInt(wire.request().header(ANSWER).orElseThrow()))
                .play(wire));
        Files.writeString(folder.resolve("key"), "of-the-operator");
        sidecar = RunningSidecar.remoteOnly(
                folder, """
                backends:
                  openai: { kind: openai, url: "%1$s/v1", responses: true }
                  quiet: { kind: openai, url: "%1$s/v1", streamUsage: false }
                  azure: { kind: azure, url: "%1$s/v1" }
                  anthropic: { kind: anthropic, url: "%1$s/v1" }
                  gemini: { kind: gemini, url: "%1$s/v1beta" }
                  ollama: { kind: ollama, url: "%1$s/api" }
                  bedrock: { kind: bedrock, url: "%1$s", key: { file: "%2$s" }, lendKey: true }
                models:
                  a: { backend: openai, model: m-openai }
                  b: { backend: openai, model: m-openai-responses }
                  c: { backend: quiet, model: m-quiet }
                  d: { backend: azure, model: m-azure }
                  e: { backend: anthropic, model: m-anthropic }
                  f: { backend: gemini, model: m-gemini }
                  g: { backend: ollama, model: m-ollama }
                  h: { backend: bedrock, model: m-bedrock }
                """.formatted("http://127.0.0.1:" + upstream.port(), folder.resolve("key")));
    }

    @AfterAll
    static void stop() throws Exception {
        sidecar.awaitNothingInFlight();
        sidecar.close();
        upstream.close();
    }

    static List<Way> ways() {
        return WAYS;
    }

    static List<Way> waysWithUsage() {
        return WAYS.stream().filter(Way::mayWantUsage).toList();
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatUpstreamAnswersIsWhatTheAppGets(Way way) {
        List<Bytes> traffic = bytes(way, MUCH);

        List<HttpResponse<byte[]>> got = ask(way, 200, traffic, List.of());

        assertSame(traffic, got, way);
        for (HttpResponse<byte[]> one : got)
            assertEquals(
                    Optional.of(Way.model(way.backend()).value()), one.headers().firstValue("x-outrigger-model"));
    }

    @ParameterizedTest
    @MethodSource("waysWithUsage")
    @Row("account.usage-asked")
    void usageThatTheAppDidNotAskForIsAllThatItDoesNotGet(Way way) {
        List<Told> traffic = way.traffic(SEED, 4 * SOME);
        List<Bytes> told = traffic.stream().map(Told::bytes).toList();
        List<Bytes> expected = traffic.stream().map(Told::withoutUsage).toList();
        for (int i = 0; i < told.size(); i++)
            assertTrue(expected.get(i).size() < told.get(i).size(), "no usage");

        assertSame(expected, ask(way.withoutUsage(), 200, told, List.of()), way);
    }

    @Test
    void usageThatNobodyAskedForIsHandedOn() {
        Way way = waysWithUsage().getFirst().to("quiet").withoutUsage();
        List<Bytes> traffic = bytes(way, SOME);

        assertSame(traffic, ask(way, 200, traffic, List.of()), way);
        assertFalse(upstream.received().getLast().body().contains("usage"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatIsPackedOnItsWayIsUnpacked(Way way) {
        List<Bytes> traffic = bytes(way, SOME);

        List<HttpResponse<byte[]>> got = ask(way, 200, packed(traffic), List.of("content-encoding: gzip"));

        assertSame(traffic, got, way);
        assertEquals(Optional.of("identity"), upstream.received().getLast().header("accept-encoding"));
        for (HttpResponse<byte[]> one : got)
            assertEquals(Optional.empty(), one.headers().firstValue("content-encoding"));
    }

    /** A deployment that nobody configured is passed on to nobody. */
    static List<Way> waysOfStrangers() {
        return WAYS.stream()
                .filter(way -> !way.path().contains("/deployments/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("waysOfStrangers")
    void whatNobodyReadsIsHandedOnAsTheAppWantsIt(Way way) {
        Way stranger = way.toAStranger();
        List<Bytes> traffic = bytes(way, SOME);

        assertSame(traffic, ask(stranger, 200, traffic, List.of()), stranger);
        List<HttpResponse<byte[]>> got = ask(stranger, 200, packed(traffic), List.of("content-encoding: gzip"));

        // An error that quotes the operator's key could not be looked through if it were packed.
        boolean isOurs = upstream.received().getLast().toString().contains("of-the-operator");
        assertEquals(
                Optional.of(isOurs ? "identity" : "gzip"),
                upstream.received().getLast().header("accept-encoding"));
        assertSame(traffic, got, stranger);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aRefusalIsTheVendorsOwn(Way way) {
        List<Bytes> traffic = way.refusals(SEED);

        assertSame(traffic, ask(way, 400, traffic, List.of()), way);
    }

    private static List<Bytes> bytes(Way way, int length) {
        return way.traffic(SEED, length).stream().map(Told::bytes).toList();
    }

    /** Has these answered, and returns what the app got. */
    private static List<HttpResponse<byte[]>> ask(Way way, int status, List<Bytes> bodies, List<String> headers) {
        List<CutAnswer> scripts = new ArrayList<>();
        for (Bytes body : bodies) {
            int number = scripts.size();
            List<String> all = new ArrayList<>(headers);
            all.addAll(List.of("x-request-id: req-" + number, "x-ratelimit-remaining-tokens: 149984"));
            scripts.add(new CutAnswer(status, type(way, status, number), body.array(), all, SEED + number));
        }
        answers = scripts;
        List<HttpResponse<byte[]>> got = new ArrayList<>();
        for (int first = 0; first < scripts.size(); first += AT_ONCE) {
            List<CompletableFuture<HttpResponse<byte[]>>> asked = new ArrayList<>();
            for (int i = first; i < Math.min(scripts.size(), first + AT_ONCE); i++)
                asked.add(APP.sendAsync(request(way, i), BodyHandlers.ofByteArray()));
            asked.forEach(one -> got.add(one.join()));
        }
        return got;
    }

    private static String type(Way way, int status, int number) {
        return (status == 200 ? way.type() : "application/json") + (number % 2 == 0 ? "" : "; charset=utf-8");
    }

    private static HttpRequest request(Way way, int answer) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + sidecar.data + way.path()))
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .header("accept-encoding", "gzip")
                .header(ANSWER, Integer.toString(answer))
                .POST(HttpRequest.BodyPublishers.ofString(way.body()))
                .build();
    }

    private static void assertSame(List<Bytes> sent, List<HttpResponse<byte[]>> got, Way way) {
        assertEquals(sent.size(), got.size());
        for (int i = 0; i < sent.size(); i++) {
            HttpResponse<byte[]> one = got.get(i);
            String what = "answer %d by %s of seed %d, status %d".formatted(i, way, SEED, one.statusCode());
            assertSame(sent.get(i).array(), unpacked(one), what);
            assertEquals(
                    type(way, one.statusCode(), i),
                    one.headers().firstValue("content-type").orElse(""),
                    what);
            assertEquals("req-" + i, one.headers().firstValue("x-request-id").orElse(""), what);
            assertEquals(
                    "149984",
                    one.headers().firstValue("x-ratelimit-remaining-tokens").orElse(""),
                    what);
        }
    }

    private static void assertSame(byte[] sent, byte[] got, String what) {
        int at = Arrays.mismatch(sent, got);
        assertTrue(
                at < 0,
                () -> "%s: byte %d of %d, got %d%nsent: %s%n got: %s"
                        .formatted(what, at, sent.length, got.length, around(sent, at), around(got, at)));
    }

    private static String around(byte[] bytes, int at) {
        int from = Math.clamp(at - 60L, 0, bytes.length);
        return new String(bytes, from, Math.min(120, bytes.length - from), StandardCharsets.UTF_8);
    }

    private static List<Bytes> packed(List<Bytes> bodies) {
        return bodies.stream().map(ByteIdentityIT::packed).toList();
    }

    private static Bytes packed(Bytes body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream packing = new GZIPOutputStream(out)) {
            packing.write(body.array());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return Bytes.of(out.toByteArray());
    }

    private static byte[] unpacked(HttpResponse<byte[]> got) {
        if (!got.headers().firstValue("content-encoding").orElse("").equals("gzip")) return got.body();
        try (GZIPInputStream unpacking = new GZIPInputStream(new ByteArrayInputStream(got.body()))) {
            return unpacking.readAllBytes();
        } catch (IOException damaged) {
            throw new UncheckedIOException(damaged);
        }
    }
}
