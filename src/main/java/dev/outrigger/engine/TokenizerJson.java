package dev.outrigger.engine;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A GGUF file's tokenizer written as Hugging Face's {@code tokenizer.json}, the form DJL's tokenizer reads. Control tokens
 * are no "added tokens" in it: an app that writes {@code <|im_end|>} into a message gets those characters, not the end of
 * its turn.
 *
 * <p>Source: <a href="https://huggingface.co/docs/tokenizers/components">components of a tokenizer</a>.
 */
final class TokenizerJson {
    private final Gguf file;
    private final TokenNames tokens;
    private final StringWriter text = new StringWriter();
    private final JsonWriter json = new JsonWriter(text);

    private TokenizerJson(Gguf file, TokenNames tokens) {
        this.file = file;
        this.tokens = tokens;
    }

    /**
     * The JSON text.
     *
     * @param isControl tokens of text that count as control tokens, too
     */
    static String of(Gguf file, TokenNames tokens, IntPredicate isControl) throws IOException {
        TokenizerJson writer = new TokenizerJson(file, tokens);
        writer.json.setHtmlSafe(false);
        writer.json.beginObject().name("version").value("1.0");
        writer.writeAddedTokens(isControl);
        switch (tokens.spelling()) {
            case BYTE_LEVEL -> writer.writeByteLevel();
            case PIECES -> writer.writePieces();
        }
        writer.json.endObject().flush();
        return writer.text.toString();
    }

    /** What is always one token, wherever it stands in a text. */
    private void writeAddedTokens(IntPredicate isControl) throws IOException {
        json.name("added_tokens").beginArray();
        for (int token = 0; token < tokens.size(); token++) {
            if (!tokens.is(token, TokenKind.USER_DEFINED) || isControl.test(token)) continue;
            json.beginObject().name("id").value(token).name("content").value(tokens.name(token));
            for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized", "special")) {
                json.name(flag).value(false);
            }
            json.endObject();
        }
        json.endArray();
    }

    private void writeByteLevel() throws IOException {
        String name = file.text("tokenizer.ggml.pre");
        PreTokenizer split = PreTokenizer.find(name)
                .orElseThrow(() -> new IOException("a tokenizer that cuts texts like " + name
                        + " (tokenizer.ggml.pre) is not known, only like " + PreTokenizer.allNames()));
        if (split.composesCharacters()) json.name("normalizer").jsonValue("{\"type\":\"NFC\"}");
        json.name("pre_tokenizer").beginObject().name("type").value("Sequence");
        json.name("pretokenizers").beginArray();
        for (String pattern : split.patterns()) {
            json.beginObject().name("type").value("Split");
            json.name("pattern").beginObject().name("Regex").value(pattern).endObject();
            json.name("behavior").value("Isolated").name("invert").value(false).endObject();
        }
        json.beginObject()
                .name("type")
                .value("ByteLevel")
                .name("add_prefix_space")
                .value(false);
        json.name("trim_offsets").value(true).name("use_regex").value(false).endObject();
        json.endArray().endObject();
        beginModel().name("ignore_merges").value(split.takesWholeTokens());
        json.name("merges").beginArray();
        for (String merge : file.texts("tokenizer.ggml.merges")) json.value(merge);
        json.endArray().endObject();
    }

    private void writePieces() throws IOException {
        String key = "tokenizer.ggml.add_space_prefix";
        boolean beginsWithBlank = !file.has(key) || file.truth(key);
        json.name("normalizer")
                .beginObject()
                .name("type")
                .value("Sequence")
                .name("normalizers")
                .beginArray();
        if (beginsWithBlank) {
            json.beginObject().name("type").value("Prepend").name("prepend");
            json.value(String.valueOf(Spelling.BLANK)).endObject();
        }
        json.beginObject()
                .name("type")
                .value("Replace")
                .name("pattern")
                .beginObject()
                .name("String")
                .value(" ");
        json.endObject().name("content").value(String.valueOf(Spelling.BLANK)).endObject();
        json.endArray().endObject();
        beginModel().name("byte_fallback").value(true).name("fuse_unk").value(true);
        int unknown = tokens.kinds().indexOf(TokenKind.UNKNOWN);
        if (unknown >= 0) json.name("unk_token").value(tokens.name(unknown));
        json.name("merges").beginArray();
        for (PieceMerges.Merge merge : PieceMerges.of(tokens, scores())) {
            json.beginArray().value(merge.left()).value(merge.right()).endArray();
        }
        json.endArray().endObject();
    }

    private List<Double> scores() throws IOException {
        List<Double> scores = file.reals("tokenizer.ggml.scores");
        if (scores.size() != tokens.size()) {
            throw new IOException(tokens.size() + " tokens, but " + scores.size() + " scores of tokens");
        }
        return scores;
    }

    /** The model's object is left open. */
    private JsonWriter beginModel() throws IOException {
        json.name("model").beginObject().name("type").value("BPE");
        json.name("vocab").beginObject();
        for (int token = 0; token < tokens.size(); token++)
            json.name(tokens.name(token)).value(token);
        return json.endObject();
    }
}
