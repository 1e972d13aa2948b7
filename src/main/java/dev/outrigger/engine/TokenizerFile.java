package dev.outrigger.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A {@code tokenizer.json} read once and written again for texts without control tokens: those are taken out of its added
 * tokens, and what it does to the start of a text alone is left to {@link Tokenizer#encodeStart}.
 */
final class TokenizerFile {
    private final String template;
    private final Map<Integer, String> names = new HashMap<>();
    private final Map<Integer, TokenKind> kinds = new HashMap<>();
    private final List<ControlToken> control = new ArrayList<>();
    private final StringWriter text = new StringWriter();
    private final JsonWriter json = new JsonWriter(text);
    private boolean isByteLevel;
    private boolean startsWithBlank;
    private String unknown = "";

    private TokenizerFile(String template) {
        this.template = template;
    }

    /**
     * Reads it.
     *
     * @param template the chat template: what it writes of the tokens of text are control tokens, too
     * @throws IOException when it is no tokenizer of byte pairs; the message names the file
     */
    static TokenizerFile read(Path file, String template) throws IOException {
        TokenizerFile tokenizer = new TokenizerFile(template);
        tokenizer.json.setHtmlSafe(false);
        try (JsonReader reader = new JsonReader(Files.newBufferedReader(file))) {
            tokenizer.copy(reader);
        } catch (IOException | JsonParseException | IllegalStateException | NumberFormatException cause) {
            throw new IOException(file + ": " + cause.getMessage(), cause);
        }
        return tokenizer;
    }

    Tokenizer tokenizer() throws IOException {
        return Tokenizer.of(text.toString(), startsWithBlank);
    }

    ControlTokens control() {
        return new ControlTokens(control);
    }

    TokenNames tokens() {
        int size = names.isEmpty() ? 0 : Collections.max(names.keySet()) + 1;
        List<String> all = new ArrayList<>(size);
        List<TokenKind> each = new ArrayList<>(size);
        for (int token = 0; token < size; token++) {
            all.add(names.getOrDefault(token, ""));
            each.add(names.containsKey(token) ? kind(token) : TokenKind.UNUSED);
        }
        return new TokenNames(all, each, isByteLevel ? Spelling.BYTE_LEVEL : Spelling.PIECES);
    }

    private TokenKind kind(int token) {
        String name = names.getOrDefault(token, "");
        TokenKind added = kinds.get(token);
        if (added != null) return added;
        if (name.equals(unknown)) return TokenKind.UNKNOWN;
        return !isByteLevel && name.matches("<0x[0-9A-F]{2}>") ? TokenKind.BYTE : TokenKind.NORMAL;
    }

    private void copy(JsonReader reader) throws IOException {
        json.beginObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            json.name(name);
            switch (name) {
                case "added_tokens" -> copyAddedTokens(reader);
                case "pre_tokenizer" -> copyPreTokenizer(reader);
                case "model" -> copyModel(reader);
                // They work on whole chats, and on batches.
                case "post_processor", "truncation", "padding" -> {
                    reader.skipValue();
                    json.nullValue();
                }
                default -> write(JsonParser.parseReader(reader));
            }
        }
        reader.endObject();
        json.endObject().flush();
    }

    private void copyAddedTokens(JsonReader reader) throws IOException {
        json.beginArray();
        for (JsonElement each : JsonParser.parseReader(reader).getAsJsonArray()) {
            JsonObject token = each.getAsJsonObject();
            int number = member(token, "id").getAsInt();
            if (number < 0) throw new IOException("a token has the number " + number);
            String name = member(token, "content").getAsString();
            TokenKind kind = isSet(token, "special") ? TokenKind.CONTROL : TokenKind.USER_DEFINED;
            names.put(number, name);
            kinds.put(number, kind);
            if (ControlTokens.isControl(kind, name, template)) {
                control.add(new ControlToken(name, number, isSet(token, "lstrip"), isSet(token, "rstrip")));
            } else {
                write(token);
            }
        }
        json.endArray();
    }

    private void copyPreTokenizer(JsonReader reader) throws IOException {
        JsonElement preTokenizer = JsonParser.parseReader(reader);
        takeOver(preTokenizer);
        write(preTokenizer);
    }

    /** Finds out how tokens are spelt, and takes over the blank that is put before a text's start alone. */
    private void takeOver(JsonElement preTokenizer) throws IOException {
        if (!(preTokenizer instanceof JsonObject object)) return;
        String type = member(object, "type").getAsString();
        if (type.equals("ByteLevel")) isByteLevel = true;
        if (object.get("pretokenizers") instanceof JsonArray inner) for (JsonElement each : inner) takeOver(each);
        boolean isFirst = object.has("prepend_scheme")
                && object.get("prepend_scheme").getAsString().equals("first");
        if (!type.equals("Metaspace") || !isFirst) return;
        startsWithBlank = true;
        object.addProperty("prepend_scheme", "never");
        if (object.has("add_prefix_space")) object.addProperty("add_prefix_space", false);
    }

    private void copyModel(JsonReader reader) throws IOException {
        json.beginObject();
        reader.beginObject();
        String type = "BPE";
        while (reader.hasNext()) {
            String name = reader.nextName();
            json.name(name);
            if (name.equals("vocab")) {
                copyVocabulary(reader);
                continue;
            }
            JsonElement value = JsonParser.parseReader(reader);
            if (name.equals("type")) type = value.getAsString();
            if (name.equals("unk_token") && !value.isJsonNull()) unknown = value.getAsString();
            write(value);
        }
        if (!type.equals("BPE")) throw new IOException("the tokenizer's model must be BPE, was " + type);
        reader.endObject();
        json.endObject();
    }

    private void copyVocabulary(JsonReader reader) throws IOException {
        json.beginObject();
        reader.beginObject();
        while (reader.hasNext()) {
            String name = reader.nextName();
            int token = reader.nextInt();
            if (token < 0) throw new IOException("a token has the number " + token);
            names.put(token, name);
            json.name(name).value(token);
        }
        reader.endObject();
        json.endObject();
    }

    private void write(JsonElement element) throws IOException {
        json.jsonValue(element.toString());
    }

    private static JsonElement member(JsonObject object, String name) throws IOException {
        JsonElement member = object.get(name);
        if (member == null) throw new IOException("lacks " + name + " in " + object.keySet());
        return member;
    }

    private static boolean isSet(JsonObject token, String flag) {
        return token.has(flag) && token.get(flag).getAsBoolean();
    }
}
