package dev.outrigger.dialect.openai;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.LogitBias;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Thinking;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.chat.ToolChoice;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonTape;
import dev.outrigger.dialect.json.JsonValue;
import dev.outrigger.dialect.json.JsonWords;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the body of {@code POST /v1/chat/completions}. One is made for each body. */
final class OpenAiRequest {
    /** Fields that have a word in the vocabulary; all others are the vendor's own. */
    static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "tools",
            "functions",
            "tool_choice",
            "function_call",
            "parallel_tool_calls",
            "response_format",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "logit_bias",
            "max_tokens",
            "max_completion_tokens",
            "reasoning_effort",
            "presence_penalty",
            "frequency_penalty",
            "logprobs",
            "top_logprobs",
            "seed",
            "stop",
            "n",
            "stream",
            "stream_options");

    private static final JsonWords WORDS = JsonWords.of(KNOWN);

    private static final Map<String, String> DEFAULTS =
            Map.of("modalities", "[\"text\"]", "echo", "false", "continue_final_message", "false");

    /** The usual way to ask for a search is an empty object. */
    private static final Set<String> SWITCHES = Set.of("web_search_options");

    /**
     * What a token takes on the heap for as long as its request is kept, at most: its share of messages, parts and tools.
     * Measured: 18 bytes in the shortest messages, less in all else.
     */
    static final long TOKEN_BYTES = 24;

    private final Endpoint.Chat at;
    private final JsonObjectText.Parsed object;
    private final VendorFields vendor = new VendorFields(DEFAULTS, SWITCHES);

    private OpenAiRequest(Endpoint.Chat at, JsonObjectText.Parsed object) {
        this.at = at;
        this.object = object;
    }

    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            var object = JsonObjectText.read(body);
            ChatRequest request = new OpenAiRequest(at, object).request();
            return new Reading.Read(
                    new Inbound(at, request, object.text(), wantsUsage(object), readBytes(object.tape())));
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    /** The vocabulary has less than one small object for each token, and the words that were decoded. */
    private static long readBytes(JsonTape tape) {
        return TOKEN_BYTES * tape.size() + tape.decodedBytes();
    }

    private static boolean wantsUsage(JsonObjectText.Parsed object) {
        return object.value("stream_options")
                .map(options -> Json.object("stream_options", options))
                .map(options -> options.get("include_usage").isTrue())
                .orElse(false);
    }

    private ChatRequest request() {
        vendor.unknownIn(JsonValue.first(object.tape()), "", WORDS);
        OpenAiTools tools = new OpenAiTools(vendor);
        return new ChatRequest(
                model(),
                messages(),
                tools.decode(object),
                choice(tools),
                read("parallel_tool_calls", value -> calling(Json.bool("parallel_tool_calls", value))),
                read("response_format", this::format).orElse(new OutputFormat.Free()),
                sampling(),
                object.value("reasoning_effort").flatMap(this::thinking),
                Optional.empty(),
                read("stream", value -> Json.bool("stream", value)).orElse(false),
                vendor.names());
    }

    /** The newer spelling wins. */
    private Optional<ToolChoice> choice(OpenAiTools tools) {
        Optional<JsonValue> newer = object.value("tool_choice");
        if (newer.isPresent()) return newer.flatMap(tools::choice);
        return object.value("function_call").flatMap(tools::olderChoice);
    }

    private <T> Optional<T> read(String name, Function<JsonValue, T> reader) {
        return object.value(name).map(reader);
    }

    /** In the body, or, of Azure's older paths, in the path, whatever the body says. */
    private ModelName model() {
        return AzurePath.deployment(at)
                .or(() -> object.value("model").map(name -> Json.name("model", name)))
                .map(ModelName::new)
                .orElseThrow(() -> new Json.Unfit("model must be given"));
    }

    private List<Message> messages() {
        JsonValue array = object.value("messages").orElseThrow(() -> new Json.Unfit("messages must be given"));
        OpenAiMessage reader = new OpenAiMessage(vendor);
        List<Message> messages = new ArrayList<>();
        Json.each("messages", Json.array("messages", array), message -> messages.add(reader.decode(message)));
        if (messages.isEmpty()) throw new Json.Unfit("messages must not be empty");
        return messages;
    }

    private static ToolCalling calling(boolean parallel) {
        return parallel ? ToolCalling.PARALLEL : ToolCalling.ONE_AT_A_TIME;
    }

    private OutputFormat format(JsonValue value) {
        return switch (Json.object("response_format", value).get("type").text()) {
            case "text" -> new OutputFormat.Free();
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" -> schema(value);
            default -> {
                vendor.add("", "response_format");
                yield new OutputFormat.Free();
            }
        };
    }

    /** Some servers (Together) have the schema beside the type. */
    private OutputFormat schema(JsonValue format) {
        if (!format.has("json_schema"))
            return new OutputFormat.Schema(
                    "",
                    Json.objectOrNone("response_format.schema", format.get("schema"))
                            .written(),
                    Optional.empty());
        String path = "response_format.json_schema.";
        JsonValue said = Json.object("response_format.json_schema", format.get("json_schema"));
        vendor.unknownIn(said, path, Set.of("name", "schema", "strict"));
        return new OutputFormat.Schema(
                Json.textOrNone(path + "name", said.get("name")),
                Json.objectOrNone(path + "schema", said.get("schema")).written(),
                OpenAiTools.strictness(path, said));
    }

    private Optional<Thinking> thinking(JsonValue value) {
        Optional<Thinking> thinking = switch (Json.text("reasoning_effort", value)) {
            case "none" -> Optional.of(new Thinking.Off());
            case "minimal" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.MINIMAL));
            case "low" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.LOW));
            case "medium" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.MEDIUM));
            case "high" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.HIGH));
            case "xhigh" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.VERY_HIGH));
            case "max" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.MAX));
            default -> Optional.empty();
        };
        if (thinking.isEmpty()) vendor.add("", "reasoning_effort");
        return thinking;
    }

    private Sampling sampling() {
        return new Sampling(
                number("temperature", Double.MAX_VALUE),
                number("top_p", 1),
                topK(),
                maxTokens(),
                read("seed", value -> OptionalLong.of(Json.whole("seed", value)))
                        .orElse(OptionalLong.empty()),
                read("stop", OpenAiRequest::stops).orElse(List.of()),
                read("n", value -> Json.count("n", value)).orElse(1),
                penalty("presence_penalty"),
                penalty("frequency_penalty"),
                topLogProbs(),
                minP(),
                read("logit_bias", value -> OpenAiBias.decode(value, vendor)).orElse(LogitBias.NONE));
    }

    /** Not OpenAI's own either; at 0 nothing is left out. */
    private OptionalDouble minP() {
        OptionalDouble said = number("min_p", 1);
        return said.isPresent() && said.getAsDouble() == 0 ? OptionalDouble.empty() : said;
    }

    private OptionalDouble penalty(String name) {
        return read(name, value -> OptionalDouble.of(Json.signed(name, value))).orElse(OptionalDouble.empty());
    }

    /** Some servers (Together) take the number of others in {@code logprobs} itself. */
    private OptionalInt topLogProbs() {
        JsonValue asked = object.value("logprobs").orElse(JsonValue.MISSING);
        if (asked.isMissing() || (asked.isBoolean() && !asked.isTrue())) return OptionalInt.empty();
        String name = asked.isBoolean() ? "top_logprobs" : "logprobs";
        long others = read(name, value -> Json.whole(name, value)).orElse(0L);
        return OptionalInt.of(Math.clamp(others, 0, Integer.MAX_VALUE));
    }

    private OptionalDouble number(String name, double most) {
        return read(name, value -> OptionalDouble.of(Json.number(name, value, most)))
                .orElse(OptionalDouble.empty());
    }

    /** Not OpenAI's own: servers of open models have it, and some write 0 or -1 for "not said". */
    private OptionalInt topK() {
        return read("top_k", value -> Json.whole("top_k", value))
                .filter(k -> k >= 1 && k <= Integer.MAX_VALUE)
                .map(k -> OptionalInt.of(k.intValue()))
                .orElse(OptionalInt.empty());
    }

    private OptionalInt maxTokens() {
        String name = object.value("max_completion_tokens").isPresent() ? "max_completion_tokens" : "max_tokens";
        return read(name, value -> OptionalInt.of(Json.count(name, value))).orElse(OptionalInt.empty());
    }

    private static List<String> stops(JsonValue value) {
        if (value.isText()) return List.of(value.text());
        if (!value.isArray()) throw new Json.Unfit("stop must be a string or an array of strings");
        List<String> stops = new ArrayList<>();
        for (JsonValue stop : value) stops.add(Json.text("stop", stop));
        return stops;
    }
}
