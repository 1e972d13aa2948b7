package dev.outrigger;

import static dev.outrigger.PrivacyRig.CHAT;
import static dev.outrigger.PrivacyRig.chat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Aside;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.RawClient;
import dev.outrigger.support.Row;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import io.restassured.response.Response;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long requests, which are looked through beside the event loops, before a real sidecar. */
class PrivacyAsideIT {
    private static final String MAIL = "jane.doe@example.com";

    /** Nearly as much work as is done for one request. */
    private static final String LONG = "4 1 1 1 ".repeat(110_000) + MAIL;

    @TempDir
    private Path folder;

    @Test
    @Row("own.permission")
    void answersShortRequestsOnEveryEventLoopMeanwhileAndTellsNobodyOfTheLongOnes() throws Exception {
        try (PrivacyRig rig = new PrivacyRig(folder, "privacy: { personalData: refuse }")) {
            Aside aside = rig.sidecar.aside();
            List<RawClient> apps = new ArrayList<>();
            for (int i = 0; i < 6; i++) apps.add(rig.sidecar.raw().post(CHAT, chat("big", LONG, "")));
            Awaitility.await().until(() -> aside.size() >= 3);

            for (int i = 0; i < 4; i++)
                rig.sidecar.app().body(chat("big", "Hi", "")).post(CHAT).then().statusCode(200);

            assertTrue(aside.size() > 0, "all was looked through before the short ones were answered");
            for (RawClient app : apps) {
                String refused = app.until("EMAIL");
                assertTrue(refused.startsWith("HTTP/1.1 451"), refused);
                app.close();
            }
            assertEquals(4, rig.far.received().size());
        }
    }

    @Test
    @Row("clock.deadline")
    void answersAtTheDeadlineOfARequestThatWaitsAndFreesThoseWhoseAppsLeave() throws Exception {
        try (PrivacyRig rig = new PrivacyRig(folder, "privacy: { personalData: refuse }");
                RawClient late = rig.sidecar.raw()) {
            List<RawClient> apps = new ArrayList<>();
            for (int i = 0; i < 10; i++) apps.add(rig.sidecar.raw().post(CHAT, chat("big", LONG, "")));
            Awaitility.await().until(() -> rig.sidecar.aside().size() >= 5);

            late.post(CHAT, chat("big", LONG, ""), "x-outrigger-deadline-ms: 500");

            assertTrue(late.until("deadline").startsWith("HTTP/1.1 504"));
            assertTrue(rig.sidecar.aside().size() > 0, "all was looked through before the deadline");
            for (RawClient app : apps) app.reset();
            rig.sidecar.awaitNothingInFlight();
            assertEquals(0, rig.sidecar.aside().size());
            assertEquals(List.of(), rig.far.received());
        }
    }

    @Test
    @Row("overload.exchanges")
    void refusesWhatIsOverTheBoundInTheAppsOwnWords() throws Exception {
        try (PrivacyRig rig = new PrivacyRig(folder, "privacy: { personalData: refuse }\nlimits: { checks: 1 }\n");
                RawClient first = rig.sidecar.raw()) {
            first.post(CHAT, chat("big", LONG, ""));
            Awaitility.await().until(() -> rig.sidecar.aside().size() == 1);

            Response refused = rig.sidecar
                    .app()
                    .body(chat("claude", LONG, ",\"max_tokens\":9"))
                    .post("/v1/messages");

            assertEquals(503, refused.statusCode());
            assertEquals("error", refused.path("type"));
            assertTrue(refused.path("error.message").toString().contains("limits.checks"), refused.asString());
            assertTrue(first.until("EMAIL").startsWith("HTTP/1.1 451"));
        }
    }

    @Test
    @Row("own.permission")
    void refusesWhatThereIsTooMuchToLookAtInAndSaysSo() throws Exception {
        try (PrivacyRig rig = new PrivacyRig(folder, "privacy: {}")) {
            Response refused = rig.sidecar
                    .app()
                    .body(chat("big", "&amp;amp;amp;amp;lt;" + "4 1 1 1 ".repeat(110_000), ""))
                    .post(CHAT);

            assertEquals(451, refused.statusCode());
            assertTrue(refused.asString().contains("more to look through"), refused.asString());
            assertEquals(List.of(), rig.far.received());
        }
    }

    @Test
    void decidesByWhatIsSensitiveInALongTextHoweverShortTheAnalysisIs() throws Exception {
        try (ScriptedUpstream far = new ScriptedUpstream(Script.json(OpenAiText.answer("far")));
                ScriptedUpstream near = new ScriptedUpstream(Script.json(OpenAiText.answer("near")));
                RunningSidecar sidecar = RunningSidecar.remoteOnly(folder, """
                    analyzer: { budget: 1ms }
                    backends:
                      far: { kind: openai, url: "%s" }
                      near: { kind: openai, url: "%s" }
                    models:
                      big: { backend: far, model: gpt-big, quality: 0.9 }
                      safe: { backend: near, model: qwen-safe, quality: 0.5 }
                    policies:
                      default:
                        stages: [ { rule: { when: "'EMAIL' in analysis.sensitivity", prefer: [safe] } }, { score: {} } ]
                    """.formatted(far.url(), near.url()))) {
            sidecar.app().body(chat("auto", "4 1 1 1 ".repeat(20_000), "")).post(CHAT);
            sidecar.app()
                    .body(chat("auto", "4 1 1 1 ".repeat(20_000) + MAIL, ""))
                    .post(CHAT);

            assertEquals(1, far.received().size());
            assertEquals(1, near.received().size());
        }
    }

    @Test
    void explainsALongTextBesideTheEventLoopWithAllThatIsInIt() throws Exception {
        try (PrivacyRig rig = new PrivacyRig(folder, "privacy: {}")) {
            Response told = rig.sidecar
                    .operator()
                    .body("{\"prompt\":\"%s\"}\n{\"prompt\":\"Hi\"}".formatted(LONG))
                    .post("/explain");

            List<String> lines = told.asString().lines().toList();
            assertEquals(2, lines.size());
            assertTrue(
                    lines.getFirst().contains("\"because\":\"it holds EMAIL\""),
                    lines.getFirst().substring(0, 200));
            assertTrue(
                    lines.getFirst().contains("\"sensitivity\":{\"value\":[\"EMAIL\"]"),
                    lines.getFirst().substring(0, 200));
        }
    }
}
