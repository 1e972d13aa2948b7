package dev.outrigger.dialect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Wish.Manner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;

/** What a request asks for beside its messages: each word of the vocabulary, with each of its values that matter. */
final class Wishes {
    static final String CLOSED =
            "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}},\"required\":[\"a\"],"
                    + "\"additionalProperties\":false}";
    private static final String LAX = "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"}}}";
    private static final String OPEN = "{\"type\":\"object\",\"additionalProperties\":true}";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Wish> all = new ArrayList<>();

    private Wishes() {}

    static List<Wish> all() {
        Wishes wishes = new Wishes();
        wishes.sampling();
        wishes.formats();
        wishes.tools();
        wishes.choices();
        wishes.thinking();
        wishes.all.addAll(WishedParts.all());
        return wishes.all;
    }

    private void add(Feature feature, Object value, Manner manner, java.util.function.Predicate<ChatRequest> kept) {
        all.add(Wish.of(feature + " " + value, feature, manner, kept));
    }

    private void sampling() {
        Sampling none = Sampling.UNSAID;
        for (double value : new double[] {0, 0.7, 1.5}) number(Feature.TEMPERATURE, value);
        for (double value : new double[] {0.5, 1}) number(Feature.TOP_P, value);
        number(Feature.PRESENCE_PENALTY, -1.5);
        number(Feature.FREQUENCY_PENALTY, 0.5);
        number(Feature.TOP_K, 5);
        number(Feature.MAX_TOKENS, 50);
        number(Feature.SEED, 7);
        number(Feature.SEED, 1L << 40);
        number(Feature.CHOICES, 2);
        number(Feature.LOG_PROBS, 0);
        number(Feature.LOG_PROBS, 3);
        number(Feature.MIN_P, 0.1);
        LogitBias bias = LogitBias.of(Map.of(50256, -100.0));
        add(
                Feature.LOGIT_BIAS,
                bias,
                Manner.of(none.withLogitBias(bias)),
                arrived -> arrived.sampling().logitBias().equals(bias));
        for (List<String> stops :
                List.of(List.of("x"), List.of(" "), List.of("x", "\n"), List.of("1", "2", "3", "4", "5", "6"))) {
            Sampling said = new Sampling(
                    none.temperature(),
                    none.topP(),
                    none.topK(),
                    none.maxTokens(),
                    none.seed(),
                    stops,
                    1,
                    none.presencePenalty(),
                    none.frequencyPenalty(),
                    none.topLogProbs());
            add(
                    Feature.STOP,
                    stops.size() + " of " + stops.getFirst().length(),
                    Manner.of(said),
                    arrived -> arrived.sampling().stop().equals(stops));
        }
    }

    private void number(Feature feature, double value) {
        Sampling said = new Sampling(
                only(feature, Feature.TEMPERATURE, value),
                only(feature, Feature.TOP_P, value),
                whole(feature, Feature.TOP_K, value),
                whole(feature, Feature.MAX_TOKENS, value),
                feature == Feature.SEED ? OptionalLong.of((long) value) : OptionalLong.empty(),
                List.of(),
                feature == Feature.CHOICES ? (int) value : 1,
                only(feature, Feature.PRESENCE_PENALTY, value),
                only(feature, Feature.FREQUENCY_PENALTY, value),
                whole(feature, Feature.LOG_PROBS, value),
                only(feature, Feature.MIN_P, value),
                LogitBias.NONE);
        add(
                feature,
                value,
                Manner.of(said),
                arrived -> Feature.of(arrived).contains(feature) && same(said, arrived.sampling(), feature));
    }

    private static boolean same(Sampling said, Sampling arrived, Feature feature) {
        // The bound is said even where it was not: one vendor wants it.
        return feature == Feature.MAX_TOKENS
                ? said.maxTokens().equals(arrived.maxTokens())
                : said.withMaxTokens(1).equals(arrived.withMaxTokens(1));
    }

    private static OptionalDouble only(Feature feature, Feature one, double value) {
        return feature == one ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private static OptionalInt whole(Feature feature, Feature one, double value) {
        return feature == one ? OptionalInt.of((int) value) : OptionalInt.empty();
    }

    private void formats() {
        add(
                Feature.JSON_MODE,
                "json",
                Manner.of(new OutputFormat.Json()),
                arrived -> arrived.format() instanceof OutputFormat.Json);
        for (String schema : List.of(CLOSED, LAX, OPEN))
            add(
                    Feature.FORMAT,
                    schema,
                    Manner.of(new OutputFormat.Schema("", schema)),
                    arrived -> arrived.format() instanceof OutputFormat.Schema form && same(schema, form.schema()));
        for (String schema : List.of(CLOSED, LAX, OPEN))
            add(
                    Feature.FORMAT_STRICTNESS,
                    schema,
                    Manner.of(new OutputFormat.Schema("", Passage.of(schema), Optional.of(Strictness.STRICT))),
                    arrived -> arrived.format() instanceof OutputFormat.Schema form
                            && form.strictness().equals(Optional.of(Strictness.STRICT)));
        add(
                Feature.FORMAT_NAME,
                "weather",
                Manner.of(new OutputFormat.Schema("weather", CLOSED)),
                arrived -> arrived.format() instanceof OutputFormat.Schema form
                        && form.name().equals("weather"));
    }

    /** That an object is closed which nobody called open changes nothing. */
    private static boolean same(String schema, Passage arrived) {
        return withoutClosing(schema).equals(withoutClosing(arrived.text()));
    }

    private static JsonNode withoutClosing(String schema) {
        try {
            JsonNode tree = JSON.readTree(schema);
            if (tree instanceof ObjectNode object
                    && !object.path("additionalProperties").asBoolean(false)) object.remove("additionalProperties");
            return tree;
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }

    private void tools() {
        for (Tool.Kind kind : Tool.Kind.values()) {
            Tool tool =
                    new Tool("f", "what it does", kind == Tool.Kind.FUNCTION ? CLOSED : "{\"type\":\"text\"}", kind);
            add(
                    Feature.TOOLS,
                    kind,
                    tooled(List.of(tool)),
                    arrived -> arrived.tools().stream()
                            .anyMatch(other -> other.kind() == kind
                                    && other.name().equals("f")
                                    && other.description().text().equals("what it does")));
        }
        for (String schema : List.of(CLOSED, LAX, OPEN))
            add(Feature.TOOL_STRICTNESS, schema, tooled(List.of(strict("f", schema))), Wishes::isStrict);
        add(
                Feature.TOOL_STRICTNESS,
                "of one of two",
                tooled(List.of(strict("f", CLOSED), new Tool("g", "", CLOSED))),
                Wishes::isStrict);
    }

    private static boolean isStrict(ChatRequest arrived) {
        return arrived.tools().getFirst().strictness().equals(Optional.of(Strictness.STRICT));
    }

    private static Tool strict(String name, String schema) {
        return new Tool(name, "", schema, Tool.Kind.FUNCTION, Optional.of(Strictness.STRICT));
    }

    private static Manner tooled(List<Tool> tools) {
        return Manner.of(tools, Optional.empty(), Optional.empty());
    }

    private void choices() {
        List<Tool> tools = List.of(new Tool("f", "", CLOSED), new Tool("g", "", CLOSED), new Tool("h", "", CLOSED));
        List<String> two = List.of("f", "g");
        for (ToolChoice choice : List.of(
                new ToolChoice.Auto(),
                new ToolChoice.None(),
                new ToolChoice.Required(),
                new ToolChoice.Named("f"),
                new ToolChoice.Among(two, ToolChoice.Among.Duty.MAY),
                new ToolChoice.Among(two, ToolChoice.Among.Duty.MUST))) {
            add(
                    Feature.TOOL_CHOICE,
                    choice,
                    Manner.of(tools, Optional.of(choice), Optional.empty()),
                    arrived -> leaves(arrived).equals(leaves(choice, tools)));
            if (choice.isDuty())
                add(
                        Feature.TOOL_CHOICE,
                        choice + " of none",
                        Manner.of(List.of(), Optional.of(choice), Optional.empty()),
                        arrived -> arrived.toolChoice().equals(Optional.of(choice)));
        }
        for (ToolCalling calling : ToolCalling.values())
            // Several at once are what every model does by itself.
            add(
                    Feature.TOOL_CALLING,
                    calling,
                    Manner.of(tools, Optional.empty(), Optional.of(calling)),
                    arrived -> arrived.toolCalling().equals(Optional.of(calling))
                            || (calling == ToolCalling.PARALLEL
                                    && arrived.toolCalling().isEmpty()));
    }

    /** Which tools may be called, and whether one has to be: there are several ways to say it. */
    private record Left(Set<String> callable, boolean isDuty) {}

    private static Left leaves(ChatRequest request) {
        return leaves(request.toolChoice().orElseGet(ToolChoice.Auto::new), request.tools());
    }

    private static Left leaves(ToolChoice choice, List<Tool> tools) {
        Set<String> names = tools.stream().map(Tool::name).collect(Collectors.toSet());
        return switch (choice) {
            case ToolChoice.Auto auto -> new Left(names, false);
            case ToolChoice.None none -> new Left(Set.of(), false);
            case ToolChoice.Required required -> new Left(names, true);
            case ToolChoice.Named(String name) -> new Left(Set.of(name), true);
            case ToolChoice.Among among -> new Left(Set.copyOf(among.names()), among.isDuty());
        };
    }

    private void thinking() {
        List<Thinking> ways = new ArrayList<>(List.of(
                new Thinking.Off(),
                new Thinking.Free(),
                new Thinking.Budget(1),
                new Thinking.Budget(5_000),
                new Thinking.Budget(100_000)));
        for (Thinking.Effort.Level level : Thinking.Effort.Level.values()) ways.add(new Thinking.Effort(level));
        for (Thinking way : ways)
            add(
                    Feature.THINKING,
                    way,
                    Manner.of(way, Optional.empty()),
                    arrived -> arrived.thinking().equals(Optional.of(way)));
        for (Thinking.Display display : Thinking.Display.values())
            add(
                    Feature.DISPLAY,
                    display,
                    Manner.of(new Thinking.Effort(Thinking.Effort.Level.HIGH), Optional.of(display)),
                    arrived -> arrived.display().equals(Optional.of(display)));
    }
}
