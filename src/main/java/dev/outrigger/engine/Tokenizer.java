package dev.outrigger.engine;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Cuts text into a model's tokens. Control tokens written in the text stay text. Thread safe; a call takes about 0.1 ms
 * a hundred words.
 */
final class Tokenizer implements AutoCloseable {
    private static final Map<String, String> AS_IT_IS =
            Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

    private final HuggingFaceTokenizer tokenizer;
    private final boolean startsWithBlank;

    private Tokenizer(HuggingFaceTokenizer tokenizer, boolean startsWithBlank) {
        this.tokenizer = tokenizer;
        this.startsWithBlank = startsWithBlank;
    }

    /**
     * The tokenizer of a {@code tokenizer.json} without control tokens among its added ones.
     *
     * @param startsWithBlank whether a blank is put before a text that does not begin with one
     */
    static Tokenizer of(String json, boolean startsWithBlank) throws IOException {
        try (InputStream stream = new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8))) {
            return new Tokenizer(HuggingFaceTokenizer.newInstance(stream, AS_IT_IS), startsWithBlank);
        }
    }

    /** The tokens of a text's inner part; characters that no encoding has (lone surrogates) are read as question marks. */
    int[] encode(String text) {
        String sound = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        long[] ids = tokenizer.encode(sound, false, false).getIds();
        int[] tokens = new int[ids.length];
        for (int i = 0; i < tokens.length; i++) tokens[i] = (int) ids[i];
        return tokens;
    }

    /** The tokens of what a text begins with. */
    int[] encodeStart(String text) {
        boolean getsBlank =
                startsWithBlank && !text.isEmpty() && text.charAt(0) != ' ' && text.charAt(0) != Spelling.BLANK;
        return encode(getsBlank ? " " + text : text);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
