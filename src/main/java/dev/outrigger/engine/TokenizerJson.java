package dev.outrigger.engine;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

/**
 * A GGUF file's tokenizer written as Hugging Face's {@code tokenizer.json}, the form DJL's tokenizer reads. Marks are no
 * "added tokens" in it: an app that writes {@code <|im_end|>} into a message gets those characters, not the end of its
 * turn.
 *
 * <p>Source: <a href="https://huggingface.co/docs/tokenizers/components">components of a tokenizer</a>; "smollm" as
 * llama.cpp splits it, each digit by itself and then GPT-2's pattern.
 */
final class TokenizerJson {
    private static final String HEAD = """
            {"version":"1.0","truncation":null,"padding":null,"added_tokens":[],"normalizer":null,
            "pre_tokenizer":{"type":"Sequence","pretokenizers":[{"type":"Digits","individual_digits":true},
            {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":true}]},
            "post_processor":null,
            "decoder":{"type":"ByteLevel","add_prefix_space":true,"trim_offsets":true,"use_regex":true},
            "model":{"type":"BPE","dropout":null,"unk_token":null,"continuing_subword_prefix":null,
            "end_of_word_suffix":null,"fuse_unk":false,"byte_fallback":false,
            """;

    private final StringBuilder json = new StringBuilder(HEAD);

    private TokenizerJson() {}

    /** The JSON text. */
    static String of(Gguf file) throws IOException {
        String model = file.text("tokenizer.ggml.model");
        String split = file.text("tokenizer.ggml.pre");
        if (!model.equals("gpt2") || !split.equals("smollm")) {
            throw new IOException("the tokenizer must be gpt2 split like smollm, was " + model + " like " + split);
        }
        TokenizerJson writer = new TokenizerJson();
        writer.writeVocabulary(file.texts("tokenizer.ggml.tokens"));
        writer.writeMerges(file.texts("tokenizer.ggml.merges"));
        return writer.json.append("}}").toString();
    }

    private void writeVocabulary(List<String> names) {
        json.append("\"vocab\":{");
        for (int token = 0; token < names.size(); token++) {
            if (token > 0) json.append(',');
            writeText(names.get(token));
            json.append(':').append(token);
        }
        json.append("},");
    }

    private void writeMerges(List<String> merges) {
        json.append("\"merges\":[");
        for (Iterator<String> each = merges.iterator(); each.hasNext(); ) {
            writeText(each.next());
            if (each.hasNext()) json.append(',');
        }
        json.append(']');
    }

    private void writeText(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') json.append('\\').append(c);
            else if (c < ' ') json.append(String.format("\\u%04x", (int) c));
            else json.append(c);
        }
        json.append('"');
    }
}
