package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.dialect.json.Json;
import dev.outrigger.dialect.json.JsonEdit;
import dev.outrigger.dialect.json.JsonObjectText;
import dev.outrigger.dialect.json.JsonScan;
import dev.outrigger.dialect.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A request as a destination's {@link Instructions} has it, made in the app's own bytes: each dialect says where its system text
 * and its numbers stand, and every other byte stays as the app wrote it.
 */
public final class Preparation {
    private final Inbound inbound;
    private final Instructions instructions;
    private final JsonValue root;
    private final JsonEdit edit;

    public Preparation(Inbound inbound, Instructions instructions) {
        this.inbound = inbound;
        this.instructions = instructions;
        this.root = JsonScan.object(inbound.text().source(), inbound.text().bounds());
        this.edit = new JsonEdit(inbound.text());
    }

    /** What the app sent. */
    public JsonValue root() {
        return root;
    }

    /** The system text is this field's. */
    public Preparation systemText(String field) {
        instructions.system().ifPresent(template -> edit.set(field, around(root.get(field), template)));
        return this;
    }

    /**
     * The system text is this field's: a text, or a list of parts.
     *
     * @param part a part of this text
     */
    public Preparation systemParts(String field, UnaryOperator<String> part) {
        JsonValue said = root.get(field);
        instructions
                .system()
                .ifPresent(template ->
                        edit.set(field, said.isArray() ? items(said, template, part) : around(said, template)));
        return this;
    }

    /** Gives a field of the body this JSON, made of the instructions's system text. */
    public Preparation system(String field, Function<Instructions.Template, String> json) {
        instructions.system().ifPresent(template -> edit.set(field, json.apply(template)));
        return this;
    }

    /** The system text is said by the first messages of this list, whose content is a text or a list of parts. */
    public Preparation systemMessages(String field, UnaryOperator<String> part) {
        instructions.system().ifPresent(template -> messages(root.get(field), template, part));
        return this;
    }

    private void messages(JsonValue list, Instructions.Template template, UnaryOperator<String> part) {
        List<JsonValue> contents = new ArrayList<>();
        for (JsonValue message : list) {
            JsonValue content = message.get("content");
            boolean isSystem =
                    message.get("role").says("system") || message.get("role").says("developer");
            if (!isSystem || !(content.isText() || content.isArray())) break;
            contents.add(content);
        }
        if (contents.isEmpty()) {
            JsonValue first = list.iterator().next();
            String message = "{\"role\":\"system\",\"content\":" + Json.quote(template.alone()) + "}";
            edit.replace(first, message + "," + first.written().text());
            return;
        }
        JsonValue first = contents.getFirst();
        JsonValue last = contents.getLast();
        if (contents.size() == 1) {
            edit.replace(first, content(first, template, part));
        } else {
            edit.replace(first, content(first, new Instructions.Template(template.before(), ""), part));
            edit.replace(last, content(last, new Instructions.Template("", template.after()), part));
        }
    }

    private static String content(JsonValue content, Instructions.Template template, UnaryOperator<String> part) {
        return content.isArray() ? items(content, template, part) : around(content, template);
    }

    /** The template around a text; alone where there is none. */
    public static String around(JsonValue text, Instructions.Template template) {
        if (!text.isText() || text.passage().isEmpty()) return Json.quote(template.alone());
        String written = text.written().text();
        return "\"" + inside(template.before()) + written.substring(1, written.length() - 1) + inside(template.after())
                + "\"";
    }

    private static String inside(String text) {
        String quoted = Json.quote(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** The template around the parts of a list, or around the one part that stands for it. */
    public static String items(JsonValue list, Instructions.Template template, UnaryOperator<String> part) {
        String written = list.written().text();
        String own = list.isArray() ? written.substring(1, written.length() - 1).strip() : written;
        StringJoiner items = new StringJoiner(",", "[", "]");
        if (!template.before().isBlank()) items.add(part.apply(template.before().strip()));
        if (!own.isEmpty()) items.add(own);
        if (!template.after().isBlank()) items.add(part.apply(template.after().strip()));
        return items.toString();
    }

    /**
     * The numbers are these fields of the body.
     *
     * @param maxTokens below 1 it bounds nothing
     */
    public Preparation numbers(String temperature, String maxTokens) {
        numbers(root, temperature, maxTokens).forEach(edit::set);
        return this;
    }

    /** The numbers are these fields of an object in the body. */
    public Preparation numbersIn(String section, String temperature, String maxTokens) {
        JsonValue said = root.get(section);
        Map<String, String> numbers = numbers(said, temperature, maxTokens);
        if (!numbers.isEmpty()) edit.set(section, said.isObject() ? edited(said, numbers) : object(numbers));
        return this;
    }

    private Map<String, String> numbers(JsonValue said, String temperature, String maxTokens) {
        Map<String, String> numbers = new LinkedHashMap<>();
        if (instructions.temperature().isPresent() && !said.has(temperature))
            numbers.put(temperature, Double.toString(instructions.temperature().getAsDouble()));
        JsonValue bound = said.get(maxTokens);
        instructions.maxTokens().ifPresent(most -> {
            boolean isLower = bound.isNumber() && bound.number() >= 1 && bound.number() <= most;
            if (!isLower) numbers.put(maxTokens, Integer.toString(most));
        });
        return numbers;
    }

    private String edited(JsonValue object, Map<String, String> numbers) {
        Bytes written = Bytes.of(object.written().text());
        JsonEdit inner = new JsonEdit(
                JsonObjectText.read(written, inbound.text().bounds()).text());
        numbers.forEach(inner::set);
        return inner.apply().joined().utf8();
    }

    private static String object(Map<String, String> numbers) {
        return numbers.entrySet().stream()
                .map(entry -> Json.quote(entry.getKey()) + ":" + entry.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    /** The request, read again; absent where it has become more than a request may be. */
    public Optional<Inbound> read(Dialect dialect) {
        Bytes body = edit.apply().joined();
        return dialect.decodeRequest(inbound.at(), body) instanceof Dialect.Reading.Read(Inbound read)
                ? Optional.of(read)
                : Optional.empty();
    }
}
