package dev.outrigger.engine;

import java.io.IOException;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What turns a chat into a model's tokens and its tokens into text, read from the model's file. Thread safe. */
final class Language implements AutoCloseable {
    private static final String PREFIX = "tokenizer.ggml.";

    private final Vocabulary vocabulary;
    private final ChatTemplate template;
    private final ChatTokens tokens;

    Language(Vocabulary vocabulary, ChatTemplate template, ChatTokens tokens) {
        this.vocabulary = vocabulary;
        this.template = template;
        this.tokens = tokens;
    }

    /**
     * What a GGUF file describes; the file may be closed afterwards.
     *
     * @throws IOException when it has no chat template, one that cannot be followed, or a tokenizer that is not known
     */
    static Language of(Gguf file) throws IOException {
        if (!file.has("tokenizer.chat_template")) {
            throw new IOException(
                    file.path() + ": has no chat template (tokenizer.chat_template), so it is no chat model");
        }
        String source = file.text("tokenizer.chat_template");
        TokenNames names = TokenNames.of(file);
        Map<String, String> texts = new HashMap<>();
        for (String each : List.of("bos", "eos")) {
            Optional<Integer> token = token(file, each);
            if (token.isPresent()) texts.put(each + "_token", names.name(token.get()));
        }
        ChatTemplate template = ChatTemplate.of(source, texts, ZonedDateTime::now);
        Vocabulary vocabulary = Vocabulary.of(file);
        ControlTokens control = ControlTokens.of(file, names, source);
        Tokenizer tokenizer = Tokenizer.of(TokenizerJson.of(file, names, control::contains), false);
        return new Language(vocabulary, template, new ChatTokens(tokenizer, control, start(file)));
    }

    /** The same for a model of so many tokens; closing either closes both. */
    Language widened(int size) throws IOException {
        return new Language(vocabulary.widened(size), template, tokens);
    }

    Vocabulary vocabulary() {
        return vocabulary;
    }

    Tokenizer tokenizer() {
        return tokens.tokenizer();
    }

    /** The tokens of the chat up to where the model's answer begins. */
    int[] encode(List<Turn> turns) {
        return tokens.encode(template.render(turns));
    }

    @Override
    public void close() {
        tokenizer().close();
    }

    private static Optional<Integer> token(Gguf file, String name) throws IOException {
        String key = PREFIX + name + "_token_id";
        return file.has(key) ? Optional.of(file.whole(key)) : Optional.empty();
    }

    /** As llama.cpp has it: files without the key are of kinds that do, or do not. */
    private static Optional<Integer> start(Gguf file) throws IOException {
        boolean begins;
        if (file.has(PREFIX + "add_bos_token")) begins = file.truth(PREFIX + "add_bos_token");
        else if (file.text(PREFIX + "model").equals("llama")) begins = true;
        else
            begins = PreTokenizer.find(file.text(PREFIX + "pre"))
                    .filter(PreTokenizer::beginsTexts)
                    .isPresent();
        return begins ? token(file, "bos") : Optional.empty();
    }
}
