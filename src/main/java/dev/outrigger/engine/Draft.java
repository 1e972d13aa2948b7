package dev.outrigger.engine;

import dev.outrigger.chat.ModelName;
import java.util.Arrays;
import java.util.Optional;

/**
 * An answer that broke off, as its model knows it: its tokens, those included whose text nobody has heard yet, and how
 * many random numbers were drawn for them. Another generation of the same model goes on with it as if nothing had happened.
 * Immutable; its tokens are private.
 */
public final class Draft {
    private final ModelName model;
    private final int[] prompt;
    private final int[] answer;
    private final long seed;
    private final long draws;
    private final Optional<AdapterVersion> adapter;

    /**
     * @param adapter what lay over the model
     * @param answer tokens drawn after the prompt's
     * @param seed of the draws
     * @param draws random numbers that they took
     */
    Draft(ModelName model, Optional<AdapterVersion> adapter, int[] prompt, int[] answer, long seed, long draws) {
        this.model = model;
        this.adapter = adapter;
        this.prompt = prompt.clone();
        this.answer = answer.clone();
        this.seed = seed;
        this.draws = draws;
    }

    /** One of the model as it is. */
    Draft(ModelName model, int[] prompt, int[] answer, long seed, long draws) {
        this(model, Optional.empty(), prompt, answer, seed, draws);
    }

    /**
     * What a draft consists of, for another process.
     *
     * @param adapter what lay over the model
     * @param prompt its tokens
     * @param answer the tokens drawn after them
     * @param seed of the draws
     * @param draws random numbers that they took
     */
    @SuppressWarnings("ArrayRecordComponent") // It is made, sent and taken apart, and never compared.
    public record Parts(
            ModelName model, Optional<AdapterVersion> adapter, int[] prompt, int[] answer, long seed, long draws) {}

    /** The draft that consists of these. */
    public static Draft of(Parts parts) {
        return new Draft(parts.model(), parts.adapter(), parts.prompt(), parts.answer(), parts.seed(), parts.draws());
    }

    /** What it consists of; copies. */
    public Parts parts() {
        return new Parts(model, adapter, prompt.clone(), answer.clone(), seed, draws);
    }

    /** Tokens of the answer. */
    public int size() {
        return answer.length;
    }

    /** Whether it answers this prompt of this model as it is. */
    boolean answers(ModelName asked, int[] read) {
        return answers(asked, Optional.empty(), read);
    }

    /** Whether it answers this prompt of this model, with this adapter laid over it. */
    boolean answers(ModelName asked, Optional<AdapterVersion> over, int[] read) {
        return model.equals(asked) && adapter.equals(over) && Arrays.equals(prompt, read);
    }

    int[] answer() {
        return answer.clone();
    }

    long seed() {
        return seed;
    }

    long draws() {
        return draws;
    }

    /** The size alone. */
    @Override
    public String toString() {
        return "a draft of " + answer.length + " tokens by " + model;
    }
}
