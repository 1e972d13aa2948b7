package dev.outrigger.dialect.gemini;

import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Seal;
import dev.outrigger.dialect.VendorFields;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads one part of a content; in the order of the conversation, because calls without ids are counted. */
final class GeminiPart {
    private static final String PATH = "contents[].parts[].";
    private static final Set<String> KNOWN = Spelling.both(
            "text", "thought", "thoughtSignature", "inlineData", "fileData", "functionCall", "functionResponse");
    /** What says more of the medium or text beside it. */
    private static final Set<String> BESIDE =
            Spelling.both("videoMetadata", "mediaResolution", "partMetadata", "audioTranscription");

    private static final Set<String> CALL = Set.of("id", "name", "args");
    private static final Set<String> RESPONSE = Set.of("id", "name", "response", "parts");

    private final VendorFields vendor;
    private final CallIds ids = new CallIds();

    GeminiPart(VendorFields vendor) {
        this.vendor = vendor;
    }

    /** Adds what the part is; a signature comes before what it signs. */
    void decode(JsonValue part, List<Part> parts) {
        Json.object("contents[].parts[]", part);
        vendor.unknownIn(part, PATH, KNOWN);
        boolean thought = Json.isTrue(PATH + "thought", part.get("thought"));
        Optional<Seal> seal = seal(part);
        if (thought) {
            parts.add(new Part.Reasoning(Json.passageOrNone(PATH + "text", part.get("text")), seal));
            parts.addAll(data(part));
            return;
        }
        seal.ifPresent(signature -> signed(signature, parts));
        if (part.has("text")) parts.add(new Part.Text(Json.passage(PATH + "text", part.get("text"))));
        List<Part> data = data(part);
        parts.addAll(data);
        if (!data.isEmpty() || part.has("text")) return;
        other(part).ifPresentOrElse(parts::add, () -> {
            if (seal.isEmpty()) throw new Json.Unfit("contents[].parts[] must hold text, inlineData or another kind");
        });
    }

    /** The signature of a part, of whatever length. */
    static Optional<Seal> seal(JsonValue part) {
        JsonValue signature = Spelling.get(part, "thoughtSignature");
        if (!signature.isText()) return Optional.empty();
        String value = signature.passage().text();
        signature.tape().decoded(value);
        return value.isEmpty() ? Optional.empty() : Optional.of(new Seal(Gemini.NAME, value));
    }

    /** What was thought right before is what is signed. */
    private static void signed(Seal signature, List<Part> parts) {
        if (!parts.isEmpty()
                && parts.getLast() instanceof Part.Reasoning(Passage thought, Optional<Seal> before)
                && before.isEmpty()) parts.set(parts.size() - 1, new Part.Reasoning(thought, Optional.of(signature)));
        else parts.add(new Part.Reasoning("", Optional.of(signature)));
    }

    /** All that it holds beside a text. Gemini knows one a part; a second one is not to pass unseen. */
    private List<Part> data(JsonValue part) {
        List<Part> data = new ArrayList<>();
        JsonValue inline = Spelling.get(part, "inlineData");
        if (!inline.isMissing()) data.add(GeminiMedia.inline(PATH, inline));
        JsonValue file = Spelling.get(part, "fileData");
        if (!file.isMissing()) data.add(GeminiMedia.file(PATH, file));
        JsonValue call = Spelling.get(part, "functionCall");
        if (!call.isMissing()) data.add(call(call));
        JsonValue response = Spelling.get(part, "functionResponse");
        if (!response.isMissing()) data.add(result(response));
        return data;
    }

    /** Of the kinds without a word. */
    private Optional<Part> other(JsonValue part) {
        List<String> kinds = new ArrayList<>();
        part.forEachField((name, value) -> {
            String kind = name.text();
            if (!KNOWN.contains(kind) && !BESIDE.contains(kind)) kinds.add(Json.name(PATH + "kind", name));
        });
        // A kind is what the part is, also when nothing is in it.
        kinds.forEach(kind -> vendor.add(PATH, kind));
        return kinds.stream().findFirst().map(kind -> new Part.Other(Spelling.camel(kind)));
    }

    private Part call(JsonValue call) {
        vendor.unknownIn(call, PATH + "functionCall.", CALL);
        String name = Json.name(PATH + "functionCall.name", call.get("name"));
        return new Part.ToolCall(
                ids.ofCall(name, call.get("id")),
                name,
                Json.writtenObject(PATH + "functionCall.args", call.get("args")));
    }

    private Part result(JsonValue result) {
        vendor.unknownIn(result, PATH + "functionResponse.", RESPONSE);
        String name = Json.name(PATH + "functionResponse.name", result.get("name"));
        JsonValue response = result.get("response");
        List<Part> parts = new ArrayList<>();
        boolean failed = response.has("error") && !response.has("output");
        if (result.has("response")) {
            Json.object(PATH + "functionResponse.response", response);
            parts.add(new Part.Text(failed ? only(response, "error") : only(response, "output")));
        }
        for (JsonValue piece : Listed.of(result.get("parts"))) parts.add(medium(piece));
        return new Part.ToolResult(ids.ofResult(name, result.get("id")), parts, failed);
    }

    /** A text that is all there is to say, else the whole object. */
    private static Passage only(JsonValue response, String name) {
        List<JsonValue> names = new ArrayList<>();
        response.forEachField((field, value) -> names.add(field));
        JsonValue value = response.get(name);
        if (names.size() != 1 || value.isMissing()) return response.written();
        return value.isText() ? value.passage() : value.written();
    }

    private static Part medium(JsonValue piece) {
        String path = PATH + "functionResponse.parts[].";
        JsonValue file = Spelling.get(piece, "fileData");
        return file.isMissing()
                ? GeminiMedia.inline(path, Spelling.get(piece, "inlineData"))
                : GeminiMedia.file(path, file);
    }
}
