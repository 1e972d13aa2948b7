package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the path and the body of {@code :generateContent} and {@code :streamGenerateContent}. One is made for each. */
final class GeminiRequest {
    /** Fields that have a word in the vocabulary, and the model's name, which stands in the path as well. */
    private static final Set<String> KNOWN =
            Spelling.both("model", "contents", "systemInstruction", "tools", "toolConfig", "generationConfig");

    /** What is said of fields without a word there, and is so anyway. */
    private static final Map<String, String> DEFAULTS = Map.of(
            "generationConfig.responseModalities", "[\"TEXT\"]", "generationConfig.response_modalities", "[\"TEXT\"]");

    /** A whole request in a question for its tokens. */
    static final String COUNTED = "generateContentRequest";

    /** Forms of an answer that can be read here. */
    private static final Set<String> ALT = Set.of("", "json", "sse");

    /** What a token takes on the heap for as long as its request is kept, at most. */
    private static final long TOKEN_BYTES = 24;

    private final GeminiPath path;
    private final JsonObjectText.Parsed object;
    private final VendorFields vendor = new VendorFields(DEFAULTS);

    private GeminiRequest(GeminiPath path, JsonObjectText.Parsed object) {
        this.path = path;
        this.object = object;
    }

    static Reading decode(Endpoint.Chat at, Bytes body) {
        try {
            GeminiPath path = GeminiPath.read(at.path())
                    .orElseThrow(() -> new Json.Unfit("the path must end with the name of a model and a method"));
            if (!ALT.contains(GeminiPath.alt(at.query()))) throw new Json.Unfit("alt must be json or sse");
            var object = JsonObjectText.read(body);
            ChatRequest request = new GeminiRequest(path, asked(path, object)).request();
            return new Reading.Read(new Inbound(at, request, object.text(), true, readBytes(object.tape())));
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    /** Whose tokens are to be counted may be said as the whole request. Source: Gemini API, "Counting tokens". */
    private static JsonObjectText.Parsed asked(GeminiPath path, JsonObjectText.Parsed object) {
        if (path.method() != GeminiPath.Method.COUNT) return object;
        return Spelling.get(object, COUNTED)
                .map(request -> object.within(Json.object(COUNTED, request)))
                .orElse(object);
    }

    private static long readBytes(JsonTape tape) {
        return TOKEN_BYTES * tape.size() + tape.decodedBytes();
    }

    private ChatRequest request() {
        object.object().forEachField((name, value) -> {
            if (!name.saysOneOf(KNOWN)) vendor.addAsked("", Spelling.camel(name.text()), value);
        });
        GeminiTools tools = new GeminiTools(vendor, part("toolConfig"));
        GeminiConfig config = new GeminiConfig(part("generationConfig"), vendor);
        return new ChatRequest(
                model(),
                messages(),
                Spelling.get(object, "tools").map(tools::decode).orElse(List.of()),
                tools.choice(),
                Optional.empty(),
                config.format(),
                config.sampling(),
                config.thinking(),
                config.display(),
                path.method() == GeminiPath.Method.STREAM,
                vendor.names());
    }

    /** An object of the body; missing when it is not there. */
    private JsonValue part(String name) {
        return Spelling.get(object, name).map(value -> Json.object(name, value)).orElse(JsonValue.MISSING);
    }

    private ModelName model() {
        String name = path.model();
        if (name.isBlank()) throw new Json.Unfit("the model in the path must not be blank");
        if (name.length() > Json.MAX_NAME_CHARS || name.chars().anyMatch(Character::isISOControl))
            throw new Json.Unfit(
                    "the model in the path must be at most " + Json.MAX_NAME_CHARS + " printable characters");
        return new ModelName(name);
    }

    private List<Message> messages() {
        GeminiContents reader = new GeminiContents(vendor);
        List<Message> messages = new ArrayList<>();
        Spelling.get(object, "systemInstruction").map(reader::system).ifPresent(messages::add);
        messages.addAll(reader.decode(
                Spelling.get(object, "contents").orElseThrow(() -> new Json.Unfit("contents must be given"))));
        return messages;
    }
}
