package dev.outrigger.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.admit.Clearance;
import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Tool;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelState;
import dev.outrigger.support.Asked;
import dev.outrigger.support.Drawn;
import dev.outrigger.support.Known;
import dev.outrigger.support.Row;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FiltersTest {
    private static final ChatRequest PLAIN = Fixtures.request("auto");

    private static Shortlist filter(Stage stage, ChatRequest request, ModelState... models) {
        Query query = new Query(request, Analysis.NONE, Fixtures.view(models), Clearance.OPEN);
        return stage.apply(query, Shortlist.of(query.view()));
    }

    private static List<String> left(Shortlist shortlist) {
        return shortlist.candidates().stream().map(Candidate::model).toList();
    }

    private static void assertLacks(String words, ChatRequest request) {
        Shortlist shortlist = filter(new CapabilityFilter(), request, Fixtures.SMOL, Fixtures.BEST);

        assertEquals(List.of("best"), left(shortlist));
        assertEquals(List.of(new Decision.Excluded("smol", "capability", words)), shortlist.excluded());
    }

    @Test
    void leavesOutModelsOfEmbeddingsAloneWhateverIsAsked() {
        ModelState embedder = Fixtures.ready(Fixtures.cloud("ada")
                .can(java.util.EnumSet.of(dev.outrigger.registry.Capability.EMBEDDINGS))
                .profile());

        Shortlist shortlist = filter(new CapabilityFilter(), PLAIN, Fixtures.SMOL, embedder, Fixtures.BEST);

        assertEquals(List.of("smol", "best"), left(shortlist));
        assertEquals(List.of(new Decision.Excluded("ada", "capability", "only embeddings")), shortlist.excluded());
    }

    @Test
    void leavesOutModelsWithoutWhatTheRequestNeeds() {
        Tool tool = new Tool("now", "The time.", "{}");
        Part.Source file = new Part.Source.Uploaded("f1");
        assertLacks("no tools", Asked.of("Hi").tools(List.of(tool)).request());
        assertLacks(
                "no json schema",
                Asked.of("Hi").format(new OutputFormat.Schema("s", "{}")).request());
        assertLacks("no json", Asked.of("Hi").format(new OutputFormat.Json()).request());
        assertLacks(
                "no several choices",
                Asked.of("Hi").sampling(new Drawn().choices(2).sampling()).request());
        assertLacks(
                "no images",
                Asked.of(new Part.Media(Part.Media.Kind.IMAGE, file)).request());
        assertLacks(
                "no audio",
                Asked.of(new Part.Media(Part.Media.Kind.AUDIO, file)).request());
        assertLacks(
                "no documents",
                Asked.of(new Part.Media(Part.Media.Kind.DOCUMENT, file)).request());
    }

    @Test
    void countsAToolLoopWithoutToolsAsNeedingThem() {
        assertLacks(
                "no tools",
                Asked.of(new Part.ToolResult("1", List.of(new Part.Text("noon")), false))
                        .request());
    }

    @Test
    void asksNoCapabilityForAPlainQuestion() {
        assertEquals(List.of("smol"), left(filter(new CapabilityFilter(), PLAIN, Fixtures.SMOL)));
    }

    @Test
    void leavesOutAWindowThatIsTooSmall() {
        // Given: about 25,000 tokens.
        ChatRequest thick = ChatRequest.of(new ModelName("auto"), "word ".repeat(25_000));

        // When
        Shortlist shortlist = filter(new WindowFilter(), thick, Fixtures.SMOL, Fixtures.BEST);

        // Then
        assertEquals(List.of("best"), left(shortlist));
        assertTrue(shortlist.excluded().getFirst().because().endsWith("do not fit in 8192"));
    }

    @Test
    void countsTheBoundOnTheAnswerAgainstTheWindow() {
        // Given
        ChatRequest request =
                Asked.of("Hi").sampling(Sampling.UNSAID.withMaxTokens(8_190)).request();

        // Then
        assertEquals(List.of("best"), left(filter(new WindowFilter(), request, Fixtures.SMOL, Fixtures.BEST)));
    }

    @Test
    void leavesOutWhoseLongestAnswerIsShorterThanTheBound() {
        ModelState brief = Fixtures.ready(Fixtures.cloud("brief").output(100).profile());

        Shortlist asked = filter(
                new WindowFilter(),
                Asked.of("Hi").sampling(Sampling.UNSAID.withMaxTokens(101)).request(),
                brief,
                Fixtures.BEST);

        assertEquals(List.of("best"), left(asked));
        assertEquals(
                List.of(new Decision.Excluded("brief", "window", "gives at most 100 tokens, 101 are asked for")),
                asked.excluded());
        assertEquals(List.of("brief"), left(filter(new WindowFilter(), PLAIN, brief)));
    }

    @Test
    void passesAWindowThatIsUnknown() {
        ChatRequest thick = ChatRequest.of(new ModelName("auto"), "word ".repeat(25_000));
        ModelState unknown = Fixtures.ready(Fixtures.unknown("new"));

        assertEquals(List.of("new"), left(filter(new WindowFilter(), thick, unknown, Fixtures.SMOL)));
    }

    @Test
    void leavesOutWhoeverIsNotReadyAndSaysWhy() {
        // Given
        ModelState loading = Fixtures.in(Fixtures.SMOL.profile(), new Health.Loading("40 %"));
        ModelState resting =
                Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));

        // When
        Shortlist shortlist = filter(new HealthFilter(), PLAIN, loading, resting, Fixtures.BEST);

        // Then
        assertEquals(List.of("best"), left(shortlist));
        assertEquals(
                List.of(
                        new Decision.Excluded("smol", "health", "loading: 40 %"),
                        new Decision.Excluded("mini", "health", "resting: breaker open")),
                shortlist.excluded());
    }

    @Test
    @Row("budget.least-bad")
    void keepsWhoseRestEndsFirstWhenNobodyElseIsLeftAndSaysSo() {
        // Given
        ModelState gone = Fixtures.in(Fixtures.SMOL.profile(), new Health.Unavailable("no files"));
        ModelState longer =
                Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("throttled", Duration.ofSeconds(9)));
        ModelState sooner =
                Fixtures.in(Fixtures.BEST.profile(), new Health.Resting("breaker open", Duration.ofSeconds(2)));

        // When
        Shortlist shortlist = filter(new HealthFilter(), PLAIN, gone, longer, sooner);

        // Then
        assertEquals(List.of("best"), left(shortlist));
        assertTrue(shortlist
                .candidates()
                .getFirst()
                .because()
                .endsWith("kept although resting: breaker open: nobody else is left"));
        assertEquals(2, shortlist.excluded().size());
    }

    @Test
    @Row("budget.least-bad")
    void keepsTheBestPlacedOfThoseWhoseRestEndsTogether() {
        ModelState first = Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("a", Duration.ofSeconds(1)));
        ModelState second = Fixtures.in(Fixtures.BEST.profile(), new Health.Resting("b", Duration.ofSeconds(1)));

        assertEquals(List.of("mini"), left(filter(new HealthFilter(), PLAIN, first, second)));
    }

    @Test
    void remembersWhomOnlyTheirRestLeftOut() {
        ModelState gone = Fixtures.in(Fixtures.SMOL.profile(), new Health.Unavailable("no files"));
        ModelState resting = Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("a", Duration.ofSeconds(1)));

        Shortlist shortlist = filter(new HealthFilter(), PLAIN, gone, resting, Fixtures.BEST);

        assertEquals(
                List.of("mini"),
                shortlist.resting().stream().map(Candidate::model).toList());
    }

    @Test
    void keepsWhoIsAsleepAndSaysThatItIsLoadedFirst() {
        ModelState asleep = Fixtures.in(Fixtures.SMOL.profile(), new Health.Asleep("unloaded after 10m"));
        ModelState resting = Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("a", Duration.ofSeconds(1)));

        Shortlist shortlist = filter(new HealthFilter(), PLAIN, asleep, resting);

        assertEquals(List.of("smol"), left(shortlist));
        assertTrue(shortlist.candidates().getFirst().because().endsWith("asleep: unloaded after 10m"));
    }

    @Test
    void keepsWhoeverIsWaitedForWhenNobodyElseIsLeftAndSaysSo() {
        ModelState loading = Fixtures.in(Fixtures.SMOL.profile(), new Health.Loading("40 %", true));
        ModelState gone = Fixtures.in(Fixtures.MINI.profile(), new Health.Unavailable("no files"));
        ModelState lost = Fixtures.in(Fixtures.BEST.profile(), new Health.Loading("after a loss"));

        Shortlist shortlist = filter(new HealthFilter(), PLAIN, loading, gone, lost);

        assertEquals(List.of("smol"), left(shortlist));
        assertTrue(shortlist
                .candidates()
                .getFirst()
                .because()
                .endsWith("kept although loading: 40 %: nobody else is left"));
    }

    @Test
    void asksWhoeverRestsBeforeItWaits() {
        ModelState loading = Fixtures.in(Fixtures.SMOL.profile(), new Health.Loading("40 %", true));
        ModelState resting =
                Fixtures.in(Fixtures.MINI.profile(), new Health.Resting("breaker open", Duration.ofSeconds(1)));

        assertEquals(List.of("mini", "smol"), left(filter(new HealthFilter(), PLAIN, loading, resting)));
    }

    @Test
    void passesARequestThatJustFits() {
        ModelState exact = Fixtures.ready(Fixtures.cloud("a").window(100).profile());
        ModelState small = Fixtures.ready(Fixtures.cloud("b").window(99).profile());
        long asked = new Query(Asked.of("Hi").request(), Analysis.NONE, Fixtures.view(exact, small), Clearance.OPEN)
                .outline()
                .tokens();
        ChatRequest request = Asked.of("Hi")
                .sampling(Sampling.UNSAID.withMaxTokens(100 - (int) asked))
                .request();

        assertEquals(List.of("a"), left(filter(new WindowFilter(), request, exact, small)));
    }

    @Test
    void looksForPicturesInWhatToolsAnswered() {
        Part.Media picture = new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Uploaded("f1"));
        assertLacks(
                "no tools, images",
                Asked.of(new Part.ToolResult("1", List.of(picture), false)).request());
    }

    @Test
    void saysThatJsonAloneIsNoSchemas() {
        ModelState plain = Fixtures.ready(
                new Known("plain", "cloud", "any").can(Set.of(Capability.JSON)).profile());
        ModelState none = Fixtures.ready(
                new Known("none", "cloud", "any").can(Set.of(Capability.TOOLS)).profile());
        ChatRequest asked =
                Asked.of("Hi").format(new OutputFormat.Schema("answer", "{}")).request();
        Decision decision = Fixtures.policy(Fixtures.view(plain, none), Fixtures.score())
                .decide(new Query(asked, Analysis.NONE, Fixtures.view(plain, none), Clearance.OPEN));

        assertEquals(
                List.of(
                        "no json schema: its capabilities say json, and a schema's needs json-schema too",
                        "no json schema"),
                decision.excluded().stream().map(Decision.Excluded::because).toList());
    }
}
