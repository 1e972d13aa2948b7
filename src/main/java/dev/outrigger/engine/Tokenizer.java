package dev.outrigger.engine;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Cuts text into a model's tokens. Marks written in the text stay text. Thread safe; a call takes about 0.1 ms a
 * hundred words.
 */
final class Tokenizer implements AutoCloseable {
    private static final Map<String, String> AS_IT_IS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;

    private Tokenizer(HuggingFaceTokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** The tokenizer that a GGUF file describes; the file may be closed afterwards. */
    static Tokenizer of(Gguf file) throws IOException {
        byte[] json = TokenizerJson.of(file).getBytes(StandardCharsets.UTF_8);
        try (InputStream stream = new ByteArrayInputStream(json)) {
            return new Tokenizer(HuggingFaceTokenizer.newInstance(stream, AS_IT_IS));
        }
    }

    /** The text's tokens; characters that no encoding has (lone surrogates) are read as question marks. */
    int[] encode(String text) {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        long[] ids = tokenizer.encode(sound, false, false).getIds();
        int[] tokens = new int[ids.length];
        for (int i = 0; i < tokens.length; i++) tokens[i] = (int) ids[i];
        return tokens;
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
