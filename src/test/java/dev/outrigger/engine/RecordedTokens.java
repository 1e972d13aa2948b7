package dev.outrigger.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The tiny vocabularies of {@code gpu-models/programs/chats.py} and what Hugging Face's tokenizers make with them. */
record RecordedTokens(JsonNode tokens, JsonNode chats) {
    static RecordedTokens read() throws IOException {
        return new RecordedTokens(json("tokens.json"), json("chats.json").get("chats"));
    }

    /** The language of a vocabulary's file or folder. */
    Language language(String name) throws IOException {
        if (name.startsWith("folder")) return new ModelFolder(path("tokens/" + name)).language();
        try (Gguf file = Gguf.open(path("tokens/" + name))) {
            return Language.of(file);
        }
    }

    List<String> names() {
        List<String> names = new ArrayList<>();
        tokens.get("files").fieldNames().forEachRemaining(names::add);
        return names;
    }

    List<String> texts() {
        List<String> texts = new ArrayList<>();
        tokens.get("texts").forEach(text -> texts.add(text.asText()));
        return texts;
    }

    /** Tokens of the texts inside of a chat, in their order. */
    List<List<Integer>> ofTexts(String name) {
        return lists(name, "texts");
    }

    /** Tokens of the texts where they begin a chat. */
    List<List<Integer>> ofStarts(String name) {
        return lists(name, "starts");
    }

    /** Names of the chats that the vocabulary's template takes. */
    List<String> chatsOf(String name) {
        List<String> all = new ArrayList<>();
        tokens.get("files").get(name).get("chats").fieldNames().forEachRemaining(all::add);
        return all;
    }

    List<Integer> ofChat(String name, String chat) {
        return Reference.ints(tokens.get("files").get(name).get("chats").get(chat));
    }

    List<Turn> turns(String chat) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode each : chats.get(chat)) {
            turns.add(new Turn(each.get("role").asText(), each.get("content").asText()));
        }
        return turns;
    }

    private List<List<Integer>> lists(String name, String of) {
        List<List<Integer>> all = new ArrayList<>();
        tokens.get("files").get(name).get(of).forEach(each -> all.add(Reference.ints(each)));
        return all;
    }

    private static JsonNode json(String name) throws IOException {
        try (InputStream stream = RecordedTokens.class.getResourceAsStream("/engine/chats/" + name)) {
            return new ObjectMapper().readTree(Objects.requireNonNull(stream, name));
        }
    }

    private static Path path(String name) throws IOException {
        try {
            return Path.of(Objects.requireNonNull(RecordedTokens.class.getResource("/engine/chats/" + name), name)
                    .toURI());
        } catch (URISyntaxException cause) {
            throw new IOException(cause);
        }
    }
}
