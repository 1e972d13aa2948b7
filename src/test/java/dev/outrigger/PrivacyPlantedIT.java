package dev.outrigger;

import static dev.outrigger.PrivacyRig.CHAT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.sensitive.Planted;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import io.restassured.response.Response;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is planted in a request never reaches whom the operator does not trust, whatever its shape and whatever fails. */
class PrivacyPlantedIT {
    private static final String MAIL = "jane.doe@example.com";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private PrivacyRig rig;

    @AfterEach
    void stop() throws Exception {
        rig.close();
    }

    private void started(String privacy) throws Exception {
        rig = new PrivacyRig(folder, privacy);
    }

    /** Bodies of every dialect and endpoint, each with a place for something planted. */
    private static List<String> shapes() throws Exception {
        return Files.readAllLines(Path.of("src/test/resources/privacy/shapes.txt"));
    }

    private static String json(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append("\\u%04x".formatted(c)));
        return escaped.toString();
    }

    @Test
    @Row("own.permission")
    void keepsWhatIsPlantedFromAllWhoAreNotTrustedWhateverTheShape() throws Exception {
        started("privacy: {}");
        // The trusted one fails too, so that everything there is to try is tried: as one that is not asked again first.
        rig.near.then(Script.answer(501, "application/json", "{}"));
        List<Planted> planted = Planted.bare();
        Random random = new Random(20261129);

        for (String shape : shapes())
            for (int i = 0; i < 4; i++) {
                Planted one = planted.get(random.nextInt(planted.size()));
                String nested = shape.contains("\\\"@@") ? json(one.value()) : one.value();
                String written = i % 2 == 0 || shape.contains("\\\"@@") ? json(nested) : escaped(nested);

                int blank = shape.indexOf(' ');
                Response response = rig.sidecar
                        .app()
                        .body(shape.substring(blank + 1).replace("@@", written))
                        .post(shape.substring(0, blank));

                String what = shape + " with " + one;
                assertTrue(rig.far.received().isEmpty(), what);
                // A count is estimated here; all others are refused, or the trusted one's failure is told.
                assertTrue(
                        List.of(200, 400, 404, 451, 500, 501, 503).contains(response.statusCode()),
                        what + response.statusCode());
                assertFalse(response.asString().contains(one.value()), what);
            }
    }

    @Test
    void keepsEveryLayoutOfANumberFromWhoIsNotTrusted() throws Exception {
        started("privacy: {}");
        rig.near.then(Script.answer(501, "application/json", "{}"));

        for (Planted one : Planted.bare())
            rig.sidecar
                    .app()
                    .body(PrivacyRig.chat("big", json(one.value()), ""))
                    .post(CHAT);
        for (String number : List.of("4.111111111111111e15", "[4111,1111,1111,1111]"))
            rig.sidecar
                    .app()
                    .body(PrivacyRig.chat("big", "Hi", ",\"x\":" + number))
                    .post(CHAT);

        assertEquals(List.of(), rig.far.received());
    }

    @Test
    void letsTheSameShapesOutWhereNothingIsPlantedButThoseThatNobodyReads() throws Exception {
        started("privacy: {}");

        for (String shape : shapes()) {
            int before = rig.far.received().size();
            int blank = shape.indexOf(' ');
            Response response = rig.sidecar
                    .app()
                    .body(shape.substring(blank + 1).replace("@@", "hello"))
                    .post(shape.substring(0, blank));

            boolean left = rig.far.received().size() > before;
            assertEquals(response.statusCode() != 451, left, shape);
            if (!left) assertTrue(response.asString().contains("passed through"), shape);
        }
    }

    static Map<String, Script> failures() {
        return Map.of(
                "500", Script.answer(500, "application/json", "{}"),
                "429", Script.answer(429, "application/json", "{}", "retry-after: 1"),
                "400",
                        Script.answer(
                                400,
                                "application/json",
                                "{\"error\":{\"message\":\"no such model\",\"code\":\"model_not_found\"}}"),
                "too long",
                        Script.answer(
                                400,
                                "application/json",
                                "{\"error\":{\"message\":\"long\",\"code\":\"context_length_exceeded\"}}"),
                "reset", Script.reset(),
                "close", Script.close(),
                "cut", Script.cut(OpenAiText.stream("Once ", "upon ").subList(0, 2)),
                "not JSON", Script.answer(200, "text/html", "<html>"),
                "hang", Script.hang());
    }

    static Stream<String> failing() {
        return failures().keySet().stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("failing")
    void movesOnToNobodyElseWhateverTheTrustedOneDoes(String how) throws Exception {
        started("privacy: {}");
        rig.near.then(Objects.requireNonNull(failures().get(how)));

        for (String model : List.of("auto", "big", "gpt-4o", "safe", "outrigger/racing"))
            for (boolean stream : new boolean[] {true, false}) {
                rig.sidecar
                        .app()
                        .header("x-outrigger-deadline-ms", "500")
                        .body(PrivacyRig.chat(model, MAIL, stream ? ",\"stream\":true" : ""))
                        .post(CHAT);
                assertTrue(rig.far.received().isEmpty(), model + " " + how);
            }
        assertFalse(rig.near.received().isEmpty());
    }

    @Test
    void keepsToItsRulesWhenTheyAreReloadedInTheMiddle() throws Exception {
        started("privacy: {}");
        CountDownLatch reloaded = new CountDownLatch(1);
        rig.near.then(wire -> {
            rig.sidecar.write(rig.yaml(""));
            rig.sidecar.awaitDetail("reload", "applied");
            reloaded.countDown();
            wire.reset();
        });

        Response response = rig.sidecar
                .app()
                .body(PrivacyRig.chat("big", MAIL, ",\"stream\":true"))
                .post(CHAT);

        assertEquals(0, reloaded.getCount());
        assertTrue(response.statusCode() >= 400);
        assertTrue(rig.far.received().isEmpty());
    }
}
