package dev.outrigger.dialect.anthropic;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Strictness;
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

/**
 * Reads the body of {@code POST /v1/messages}, and of {@code count_tokens}, which has no {@code max_tokens}. One is made
 * for each body.
 */
final class AnthropicRequest {
    /** Fields that have a word in the vocabulary; all others are the vendor's own. */
    static final Set<String> KNOWN = Set.of(
            "model",
            "messages",
            "system",
            "tools",
            "tool_choice",
            "output_config",
            "output_format",
            "thinking",
            "max_tokens",
            "temperature",
            "top_p",
            "top_k",
            "stop_sequences",
            "stream");

    /** What a token takes on the heap for as long as its request is kept, at most, as in OpenAI's dialect. */
    private static final long TOKEN_BYTES = 24;

    private final JsonObjectText.Parsed object;
    private final VendorFields vendor = new VendorFields();

    private AnthropicRequest(JsonObjectText.Parsed object) {
        this.object = object;
    }

    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            var object = JsonObjectText.read(body);
            ChatRequest request = new AnthropicRequest(object).request();
            // Usage is told to everybody.
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
        AnthropicTools tools = new AnthropicTools(vendor);
        AnthropicThinking thinking = new AnthropicThinking(
                vendor,
                objectOrMissing("thinking"),
                objectOrMissing("output_config").get("effort"));
        return new ChatRequest(
                model(),
                messages(),
                tools.decode(object),
                object.value("tool_choice").flatMap(tools::choice),
                object.value("tool_choice").flatMap(AnthropicTools::calling),
                format(),
                sampling(),
                thinking.decode(),
                thinking.display(),
                read("stream", value -> Json.bool("stream", value)).orElse(false),
                vendor.names());
    }

    private <T> Optional<T> read(String name, Function<JsonValue, T> reader) {
        return object.value(name).map(reader);
    }

    private JsonValue objectOrMissing(String name) {
        return read(name, value -> Json.object(name, value)).orElse(JsonValue.MISSING);
    }

    private ModelName model() {
        JsonValue name = object.value("model").orElseThrow(() -> new Json.Unfit("model must be given"));
        return new ModelName(Json.name("model", name));
    }

    private List<Message> messages() {
        JsonValue array = object.value("messages").orElseThrow(() -> new Json.Unfit("messages must be given"));
        AnthropicMessage reader = new AnthropicMessage(vendor);
        List<Message> messages = new ArrayList<>();
        object.value("system").ifPresent(value -> {
            List<Part> parts = reader.content("system", value);
            if (!parts.isEmpty()) messages.add(new Message(Role.SYSTEM, parts));
        });
        if (Json.array("messages", array).isEmpty()) throw new Json.Unfit("messages must not be empty");
        Json.each("messages", array, message -> reader.decode(message, messages));
        return messages;
    }

    /** Where it is said now, or where it was in beta. */
    private OutputFormat format() {
        JsonValue config = objectOrMissing("output_config");
        vendor.unknownIn(config, "output_config.", Set.of("format", "effort"));
        boolean older = !config.has("format");
        JsonValue format = older ? object.value("output_format").orElse(JsonValue.MISSING) : config.get("format");
        String name = older ? "output_format" : "output_config.format";
        if (format.isMissing()) return new OutputFormat.Free();
        if (Json.object(name, format).get("type").says("json_schema")) {
            vendor.unknownIn(format, name + ".", Set.of("type", "schema"));
            return new OutputFormat.Schema(
                    "", Json.object(name + ".schema", format.get("schema")).written(), Optional.of(Strictness.STRICT));
        }
        vendor.add("", name);
        return new OutputFormat.Free();
    }

    private Sampling sampling() {
        return new Sampling(
                number("temperature", Double.MAX_VALUE),
                number("top_p", 1),
                topK(),
                read("max_tokens", value -> OptionalInt.of(Json.count("max_tokens", value)))
                        .orElse(OptionalInt.empty()),
                OptionalLong.empty(),
                read("stop_sequences", AnthropicRequest::stops).orElse(List.of()),
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    private OptionalDouble number(String name, double most) {
        return read(name, value -> OptionalDouble.of(Json.number(name, value, most)))
                .orElse(OptionalDouble.empty());
    }

    /** 0 bounds nothing. */
    private OptionalInt topK() {
        return read("top_k", value -> Json.whole("top_k", value))
                .filter(k -> k >= 1 && k <= Integer.MAX_VALUE)
                .map(k -> OptionalInt.of(k.intValue()))
                .orElse(OptionalInt.empty());
    }

    private static List<String> stops(JsonValue value) {
        List<String> stops = new ArrayList<>();
        for (JsonValue stop : Json.array("stop_sequences", value)) stops.add(Json.text("stop_sequences[]", stop));
        return stops;
    }
}
