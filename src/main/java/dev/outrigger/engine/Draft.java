package dev.outrigger.engine;

import dev.outrigger.chat.ModelName;
import java.util.Arrays;

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

    /**
     * @param answer tokens drawn after the prompt's
     * @param seed of the draws
     * @param draws random numbers that they took
     */
    Draft(ModelName model, int[] prompt, int[] answer, long seed, long draws) {
        this.model = model;
        this.prompt = prompt.clone();
        this.answer = answer.clone();
        this.seed = seed;
        this.draws = draws;
    }

    /**
     * What a draft consists of, for another process.
     *
     * @param prompt its tokens
     * @param answer the tokens drawn after them
     * @param seed of the draws
     * @param draws random numbers that they took
     */
    @SuppressWarnings("ArrayRecordComponent") // It is made, sent and taken apart, and never compared.
    public record Parts(ModelName model, int[] prompt, int[] answer, long seed, long draws) {}

    /** The draft that consists of these. */
    public static Draft of(Parts parts) {
        return new Draft(parts.model(), parts.prompt(), parts.answer(), parts.seed(), parts.draws());
    }

    /** What it consists of; copies. */
    public Parts parts() {
        return new Parts(model, prompt.clone(), answer.clone(), seed, draws);
    }

    /** Tokens of the answer. */
    public int size() {
        return answer.length;
    }

    /** Whether it answers this prompt of this model. */
    boolean answers(ModelName asked, int[] read) {
        return model.equals(asked) && Arrays.equals(prompt, read);
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
