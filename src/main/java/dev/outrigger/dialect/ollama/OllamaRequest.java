package dev.outrigger.dialect.ollama;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Strictness;
import dev.outrigger.chat.Thinking;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonTape;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads the body of {@code POST /api/chat} or {@code POST /api/generate}. One is made for each body. */
final class OllamaRequest {
    /** Fields of both that have a word in the vocabulary; all others are the vendor's own. */
    private static final Set<String> KNOWN =
            Set.of("model", "format", "options", "stream", "think", "logprobs", "top_logprobs");

    private static final Set<String> OF_A_CHAT = Set.of("messages", "tools");
    private static final Set<String> OF_A_PROMPT = Set.of("prompt", "system", "images");

    /** What a token takes on the heap for as long as its request is kept, at most: see OpenAI's, whose words these are. */
    private static final long TOKEN_BYTES = 24;

    /** What a picture takes beside, which may be a single token. */
    private static final long IMAGE_BYTES = 128;

    private static final Pattern NO_TIME = Pattern.compile("[+-]?(0++(\\.0*+)?[a-zµ]*+)++");

    private final JsonObjectText.Parsed object;
    private final boolean isPrompt;
    private final VendorFields vendor = new VendorFields(Map.of("raw", "false"));

    private OllamaRequest(JsonObjectText.Parsed object, boolean isPrompt) {
        this.object = object;
        this.isPrompt = isPrompt;
    }

    /** @param words of the answer where none is asked for */
    static Reading decode(Endpoint.Chat at, Bytes body, OllamaWords words) {
        try {
            var object = JsonObjectText.read(body);
            OllamaRequest read = new OllamaRequest(object, words.isPrompt());
            ChatRequest request = read.request();
            // Its usage is always told.
            Inbound inbound = new Inbound(at, request, object.text(), true, readBytes(object.tape(), request));
            return read.isEmpty(request) ? new Reading.About(inbound, read.done(words)) : new Reading.Read(inbound);
        } catch (Json.Unfit unfit) {
            return new Reading.Unreadable(new Failure.Rejected(400, unfit.rule(), Optional.empty()));
        }
    }

    /** Whether nobody is to be answered: a system's words alone are no prompt. */
    private boolean isEmpty(ChatRequest request) {
        return request.messages().stream().allMatch(message -> isPrompt && message.role() == Role.SYSTEM);
    }

    /** Says that it is done: it is as if the model had been loaded, or unloaded. */
    private Function<ListedModel, Bytes> done(OllamaWords words) {
        String reason = isUnloading() ? "unload" : "load";
        return model -> OllamaAnswer.done(words, model.id(), reason);
    }

    /** Whether the model shall be kept no longer: for no time, in whatever unit. */
    private boolean isUnloading() {
        return object.value("keep_alive")
                .filter(time -> time.isNumber()
                        ? time.number() == 0
                        : time.isText() && NO_TIME.matcher(time.text()).matches())
                .isPresent();
    }

    static long readBytes(JsonTape tape, ChatRequest request) {
        long images = request.messages().stream()
                .flatMap(message -> message.parts().stream())
                .filter(Part.Media.class::isInstance)
                .count();
        return TOKEN_BYTES * tape.size() + tape.decodedBytes() + IMAGE_BYTES * images;
    }

    private ChatRequest request() {
        Set<String> known = new HashSet<>(KNOWN);
        known.addAll(isPrompt ? OF_A_PROMPT : OF_A_CHAT);
        vendor.unknownIn(JsonValue.first(object.tape()), "", known);
        return new ChatRequest(
                model(),
                isPrompt ? prompt() : messages(),
                isPrompt ? List.of() : new OllamaTools(vendor).decode(object),
                Optional.empty(),
                Optional.empty(),
                object.value("format").map(this::format).orElse(new OutputFormat.Free()),
                new OllamaOptions(object, vendor).decode(),
                object.value("think").flatMap(this::thinking),
                Optional.empty(),
                object.value("stream").map(value -> Json.bool("stream", value)).orElse(true),
                vendor.names());
    }

    private ModelName model() {
        JsonValue name = object.value("model").orElseThrow(() -> new Json.Unfit("model must be given"));
        return new ModelName(Json.name("model", name)).untagged();
    }

    private List<Message> messages() {
        return object.value("messages")
                .map(array -> new OllamaMessages(vendor).decode(array))
                .orElse(List.of());
    }

    private List<Message> prompt() {
        List<Message> messages = new ArrayList<>();
        object.value("system")
                .map(text -> new Part.Text(Json.passage("system", text)))
                .filter(text -> !text.passage().isEmpty())
                .ifPresent(text -> messages.add(new Message(Role.SYSTEM, List.of(text))));
        List<Part> asked = new ArrayList<>();
        object.value("prompt")
                .map(text -> new Part.Text(Json.passage("prompt", text)))
                .filter(text -> !text.passage().isEmpty())
                .ifPresent(asked::add);
        object.value("images").ifPresent(array -> OllamaImages.decode("images", array, asked));
        if (!asked.isEmpty()) messages.add(new Message(Role.USER, asked));
        return messages;
    }

    private OutputFormat format(JsonValue value) {
        if (value.isObject()) return new OutputFormat.Schema("", value.written(), Optional.of(Strictness.STRICT));
        String word = Json.text("format", value);
        if (word.equals("json")) return new OutputFormat.Json();
        if (!word.isEmpty()) vendor.add("", "format");
        return new OutputFormat.Free();
    }

    private Optional<Thinking> thinking(JsonValue value) {
        if (value.isBoolean()) return Optional.of(value.isTrue() ? new Thinking.Free() : new Thinking.Off());
        Optional<Thinking> thinking = switch (Json.text("think", value)) {
            case "low" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.LOW));
            case "medium" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.MEDIUM));
            case "high" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.HIGH));
            case "max" -> Optional.of(new Thinking.Effort(Thinking.Effort.Level.MAX));
            default -> Optional.empty();
        };
        if (thinking.isEmpty()) vendor.add("", "think");
        return thinking;
    }
}
