package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that no chat model can be read from, and what the message says. */
class LanguageTest {
    private static final String TEMPLATE = "{{ messages[0].content }}";

    @TempDir
    Path directory;

    @Test
    void refusesAFileWithoutATemplate() throws IOException {
        assertRefused("has no chat template (tokenizer.chat_template), so it is no chat model", file("gpt2", "smollm"));
    }

    @Test
    void refusesATemplateThatCannotBeFollowed() throws IOException {
        assertRefused(
                "its chat template cannot be followed: line 1: the tag include is not known",
                file("gpt2", "smollm").text("tokenizer.chat_template", "{% include 'x' %}"));
    }

    @Test
    void refusesTokenizersThatAreNotKnown() throws IOException {
        assertRefused(
                "the tokenizer (tokenizer.ggml.model) must be gpt2 or llama, was bert",
                file("bert", "smollm").text("tokenizer.chat_template", TEMPLATE));
        assertRefused(
                "a tokenizer that cuts texts like viking (tokenizer.ggml.pre) is not known, only like [codeshell, ",
                file("gpt2", "viking").text("tokenizer.chat_template", TEMPLATE));
    }

    @Test
    void refusesTokenNumbersThatThereAreNot() throws IOException {
        assertRefused(
                "there is no token 9, only 3",
                file("gpt2", "smollm")
                        .text("tokenizer.chat_template", TEMPLATE)
                        .whole("tokenizer.ggml.bos_token_id", 9));
    }

    @Test
    void aTurnEndsAtWhatTheFileNamesAndAtKnownTokens() throws IOException {
        Path path = new GgufBytes()
                .text("tokenizer.ggml.model", "gpt2")
                .texts("tokenizer.ggml.tokens", List.of("<stop>", "<turn>", "<|eot_id|>", "<|other|>", "a"))
                .wholes("tokenizer.ggml.token_type", List.of(3, 3, 3, 3, 1))
                .whole("tokenizer.ggml.eos_token_id", 0)
                .whole("tokenizer.ggml.eot_token_id", 1)
                .write(directory);
        try (Gguf file = Gguf.open(path)) {
            Vocabulary vocabulary = Vocabulary.of(file);
            for (int token = 0; token < 3; token++) assertTrue(vocabulary.isEnd(token));
            assertFalse(vocabulary.isEnd(3));
            assertFalse(vocabulary.isEnd(4));
        }
    }

    @Test
    void refusesFoldersThatAreNoChatModel() throws IOException {
        assertFolderRefused("has no chat template (chat_template.jinja, or chat_template in tokenizer_config.json)");
        Files.writeString(directory.resolve("chat_template.jinja"), "{% if");
        assertFolderRefused("its chat template cannot be followed: line 1: a tag has no end");
        Files.writeString(directory.resolve("chat_template.jinja"), TEMPLATE);
        assertFolderRefused("tokenizer.json");
        Files.writeString(
                directory.resolve("tokenizer.json"), "{\"model\":{\"type\":\"Unigram\",\"vocab\":{\"a\":0}}}");
        assertFolderRefused("the tokenizer's model must be BPE, was Unigram");
        Files.writeString(directory.resolve("tokenizer.json"), "{\"added_tokens\":[{\"id\":0}]}");
        assertFolderRefused("lacks content in [id]");
        Files.writeString(directory.resolve("tokenizer_config.json"), "[");
        assertFolderRefused("tokenizer_config.json: ");
    }

    private static GgufBytes file(String model, String cut) {
        return new GgufBytes()
                .text("tokenizer.ggml.model", model)
                .text("tokenizer.ggml.pre", cut)
                .texts("tokenizer.ggml.tokens", List.of("<|end|>", "a", "b"))
                .texts("tokenizer.ggml.merges", List.of())
                .wholes("tokenizer.ggml.token_type", List.of(3, 1, 1))
                .whole("tokenizer.ggml.eos_token_id", 0);
    }

    private void assertRefused(String message, GgufBytes bytes) throws IOException {
        try (Gguf file = Gguf.open(bytes.write(directory))) {
            assertMessage(message, assertThrows(IOException.class, () -> Language.of(file)));
        }
    }

    private void assertFolderRefused(String message) {
        assertMessage(message, assertThrows(IOException.class, () -> new ModelFolder(directory).language()));
    }

    private static void assertMessage(String message, IOException thrown) {
        assertTrue(String.valueOf(thrown.getMessage()).contains(message), thrown::toString);
        assertEquals(1, String.valueOf(thrown.getMessage()).lines().count());
    }
}
