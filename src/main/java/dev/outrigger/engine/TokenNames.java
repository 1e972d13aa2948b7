package dev.outrigger.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens of a model as its file lists them.
 *
 * @param names by number
 * @param kinds what each is for, as many
 * @param spelling how the normal ones are written
 */
record TokenNames(List<String> names, List<TokenKind> kinds, Spelling spelling) {
    TokenNames {
        names = List.copyOf(names);
        kinds = List.copyOf(kinds);
    }

    /** Those of a GGUF file. */
    static TokenNames of(Gguf file) throws IOException {
        List<String> names = file.texts("tokenizer.ggml.tokens");
        List<Long> types = file.wholes("tokenizer.ggml.token_type");
        if (names.size() != types.size()) {
            throw new IOException(names.size() + " tokens, but " + types.size() + " types of tokens");
        }
        List<TokenKind> kinds = new ArrayList<>(types.size());
        for (long type : types) kinds.add(TokenKind.of(type));
        String model = file.text("tokenizer.ggml.model");
        Spelling spelling = switch (model) {
            case "gpt2" -> Spelling.BYTE_LEVEL;
            case "llama" -> Spelling.PIECES;
            default ->
                throw new IOException("the tokenizer (tokenizer.ggml.model) must be gpt2 or llama, was " + model);
        };
        return new TokenNames(names, kinds, spelling);
    }

    int size() {
        return names.size();
    }

    String name(int token) throws IOException {
        if (token < 0 || token >= names.size()) {
            throw new IOException("there is no token " + token + ", only " + names.size());
        }
        return names.get(token);
    }

    boolean is(int token, TokenKind kind) {
        return kinds.get(token) == kind;
    }
}
