package dev.outrigger.dialect;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.support.Drawn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Builders;
import net.jqwik.api.Combinators;

/**
 * Requests in the vocabulary's words, as a conversation has them: a system's text, turns of user and assistant, calls
 * with their results. A dialect's test says what its vendor has words for; what differs more from vendor to vendor
 * (media, forms of thinking, names of schemas) it gives itself.
 *
 * @param said the features that a request may ask for
 * @param media what a user may show
 * @param thinking the forms that the vendor has
 * @param formats other than free text
 * @param results how many of them one message holds
 */
public record HubRequests(
        Set<Feature> said,
        Arbitrary<Part.Media> media,
        Arbitrary<Thinking> thinking,
        Arbitrary<OutputFormat> formats,
        Results results) {
    /** Whether the results of an answer's calls are a message each, or one together. */
    public enum Results {
        APART,
        TOGETHER
    }

    /** Texts with what JSON escapes, and of every length in UTF-8; never empty. */
    public static Arbitrary<String> texts() {
        return Arbitraries.of("a", "word ", "\"", "\\", "\n", "\u0001", "é", "日", "😀", "{\"k\":", "</")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(pieces -> String.join("", pieces));
    }

    /** JSON objects without spaces, as arguments of calls. */
    public static Arbitrary<String> objects() {
        return Arbitraries.of(
                "{}",
                "{\"city\":\"Paris\"}",
                "{\"q\":\"say \\\"é\\\"\",\"n\":[1,-2.50,true,null]}",
                "{\"deep\":{\"er\":[{}]}}");
    }

    /** JSON Schemas without spaces, closed, so that they hold strictly everywhere. */
    public static Arbitrary<String> schemas() {
        return Arbitraries.of(
                "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}",
                "{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}},\"required\":[\"city\"],"
                        + "\"additionalProperties\":false}",
                "{\"type\":\"object\",\"properties\":{\"n\":{\"type\":\"number\",\"minimum\":0.10}},\"required\":[\"n\"],"
                        + "\"additionalProperties\":false}");
    }

    /** Pictures with the bytes in base64. */
    public static Arbitrary<Part.Media> inlineImages() {
        return Arbitraries.of("iVBORw0KGgo=", "iVBORw0KGgoAAAANSUhEUg==")
                .map(base64 -> new Part.Media(Part.Media.Kind.IMAGE, new Part.Source.Inline("image/png", base64)));
    }

    /** What a model may draw its answer with, as far as the vendor has words. */
    public static Arbitrary<Sampling> samplings(Set<Feature> said) {
        var stops = texts().list().ofMinSize(1).ofMaxSize(3).map(list -> list.toArray(String[]::new));
        return Builders.withBuilder(Drawn::new)
                .use(Arbitraries.of(0.0, 0.7, 1.0))
                .withProbability(odds(said, Feature.TEMPERATURE))
                .in(Drawn::temperature)
                .use(Arbitraries.of(0.0, 0.95, 1.0))
                .withProbability(odds(said, Feature.TOP_P))
                .in(Drawn::topP)
                .use(Arbitraries.integers().between(1, 100))
                .withProbability(odds(said, Feature.TOP_K))
                .in(Drawn::topK)
                .use(Arbitraries.integers().between(1, 9_000))
                .withProbability(odds(said, Feature.MAX_TOKENS))
                .in(Drawn::maxTokens)
                .use(Arbitraries.longs().between(0, Integer.MAX_VALUE))
                .withProbability(odds(said, Feature.SEED))
                .in(Drawn::seed)
                .use(stops)
                .withProbability(odds(said, Feature.STOP))
                .in(Drawn::stop)
                .use(Arbitraries.integers().between(2, 4))
                .withProbability(odds(said, Feature.CHOICES))
                .in(Drawn::choices)
                .use(Arbitraries.of(-2.0, 0.5))
                .withProbability(odds(said, Feature.PRESENCE_PENALTY))
                .in(Drawn::presencePenalty)
                .use(Arbitraries.of(-0.25, 2.0))
                .withProbability(odds(said, Feature.FREQUENCY_PENALTY))
                .in(Drawn::frequencyPenalty)
                .use(Arbitraries.integers().between(0, 5))
                .withProbability(odds(said, Feature.LOG_PROBS))
                .in(Drawn::topLogProbs)
                .build(Drawn::sampling);
    }

    private static double odds(Set<Feature> said, Feature feature) {
        return said.contains(feature) ? 0.3 : 0;
    }

    public Arbitrary<ChatRequest> requests() {
        return Combinators.combine(
                        messages(),
                        tooling(),
                        formats.injectNull(0.6)
                                .map(format -> said.contains(Feature.FORMAT)
                                        ? Optional.ofNullable(format)
                                        : Optional.<OutputFormat>empty()),
                        samplings(said),
                        maybe(Feature.THINKING, thinking),
                        maybe(Feature.DISPLAY, Arbitraries.of(Thinking.Display.class)),
                        Arbitraries.of(true, false))
                .as((messages, tooling, format, sampling, thought, display, stream) -> new ChatRequest(
                        new ModelName("vendor/model-1.5"),
                        messages,
                        tooling.tools(),
                        tooling.choice(),
                        tooling.calling(),
                        format.orElse(new OutputFormat.Free()),
                        sampling,
                        thought,
                        display,
                        stream,
                        Set.of()));
    }

    private <T> Arbitrary<Optional<T>> maybe(Feature feature, Arbitrary<T> values) {
        return said.contains(feature) ? values.optional(0.4) : Arbitraries.just(Optional.empty());
    }

    private record Tooling(List<Tool> tools, Optional<ToolChoice> choice, Optional<ToolCalling> calling) {}

    private Arbitrary<Tooling> tooling() {
        Arbitrary<Tool> tool = Combinators.combine(
                        Arbitraries.of("get_weather", "find", "x-1"),
                        texts().injectDuplicates(0.1),
                        schemas(),
                        maybe(Feature.TOOL_CALLING, Arbitraries.of(Strictness.class)))
                .as((name, about, schema, strict) -> new Tool(name, about, schema, Tool.Kind.FUNCTION, strict));
        Arbitrary<List<Tool>> tools = said.contains(Feature.TOOLS)
                ? tool.list().uniqueElements(Tool::name).ofMaxSize(3)
                : Arbitraries.just(List.of());
        return Combinators.combine(
                        tools,
                        maybe(Feature.TOOL_CHOICE, choices()),
                        maybe(Feature.TOOL_CALLING, Arbitraries.of(ToolCalling.class)))
                .as((given, choice, calling) -> given.isEmpty()
                        ? new Tooling(given, Optional.empty(), Optional.empty())
                        : new Tooling(given, choice, calling));
    }

    private static Arbitrary<ToolChoice> choices() {
        return Arbitraries.of(
                new ToolChoice.Auto(), new ToolChoice.None(), new ToolChoice.Required(), new ToolChoice.Named("find"));
    }

    /** A system's text if any, some turns, and a last one of the user. */
    private Arbitrary<List<Message>> messages() {
        Arbitrary<Optional<Message>> system = message(Role.SYSTEM).optional(0.5);
        Arbitrary<Message> user = Combinators.combine(
                        message(Role.USER), media.list().ofMaxSize(2))
                .as((text, shown) -> {
                    List<Part> parts = new ArrayList<>(text.parts());
                    parts.addAll(shown);
                    return new Message(Role.USER, parts);
                });
        Arbitrary<List<Message>> turn = Combinators.combine(user, assistant()).as((asked, answered) -> {
            List<Message> both = new ArrayList<>(List.of(asked));
            both.addAll(answered);
            return both;
        });
        return Combinators.combine(system, turn.list().ofMaxSize(2), user).as((first, turns, last) -> {
            List<Message> all = new ArrayList<>(first.stream().toList());
            turns.forEach(all::addAll);
            all.add(last);
            return all;
        });
    }

    private static Arbitrary<Message> message(Role role) {
        return texts().map(text -> Message.of(role, text));
    }

    /** A text, or calls with or without one and their results. */
    private Arbitrary<List<Message>> assistant() {
        Arbitrary<List<Part.ToolCall>> calls =
                objects().list().ofMaxSize(said.contains(Feature.TOOLS) ? 2 : 0).map(HubRequests::calls);
        Arbitrary<Optional<Part>> thought =
                maybe(Feature.REASONING, texts().map(text -> new Part.Reasoning(text, Optional.empty())));
        return Combinators.combine(thought, texts().optional(0.5), calls, texts())
                .as((before, text, called, result) -> {
                    List<Part> parts = new ArrayList<>(before.stream().toList());
                    if (called.isEmpty() || text.isPresent()) parts.add(new Part.Text(text.orElse("Well.")));
                    parts.addAll(called);
                    List<Message> said = new ArrayList<>(List.of(new Message(Role.ASSISTANT, parts)));
                    said.addAll(results(called, result));
                    return said;
                });
    }

    private static List<Part.ToolCall> calls(List<String> arguments) {
        List<Part.ToolCall> calls = new ArrayList<>();
        for (String written : arguments)
            calls.add(new Part.ToolCall("call_" + calls.size(), "find", Passage.of(written)));
        return calls;
    }

    private List<Message> results(List<Part.ToolCall> calls, String text) {
        List<Part> all = new ArrayList<>();
        for (Part.ToolCall call : calls) all.add(new Part.ToolResult(call.id(), List.of(new Part.Text(text)), false));
        if (results == Results.TOGETHER) return all.isEmpty() ? List.of() : List.of(new Message(Role.TOOL, all));
        return all.stream()
                .map(result -> new Message(Role.TOOL, List.of(result)))
                .toList();
    }
}
