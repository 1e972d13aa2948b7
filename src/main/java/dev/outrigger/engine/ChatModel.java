package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.grammar.Constraint;
import dev.outrigger.engine.grammar.Grammar;
import dev.outrigger.engine.grammar.TokenTrie;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** A loaded model with all that turns a chat into its tokens and its tokens into text. */
final class ChatModel implements AutoCloseable {
    private final Llama llama;
    private final Language language;
    private volatile @Nullable TokenTrie trie;

    /** Shared by those who tokenise: what they use is native, and nobody may free it under them. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    // Guarded by use.
    private boolean isSilent;

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
            } catch (IOException | RuntimeException | Error cause) {
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

    /**
     * The chat as the model reads it, up to where its answer begins. Any thread may ask.
     *
     * @throws FailureException {@link Failure.Overloaded} when its language is closed
     */
    int[] encode(List<Turn> turns) {
        use.readLock().lock();
        try {
            if (isSilent)
                throw new FailureException(
                        new Failure.Overloaded(503, "the local model is not loaded any more", Optional.empty()));
            return language.encode(turns);
        } finally {
            use.readLock().unlock();
        }
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

    /** Frees the weights; its language stays. */
    @Override
    public void close() {
        llama.close();
    }

    /** When no answer is made or asked for any more; a second time does nothing. */
    void closeLanguage() {
        use.writeLock().lock();
        try {
            if (!isSilent) language.close();
            isSilent = true;
        } finally {
            use.writeLock().unlock();
        }
    }

    private FailureException tooLong(String size) {
        return new FailureException(new Failure.TooLong(
                "the request has " + size + ", the local model's window is " + llama.slotTokens() + " tokens",
                Optional.empty()));
    }
}
