package dev.outrigger.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What stands beside the weights in a model's folder as Hugging Face lays it out: {@code tokenizer.json},
 * {@code tokenizer_config.json}, {@code chat_template.jinja}, {@code generation_config.json}.
 */
record ModelFolder(Path folder) {
    /**
     * What turns chats into tokens and back.
     *
     * @throws IOException when the folder has no tokenizer, no chat template, or one that cannot be followed
     */
    Language language() throws IOException {
        JsonObject config = object("tokenizer_config.json");
        String source = template(config);
        Map<String, String> texts = new HashMap<>();
        for (String name : List.of("bos_token", "eos_token", "unk_token", "pad_token")) {
            text(config, name).ifPresent(text -> texts.put(name, text));
        }
        ChatTemplate template = ChatTemplate.of(source, texts, ZonedDateTime::now);
        TokenizerFile file = TokenizerFile.read(folder.resolve("tokenizer.json"), source);
        TokenNames tokens = file.tokens();
        Vocabulary vocabulary = Vocabulary.of(tokens, ends(tokens, texts));
        // A template of this format says itself where a text begins; add_bos_token is for texts without one.
        ChatTokens encoder = new ChatTokens(file.tokenizer(), file.control(), Optional.empty());
        return new Language(vocabulary, template, encoder);
    }

    private String template(JsonObject config) throws IOException {
        Path file = folder.resolve("chat_template.jinja");
        if (Files.exists(file)) return Files.readString(file);
        JsonElement template = config.get("chat_template");
        if (template != null && template.isJsonPrimitive()) return template.getAsString();
        if (template != null && template.isJsonArray()) {
            for (JsonElement each : template.getAsJsonArray()) {
                JsonObject named = each.getAsJsonObject();
                if (named.get("name").getAsString().equals("default"))
                    return named.get("template").getAsString();
            }
        }
        throw new IOException(folder + ": has no chat template (chat_template.jinja, or chat_template in"
                + " tokenizer_config.json), so it is no chat model");
    }

    /** What ends a turn: the file of generation says all of it, the others the usual one. */
    private List<Integer> ends(TokenNames tokens, Map<String, String> texts) throws IOException {
        List<Integer> ends = new ArrayList<>();
        for (String file : List.of("generation_config.json", "config.json")) {
            JsonElement tokensOfFile = object(file).get("eos_token_id");
            if (tokensOfFile == null || tokensOfFile.isJsonNull()) continue;
            if (tokensOfFile.isJsonArray()) tokensOfFile.getAsJsonArray().forEach(each -> ends.add(each.getAsInt()));
            else ends.add(tokensOfFile.getAsInt());
        }
        int usual = tokens.names().indexOf(texts.getOrDefault("eos_token", ""));
        if (usual >= 0) ends.add(usual);
        return ends;
    }

    /** A text that may be written with its flags. */
    private static Optional<String> text(JsonObject config, String name) {
        JsonElement value = config.get(name);
        if (value == null || value.isJsonNull()) return Optional.empty();
        if (value.isJsonPrimitive()) return Optional.of(value.getAsString());
        JsonElement content = value.isJsonObject() ? value.getAsJsonObject().get("content") : null;
        return Optional.ofNullable(content).map(JsonElement::getAsString);
    }

    private JsonObject object(String name) throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) return new JsonObject();
        try (Reader reader = Files.newBufferedReader(file)) {
            return JsonParser.parseReader(reader).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException cause) {
            throw new IOException(file + ": " + cause.getMessage(), cause);
        }
    }
}
