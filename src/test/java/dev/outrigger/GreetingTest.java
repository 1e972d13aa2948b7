package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GreetingTest {
    private static final String LOCAL = """
            listen: { data: 8070, health: 8071, admin: 8072 }
            backends: { here: { kind: engine }, there: { kind: openai } }
            models:
              smol: { backend: here, model: smollm2-135m-instruct }
            """;
    private static final String REMOTE = "  big: { backend: there, model: gpt-big }\n";

    @Test
    void theFirstLineSaysWhereToListenAndThatThereIsMoreToCome() {
        assertEquals(
                "listening on http://localhost:8070/v1; local models are loading",
                Greeting.early(settings(LOCAL).listen()));
    }

    @Test
    void endsWithTheAddressesAndALineToTry() {
        List<String> lines = lines(LOCAL + REMOTE, "unavailable: missing: model.gguf");

        String last = lines.getLast();
        assertTrue(last.startsWith("try     curl http://localhost:8070/v1/chat/completions "), last);
        assertTrue(lines.contains("data    http://localhost:8070/v1   (set it as your SDK's base URL)"), "" + lines);
        assertTrue(lines.contains("health  http://localhost:8071/health/ready and /metrics"), "" + lines);
        assertTrue(lines.contains("admin   http://localhost:8072/state"), "" + lines);
    }

    @Test
    void tellsEachModelsStateAndNotOfReloadsThatNeverWere() {
        List<String> lines = lines(LOCAL + REMOTE, "unavailable: missing: model.gguf");

        assertTrue(lines.containsAll(List.of("analyzer: ready", "model.smol: unavailable: missing: model.gguf")));
        assertFalse(lines.toString().contains("never changed"), "" + lines);
    }

    @Test
    void saysSoWhenNobodyElseCouldAnswer() {
        String alone = "no remote model is configured: everything is answered in this process";

        assertTrue(lines(LOCAL, "ready").contains(alone));
        assertFalse(lines(LOCAL + REMOTE, "ready").contains(alone));
    }

    @Test
    void saysSoWhenNobodyCanAnswerAtAll() {
        String nobody = "no model can answer: fetch the local ones (./outrigger models pull)"
                + " or name a remote one in outrigger.yaml";

        assertTrue(lines(LOCAL, "unavailable: missing: model.gguf").contains(nobody));
        assertTrue(lines("listen: { data: 8070 }", "ready").contains(nobody));
        assertFalse(lines(LOCAL, "ready").contains(nobody));
    }

    @Test
    void saysWhoIsTrustedWithWhatIsPrivateWherePrivacyIsOn() {
        List<String> local = lines("privacy: {}\n" + LOCAL + REMOTE, "ready");
        List<String> nobody =
                lines("privacy: {}\n" + LOCAL.replace("smollm2-135m-instruct", "x, trusted: false"), "ready");

        assertTrue(local.contains("privacy: local-only; trusted: smol"), "" + local);
        assertTrue(
                nobody.contains("privacy: local-only; trusted: nobody, so nobody is told what is private"),
                "" + nobody);
        assertFalse(lines(LOCAL + REMOTE, "ready").toString().contains("privacy"));
    }

    @Test
    void theFarewellSaysWhatIsWaitedForAndHowToHurry() {
        Duration most = Duration.ofSeconds(25);

        assertEquals("stopping", Greeting.farewell(0, most));
        assertEquals(
                "stopping: 1 exchange is in flight and may end, for at most 25 s; Ctrl-C ends at once",
                Greeting.farewell(1, most));
        assertEquals(
                "stopping: 3 exchanges are in flight and may end, for at most 25 s; Ctrl-C ends at once",
                Greeting.farewell(3, most));
    }

    private static List<String> lines(String yaml, String smol) {
        Map<String, String> detail = new LinkedHashMap<>();
        detail.put("configuration", "outrigger.yaml 0123456789ab");
        detail.put(Readiness.RELOAD, "never changed");
        detail.put("analyzer", "ready");
        detail.put("model.smol", smol);
        return Greeting.lines(settings(yaml), Readiness.of(true, detail));
    }

    private static Settings settings(String yaml) {
        return SettingsReader.read("outrigger.yaml", yaml.getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
    }
}
