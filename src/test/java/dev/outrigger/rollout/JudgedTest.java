package dev.outrigger.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.route.Opening;
import dev.outrigger.route.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JudgedTest {
    private static final Opening DEAR = opening(Policies.preferring("dear"));
    private static final Opening CHEAP = opening(Policies.preferring("cheap"));

    @TempDir
    private Path folder;

    private static Opening opening(Policy policy) {
        return policy.decide(Ended.query(0)).opening();
    }

    /** Of 40 decisions in pairs; the dear model is right at all, the cheap one at every second of the hard half. */
    private Judged judged() throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 80; i++)
            lines.append(("{\"exchange\":\"%d\",\"group\":\"g%d\",\"task\":\"%s\",\"models\":{"
                            + "\"dear\":{\"quality\":1,\"dollars\":0.004,\"seconds\":4},"
                            + "\"cheap\":{\"quality\":%d,\"dollars\":0.001,\"seconds\":1}}}%n")
                    .formatted(i, i / 2, i < 40 ? "easy" : "hard", i < 40 || i % 4 < 2 ? 1 : 0));
        return new Judged(Outcomes.read(Files.writeString(folder.resolve("outcomes.ndjson"), lines)));
    }

    private static Judgement.Row row(Judged judged, String... mixes) {
        return judged.report(List.of(mixes).stream().map(Mix::parse).toList())
                .orElseThrow()
                .rows()
                .getFirst();
    }

    @Test
    void refusesAMixOfTasksThatNobodyAskedFor() throws IOException {
        Judged judged = judged();
        for (int i = 0; i < 80; i++) judged.add("" + i, DEAR, CHEAP);

        String said = assertThrows(IllegalArgumentException.class, () -> row(judged, "easy=0.3,hrad=0.7"))
                .getMessage();
        assertEquals(
                "no decision that can be judged is of task hrad of the mix easy=0.3,hrad=0.7; there are easy, hard",
                said);
    }

    @Test
    void tellsNoIntervalOfAMixOfFewGroups() throws IOException {
        Judged judged = judged();
        for (int i = 0; i < 80; i++) judged.add("" + i, DEAR, CHEAP);

        // Twenty groups of the hard half, forty in all
        assertTrue(row(judged, "hard=1").quality().orElseThrow().interval().isEmpty());
        assertTrue(
                row(judged, "easy=1,hard=1").quality().orElseThrow().interval().isPresent());
    }

    @Test
    void saysWhatWasKeptAndWhatWasSaved() throws IOException {
        Judged judged = judged();
        for (int i = 0; i < 80; i++) judged.add("" + i, DEAR, i % 2 == 0 ? CHEAP : DEAR);

        Judgement.Row row = row(judged);
        // Of the hard half every second prompt is asked of the cheap one, which fails at half of those
        assertEquals(70.0 / 80, row.quality().orElseThrow().part(), 1e-9);
        assertEquals(0.0025, row.dollars().orElseThrow().instead(), 1e-9);
        assertEquals(2.5 / 4, row.dollars().orElseThrow().part(), 1e-9);
        assertEquals(2.5 / 4, row.seconds().orElseThrow().part(), 1e-9);
        assertEquals(Map.of("cheap", 0.5, "dear", 0.5), row.shares());
    }

    @Test
    void aMixWeighsTasksWhateverTheirNumber() throws IOException {
        Judged judged = judged();
        // All of the hard ones, and four easy ones
        for (int i = 36; i < 80; i++) judged.add("" + i, DEAR, CHEAP);

        assertEquals(0.75, row(judged, "easy=1,hard=1").quality().orElseThrow().part(), 1e-9);
        assertEquals(1, row(judged, "easy=1").quality().orElseThrow().part(), 1e-9);
        assertEquals(0.5, row(judged, "hard=1").quality().orElseThrow().part(), 1e-9);
        assertEquals(24.0 / 44, row(judged).quality().orElseThrow().part(), 1e-9);
    }

    @Test
    void intervalsTakeGroupsWhole() throws IOException {
        Judged judged = judged();
        for (int i = 0; i < 80; i++) judged.add("" + i, DEAR, CHEAP);

        Judgement.Interval quality =
                row(judged).quality().orElseThrow().interval().orElseThrow();
        // 40 groups, of which three quarters are right: two standard errors are .137; of 80 single ones they were .097
        assertEquals(0.75 - 0.137, quality.low(), 0.025);
        assertEquals(0.75 + 0.137, quality.high(), 0.025);
        Judgement.Interval dollars =
                row(judged).dollars().orElseThrow().interval().orElseThrow();
        assertEquals(0.25, dollars.low(), 1e-9);
        assertEquals(0.25, dollars.high(), 1e-9);
    }

    @Test
    void ofFewGroupsNoIntervalIsTold() throws IOException {
        Judged judged = judged();
        for (int i = 0; i < 58; i++) judged.add("" + i, DEAR, CHEAP);
        assertEquals(Optional.empty(), row(judged).quality().orElseThrow().interval());
    }

    @Test
    void whatNobodyFoundOutIsNotGuessed() throws IOException {
        Judged judged = judged();
        Opening both = opening(Policies.named("thrift", "{ stages: [ ensemble: { of: [cheap, dear] } ] }"));
        judged.add("1", DEAR, both);
        judged.add("2", DEAR, new Opening(List.of(new Opening.Call.Asked("other", Optional.empty()))));
        judged.add("unknown", DEAR, CHEAP);
        judged.add("3", DEAR, CHEAP);

        Judgement found = judged.report(List.of()).orElseThrow();
        assertEquals(1, found.decisions());
        assertEquals(
                Map.of(
                        "what cheap + dear (vote) makes of it is not told", 1L,
                        "what other makes of it is not told", 1L,
                        "nothing is told of it", 1L),
                found.cannot());
        String text = found.text();
        assertTrue(text.contains("cheaper by    75.0 % (0.0040000 → 0.0010000)"), text);
    }

    @Test
    void withoutOutcomesThereIsNoJudgement() {
        assertTrue(new Judged(Outcomes.NONE).report(List.of()).isEmpty());
    }
}
