package dev.outrigger.dialect.bedrock;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Passage;
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

/** Reads the body of a {@code converse}, whose model its path names. One is made for each body. */
final class BedrockRequest {
    /** Fields that have a word in the vocabulary; all others are the vendor's own. */
    private static final Set<String> KNOWN =
            Set.of("messages", "system", "inferenceConfig", "toolConfig", "outputConfig", BedrockExtras.FIELD);

    /** What a token takes on the heap for as long as its request is kept, at most, as in OpenAI's dialect. */
    private static final long TOKEN_BYTES = 24;

    private final BedrockPath path;
    private final JsonValue said;
    private final VendorFields vendor = new VendorFields();

    private BedrockRequest(BedrockPath path, JsonValue said) {
        this.path = path;
        this.said = said;
    }

    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            BedrockPath path =
                    BedrockPath.read(at.path()).orElseThrow(() -> new Json.Unfit("the path must name a model"));
            checkName(path.model());
            var object = JsonObjectText.read(body);
            JsonValue said = JsonValue.first(object.tape());
            // A prompt that is kept at Bedrock is its owner's business; nobody else knows what it says.
            if (path.model().contains(":prompt/") && !said.has("messages"))
                return new Reading.Owned(Optional.of(new ModelName(path.model())));
            boolean counts = path.method() == BedrockPath.Method.COUNT;
            ChatRequest request = new BedrockRequest(path, counts ? counted(said) : said).request();
            // Usage is told to everybody.
            return new Reading.Read(new Inbound(at, request, object.text(), true, readBytes(object.tape())));
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    private static void checkName(String model) {
        if (model.isBlank()) throw new Json.Unfit("the path's model must not be blank");
        if (model.length() > Json.MAX_NAME_CHARS || model.chars().anyMatch(Character::isISOControl))
            throw new Json.Unfit("the path's model must be at most " + Json.MAX_NAME_CHARS + " printable characters");
    }

    private static JsonValue counted(JsonValue body) {
        JsonValue input = Json.object("input", body.get("input"));
        return Json.object("input.converse", input.get("converse"));
    }

    private static long readBytes(JsonTape tape) {
        return TOKEN_BYTES * tape.size() + tape.decodedBytes();
    }

    private ChatRequest request() {
        vendor.unknownIn(said, "", KNOWN);
        JsonValue output = objectOrMissing("outputConfig");
        vendor.unknownIn(output, "outputConfig.", Set.of("textFormat", "effort"));
        BedrockTools tools = new BedrockTools(vendor, objectOrMissing("toolConfig"));
        BedrockExtras extras = new BedrockExtras(vendor, objectOrMissing(BedrockExtras.FIELD), output.get("effort"));
        return new ChatRequest(
                new ModelName(path.model()),
                new BedrockMessages(vendor).decode(said.get("system"), said.get("messages")),
                tools.decode(),
                tools.choice(),
                Optional.empty(),
                format(output),
                sampling(extras),
                extras.thinking(),
                extras.display(),
                path.method() == BedrockPath.Method.STREAM,
                vendor.names());
    }

    private JsonValue objectOrMissing(String name) {
        return said.has(name) ? Json.object(name, said.get(name)) : JsonValue.MISSING;
    }

    /** The schema is JSON within a text. */
    private OutputFormat format(JsonValue output) {
        String name = "outputConfig.textFormat";
        if (!output.has("textFormat")) return new OutputFormat.Free();
        JsonValue format = Json.object(name, output.get("textFormat"));
        JsonValue form = format.get("structure").get("jsonSchema");
        if (!format.get("type").says("json_schema") || !form.isObject()) {
            vendor.add("", name);
            return new OutputFormat.Free();
        }
        String place = name + ".structure.jsonSchema";
        vendor.unknownIn(form, place + ".", Set.of("schema", "name"));
        Passage schema = Json.passage(place + ".schema", form.get("schema"));
        if (!Json.tree(schema).isObject()) throw new Json.Unfit(place + ".schema must be JSON of an object");
        return new OutputFormat.Schema(
                Json.textOrNone(place + ".name", form.get("name")), schema, Optional.of(Strictness.STRICT));
    }

    private Sampling sampling(BedrockExtras extras) {
        JsonValue config = objectOrMissing("inferenceConfig");
        vendor.unknownIn(config, "inferenceConfig.", Set.of("maxTokens", "temperature", "topP", "stopSequences"));
        return new Sampling(
                number(config, "temperature", Double.MAX_VALUE),
                number(config, "topP", 1),
                extras.topK(),
                config.has("maxTokens")
                        ? OptionalInt.of(Json.count("inferenceConfig.maxTokens", config.get("maxTokens")))
                        : OptionalInt.empty(),
                OptionalLong.empty(),
                config.has("stopSequences") ? stops(config.get("stopSequences")) : List.of(),
                1,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty());
    }

    private static OptionalDouble number(JsonValue config, String name, double most) {
        return config.has(name)
                ? OptionalDouble.of(Json.number("inferenceConfig." + name, config.get(name), most))
                : OptionalDouble.empty();
    }

    private static List<String> stops(JsonValue value) {
        List<String> stops = new ArrayList<>();
        String name = "inferenceConfig.stopSequences";
        for (JsonValue stop : Json.array(name, value)) stops.add(Json.text(name + "[]", stop));
        return stops;
    }
}
