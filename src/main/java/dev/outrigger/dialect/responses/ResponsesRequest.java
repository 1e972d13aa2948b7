package dev.outrigger.dialect.responses;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.ToolCalling;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonTape;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;

/** Reads the body of {@code POST /v1/responses}. One is made for each body. */
final class ResponsesRequest {
    /** What is asked for in {@code include} to be told log probabilities. */
    static final String LOG_PROBS = "message.output_text.logprobs";

    /** Fields that have a word in the vocabulary, or say nothing where the request is read at all. */
    private static final Set<String> KNOWN = Set.of(
            "model",
            "input",
            "instructions",
            "tools",
            "tool_choice",
            "parallel_tool_calls",
            "text",
            "reasoning",
            "max_output_tokens",
            "temperature",
            "top_p",
            "top_logprobs",
            "include",
            "stream",
            "previous_response_id",
            "conversation",
            "background",
            "prompt");

    /** What a token takes on the heap for as long as its request is kept, at most: see {@code HeapCostTest}. */
    static final long TOKEN_BYTES = 24;

    private final JsonObjectText.Parsed object;
    private final VendorFields vendor = new VendorFields();

    private ResponsesRequest(JsonObjectText.Parsed object) {
        this.object = object;
    }

    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            var object = JsonObjectText.read(body);
            if (ResponsesState.isIn(object)) return new Reading.Owned(ResponsesState.model(object));
            ChatRequest request = new ResponsesRequest(object).request();
            // Usage is always told.
            return new Reading.Read(new Inbound(at, request, object.text(), true, readBytes(object.tape())));
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    private static long readBytes(JsonTape tape) {
        return TOKEN_BYTES * tape.size() + tape.decodedBytes();
    }

    private ChatRequest request() {
        vendor.unknownIn(JsonValue.first(object.tape()), "", KNOWN);
        ResponsesTools tools = new ResponsesTools(vendor);
        ResponsesThinking thinking = ResponsesThinking.of(object.value("reasoning"), vendor);
        return new ChatRequest(
                model(),
                messages(),
                tools.decode(object.value("tools")),
                object.value("tool_choice").flatMap(tools::choice),
                read("parallel_tool_calls", value -> calling(Json.bool("parallel_tool_calls", value))),
                read("text", this::format).orElse(new OutputFormat.Free()),
                sampling(),
                thinking.thinking(),
                thinking.display(),
                read("stream", value -> Json.bool("stream", value)).orElse(false),
                vendor.names());
    }

    private <T> Optional<T> read(String name, Function<JsonValue, T> reader) {
        return object.value(name).map(reader);
    }

    private ModelName model() {
        JsonValue name = object.value("model").orElseThrow(() -> new Json.Unfit("model must be given"));
        return new ModelName(Json.name("model", name));
    }

    private List<Message> messages() {
        JsonValue input = object.value("input").orElseThrow(() -> new Json.Unfit("input must be given"));
        List<Message> messages = new ArrayList<>();
        object.value("instructions")
                .ifPresent(text -> messages.add(
                        new Message(Role.SYSTEM, List.of(new Part.Text(Json.passage("instructions", text))))));
        List<Message> read = new ResponsesInput(vendor).decode(input);
        if (read.isEmpty()) throw new Json.Unfit("input must not be empty");
        messages.addAll(read);
        return messages;
    }

    private static ToolCalling calling(boolean parallel) {
        return parallel ? ToolCalling.PARALLEL : ToolCalling.ONE_AT_A_TIME;
    }

    private OutputFormat format(JsonValue text) {
        vendor.unknownIn(Json.object("text", text), "text.", Set.of("format"));
        JsonValue format = text.get("format");
        if (!text.has("format")) return new OutputFormat.Free();
        return switch (Json.object("text.format", format).get("type").text()) {
            case "text" -> new OutputFormat.Free();
            case "json_object" -> new OutputFormat.Json();
            case "json_schema" -> {
                vendor.unknownIn(format, "text.format.", Set.of("type", "name", "schema", "strict"));
                yield new OutputFormat.Schema(
                        Json.textOrNone("text.format.name", format.get("name")),
                        Json.object("text.format.schema", format.get("schema")).written(),
                        ResponsesTools.strictness("text.format.", format));
            }
            default -> {
                vendor.add("", "text.format");
                yield new OutputFormat.Free();
            }
        };
    }

    private Sampling sampling() {
        return new Sampling(
                number("temperature", Double.MAX_VALUE),
                number("top_p", 1),
                OptionalInt.empty(),
                read("max_output_tokens", value -> OptionalInt.of(Json.count("max_output_tokens", value)))
                        .orElse(OptionalInt.empty()),
                OptionalLong.empty(),
                List.of(),
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                topLogProbs());
    }

    private OptionalDouble number(String name, double most) {
        return read(name, value -> OptionalDouble.of(Json.number(name, value, most)))
                .orElse(OptionalDouble.empty());
    }

    /** Asked for by name; without it the number of others says nothing. */
    private OptionalInt topLogProbs() {
        boolean asked = false;
        for (JsonValue wish :
                read("include", value -> Json.array("include", value)).orElse(JsonValue.MISSING)) {
            if (wish.says(LOG_PROBS)) asked = true;
            else vendor.add("", "include");
        }
        Optional<Long> others = read("top_logprobs", value -> Json.whole("top_logprobs", value));
        if (asked) return OptionalInt.of(Math.clamp(others.orElse(0L), 0, Integer.MAX_VALUE));
        if (others.orElse(0L) != 0) vendor.add("", "top_logprobs");
        return OptionalInt.empty();
    }
}
