package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.restassured.path.json.JsonPath;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb as it is, without local models: what it does with its input. */
class ExplainCommandTest {
    @TempDir
    private Path folder;

    private final Shell shell = new Shell();
    private Path config;
    private byte[] standardInput = {};
    private boolean isTerminal;

    @BeforeEach
    void aConfiguration() throws IOException {
        config = Files.writeString(folder.resolve("outrigger.yaml"), """
            backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
            models: { big: { backend: there, model: gpt-big } }
            """);
    }

    @Test
    void answersAThousandLinesInOrderWithTheBrokenOnesInTheirPlace() throws IOException {
        List<String> lines = new ArrayList<>(IntStream.range(0, 1_000)
                .mapToObj(i -> prompt("word ".repeat(i % 40 + 1)))
                .toList());
        lines.set(400, "{broken");
        lines.set(500, "[]");
        lines.set(600, "{\"prompt\":7}");

        assertEquals(0, explain("--all", "--jsonl", file(String.join("\n", lines))));

        List<String> answers = answers();
        assertEquals(1_000, answers.size());
        for (int i = 0; i < answers.size(); i++) {
            if (i == 400 || i == 500 || i == 600)
                assertEquals(i + 1, JsonPath.from(answers.get(i)).getInt("line"), answers.get(i));
            else assertEquals(tokens(answers.get(i % 40)), tokens(answers.get(i)), answers.get(i));
        }
        assertTrue(tokens(answers.get(39)) > tokens(answers.get(0)));
    }

    @Test
    void whatIsRecordedIsReplayedAndJudgedByWhatSomebodyFoundOut() throws IOException {
        config = Files.writeString(folder.resolve("outrigger.yaml"), """
                backends: { there: { kind: openai, url: "http://127.0.0.1:9/v1" } }
                models:
                  big: { backend: there, model: gpt-big, price: { input: 10, output: 10 }, quality: 0.9 }
                  mini: { backend: there, model: gpt-mini, price: { input: 1, output: 1 }, quality: 0.5 }
                policies:
                  default: { stages: [ rule: { when: "true", prefer: [big] } ] }
                  other: { stages: [ rule: { when: "true", prefer: [mini] } ] }
                """);
        String log = folder.resolve("log").toString();

        assertEquals(0, explain("--jsonl", file(prompt("a") + "\n{broken\n" + prompt("b")), "--record", log));

        List<String> ids = answers().stream()
                .map(line -> JsonPath.from(line).getString("exchange"))
                .toList();
        assertEquals(null, ids.get(1));
        Path outcomes = outcomes(ids.get(0), ids.get(2));
        Shell again = new Shell();
        assertEquals(
                0,
                again.run(
                        new ReplayCommand(Map.of()),
                        "replay",
                        "--policy",
                        "other",
                        "--from",
                        log,
                        "--outcomes",
                        outcomes.toString(),
                        "--config",
                        config.toString()),
                again::err);
        assertTrue(again.out().contains("2 decisions; decided again as recorded: 2 the same"), again.out());
        assertTrue(again.out().contains("by outcomes of 2 decisions, 2 groups"), again.out());
        assertTrue(again.out().contains("quality kept  50.0 %"), again.out());
        assertTrue(again.out().contains("cheaper by    75.0 %"), again.out());
        assertTrue(again.out().contains("faster by     unknown"), again.out());
    }

    private Path outcomes(String right, String wrong) throws IOException {
        return Files.writeString(folder.resolve("outcomes.ndjson"), """
                {"exchange":"%s","models":{"big":{"quality":1,"dollars":4},"mini":{"quality":1,"dollars":1}}}
                {"exchange":"%s","models":{"big":{"quality":1},"mini":{"quality":0}}}
                """.formatted(right, wrong));
    }

    @Test
    void thereIsOnePolicyForAllLogsOrOneForEach() {
        assertEquals(
                2, shell.run(new ReplayCommand(Map.of()), "replay", "--policy", "a", "--policy", "b", "--from", "x"));
        assertTrue(shell.err().contains("one --policy for all --from, or one for each"), shell.err());
        assertEquals(2, shell.run(new ReplayCommand(Map.of()), "replay", "--mix", "code=1", "--from", "x"));
        assertTrue(shell.err().contains("--mix needs --outcomes"), shell.err());
    }

    @Test
    void onlyALogOfRequestsCanBeRecorded() {
        assertEquals(2, explain("Hi", "--record", folder.toString()));
        assertTrue(shell.err().contains("--record needs --jsonl"), shell.err());
    }

    @Test
    void anEmptyInputHasNoAnswers() throws IOException {
        assertEquals(0, explain("--jsonl", file("")));
        assertEquals(0, explain("--jsonl", file("\n\r\n  \n")));

        assertEquals("", shell.out());
    }

    @Test
    void linesMayEndAsOnWindowsOrNotAtAll() throws IOException {
        assertEquals(
                0, explain("--jsonl", file(prompt("a") + "\r\n\r\n" + prompt("b") + "\r\n{broken\r\n" + prompt("c"))));

        List<String> answers = answers();
        assertEquals(4, answers.size());
        assertEquals(4, JsonPath.from(answers.get(2)).getInt("line"));
        assertTrue(answers.get(3).contains("\"decision\""), answers.get(3));
    }

    @Test
    void bytesThatAreNoTextSpoilNoOtherLine() throws IOException {
        byte[] bytes = (prompt("a") + "\n??\n" + prompt("b")).getBytes(StandardCharsets.UTF_8);
        int at = prompt("a").length() + 1;
        bytes[at] = (byte) 0xC3;
        bytes[at + 1] = (byte) 0x28;
        Path file = Files.write(folder.resolve("requests.jsonl"), bytes);

        assertEquals(0, explain("--jsonl", file.toString()));

        List<String> answers = answers();
        assertEquals(2, JsonPath.from(answers.get(1)).getInt("line"), answers.get(1));
        assertTrue(answers.get(2).contains("\"decision\""), answers.get(2));
    }

    @Test
    void aDashIsStandardInput() {
        standardInput = (prompt("from a pipe") + "\n").getBytes(StandardCharsets.UTF_8);

        assertEquals(0, explain("--jsonl", "-"));

        assertEquals("big", JsonPath.from(shell.out()).getString("decision.candidates[0].model"));
    }

    @Test
    void aPromptOnATerminalIsAnsweredWithATable() {
        isTerminal = true;

        assertEquals(0, explain("What is 2 \\ 2?"));

        assertTrue(shell.out().startsWith("big, by policy default@"), shell.out());
        assertTrue(shell.out().contains("\n#  MODEL  SCORE"), shell.out());
        assertTrue(shell.out().contains("\nread: "), shell.out());
    }

    @Test
    void aPromptInAPipeIsAnsweredWithALineOfJson() {
        assertEquals(0, explain("hi"));

        assertEquals(1, answers().size());
        assertEquals("big", JsonPath.from(shell.out()).getString("decision.candidates[0].model"));
    }

    @Test
    void linesAreAnsweredWithTablesWhereThatIsSaid() {
        standardInput = (prompt("a") + "\n{broken\n").getBytes(StandardCharsets.UTF_8);

        assertEquals(0, explain("--table", "--jsonl", "-"));

        assertTrue(shell.out().startsWith("big, by policy"), shell.out());
        assertTrue(shell.out().contains("\"line\":2"), shell.out());
    }

    @Test
    void wantsEitherAPromptOrLines() {
        assertEquals(2, explain());
        assertEquals(2, explain("hi", "--jsonl", "-"));
    }

    @Test
    void saysWhatIsMissingBesideTheAnswers() {
        standardInput = prompt("hi").getBytes(StandardCharsets.UTF_8);

        assertEquals(0, explain("--jsonl", "-"));

        assertTrue(shell.err().startsWith("outrigger: without the analyzer's model: missing: "), shell.err());
        assertEquals(1, answers().size());
    }

    @Test
    void aFileThatCannotBeReadIsTold() {
        assertEquals(1, explain("--jsonl", "nothere.jsonl"));
        assertEquals("outrigger: nothere.jsonl is not there\n", shell.err());

        Shell other = new Shell();
        assertEquals(1, other.run(command(), "explain", "--jsonl", folder.toString()));
        assertEquals("outrigger: " + folder + ": is a folder\n", other.err());
    }

    @Test
    void aWrongConfigurationAnswersNothing() throws IOException {
        Files.writeString(config, "listn: {}");

        assertEquals(2, explain("--jsonl", "-"));

        assertTrue(shell.err().contains("did you mean 'listen'"), shell.err());
        assertEquals("", shell.out());
    }

    private int explain(String... arguments) {
        List<String> all = new ArrayList<>(List.of("explain", "--config", config.toString()));
        all.addAll(List.of(arguments));
        return shell.run(command(), all.toArray(String[]::new));
    }

    private ExplainCommand command() {
        return new ExplainCommand(
                Map.of("OUTRIGGER_CACHE", folder.toString()),
                new ByteArrayInputStream(standardInput),
                () -> isTerminal);
    }

    private List<String> answers() {
        return shell.out().lines().toList();
    }

    private String file(String text) throws IOException {
        return Files.writeString(folder.resolve("requests.jsonl"), text).toString();
    }

    private static String prompt(String text) {
        return "{\"prompt\":\"" + text + "\"}";
    }

    private static int tokens(String answer) {
        return JsonPath.from(answer).getInt("analysis.tokens.value");
    }
}
