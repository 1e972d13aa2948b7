package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.engine.grammar.Constraint;
import java.util.Optional;
import java.util.stream.IntStream;

/** Keeps an answer to the form that was asked for: lets only those of the candidates be drawn that may come next. */
final class Form {
    private final Constraint constraint;
    private final Vocabulary vocabulary;

    Form(Constraint constraint, Vocabulary vocabulary) {
        this.constraint = constraint;
        this.vocabulary = vocabulary;
    }

    /**
     * Those candidates that may come next, in their order; when none of them may, all tokens that may.
     *
     * @throws FailureException {@link Failure.Untranslatable} when there are none: the vocabulary has no token for a byte
     *     that must come
     */
    Candidates keep(Candidates candidates) {
        int[] kept = IntStream.range(0, candidates.size())
                .filter(i -> allows(candidates.tokens()[i]))
                .toArray();
        if (kept.length == 0) return all(candidates);
        if (kept.length == candidates.size()) return candidates;
        return candidates.at(kept);
    }

    /** The token was drawn. */
    void take(int token) {
        constraint.take(token);
    }

    /** Whether the answer is complete, and nothing can follow. */
    boolean isComplete() {
        return constraint.mustEnd();
    }

    private boolean allows(int token) {
        return vocabulary.isEnd(token) ? constraint.mayEnd() : constraint.allows(token);
    }

    private Candidates all(Candidates candidates) {
        IntStream ends = constraint.mayEnd() ? vocabulary.ends() : IntStream.empty();
        int[] tokens = IntStream.concat(
                        ends, IntStream.of(constraint.allowed()).filter(token -> !vocabulary.isEnd(token)))
                .toArray();
        if (tokens.length == 0)
            throw new FailureException(new Failure.Untranslatable(
                    "the local model has no token for a character that the schema wants", Optional.empty()));
        return candidates.best(tokens, candidates.size());
    }
}
