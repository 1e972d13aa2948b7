package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.grammar.Constraint;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.TokenTrie;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A loaded model with all that turns a chat into its tokens and its tokens into text. */
final class ChatModel implements AutoCloseable {
    private final Llama llama;
    private final Language language;
    private volatile @Nullable TokenTrie trie;

    private ChatModel(Llama llama, Language language) {
        this.llama = llama;
        this.language = language;
    }

    /** Reads everything from the files, which are not needed afterwards. */
    static ChatModel load(DjlRuntime runtime, ModelFiles files, GeneratorSettings settings, Precision precision)
            throws IOException {
        try (DecoderFile file = DecoderFile.open(files.weights())) {
            Language language = file.language();
            try {
                Language whole = language.widened(file.shape().vocabulary());
                int slots = settings.slots();
                return new ChatModel(
                        Llama.load(runtime, files.program(), file, slots, settings.contextTokens(), precision), whole);
            } catch (IOException | RuntimeException cause) {
                language.close();
                throw cause;
            }
        }
    }

    Llama llama() {
        return llama;
    }

    Vocabulary vocabulary() {
        return language.vocabulary();
    }

    /** What keeps one answer to a grammar. */
    Form form(Grammar grammar) {
        return new Form(new Constraint(grammar, trie()), vocabulary());
    }

    /** Makes what all forms need, the tokens' trie, once: it takes some 100 ms. Any thread may. */
    void readTokens() {
        TokenTrie unusedYet = trie();
    }

    private synchronized TokenTrie trie() {
        TokenTrie made = trie;
        if (made == null) made = TokenTrie.of(vocabulary().size(), vocabulary()::bytes);
        trie = made;
        return made;
    }

    /** The chat as the model reads it, up to where its answer begins. */
    int[] encode(List<Turn> turns) {
        return language.encode(turns);
    }

    /**
     * The same, if it leaves room for an answer.
     *
     * @throws FailureException {@link Failure.TooLong} when it does not; a chat that cannot fit is not tokenised
     */
    int[] encodeWithin(List<Turn> turns) {
        long characters = turns.stream().mapToLong(turn -> turn.text().length()).sum();
        if (characters > (long) llama.slotTokens() * vocabulary().longestToken()) {
            throw tooLong(characters + " characters");
        }
        int[] prompt = encode(turns);
        if (prompt.length >= llama.slotTokens()) throw tooLong(prompt.length + " tokens");
        return prompt;
    }

    @Override
    public void close() {
        language.close();
        llama.close();
    }

    private FailureException tooLong(String size) {
        return new FailureException(new Failure.TooLong(
                "the request has " + size + ", the local model's window is " + llama.slotTokens() + " tokens",
                Optional.empty()));
    }
}
