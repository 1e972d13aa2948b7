package dev.outrigger.engine;

import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.Sampling;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;

/**
 * How likely each token was to the model, for an app that asked: what it thought itself, before temperature and penalties.
 * A token is told with the text that it begins, so that those of a stop text that nobody sees are not told either.
 */
final class Likelihoods {
    private record Waiting(LogProb told, int begin) {}

    private final Vocabulary vocabulary;
    private final boolean isAsked;
    private final int others;

    /** Not told yet, in order; no longer than what stop texts hold back. */
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    Likelihoods(Vocabulary vocabulary, Sampling sampling) {
        this.vocabulary = vocabulary;
        this.isAsked = sampling.topLogProbs().isPresent();
        this.others = sampling.topLogProbs().orElse(0);
    }

    /**
     * Notes a token.
     *
     * @param logSum of the candidates
     * @param begin characters of the answer before it
     */
    void add(int token, Candidates candidates, double logSum, int begin) {
        if (!isAsked) return;
        List<LogProb> best = IntStream.range(0, Math.min(others, candidates.size()))
                .mapToObj(i ->
                        new LogProb(name(candidates.tokens()[i]), candidates.logits()[i] - logSum))
                .toList();
        waiting.add(new Waiting(new LogProb(name(token), candidates.logit(token) - logSum, best), begin));
    }

    /** Those that begin before so many characters of the answer, in order; each once. */
    List<LogProb> until(int characters) {
        List<LogProb> told = new ArrayList<>();
        while (!waiting.isEmpty() && waiting.peek().begin() < characters)
            told.add(waiting.remove().told());
        return told;
    }

    /** The token's text; bytes that are none by themselves as OpenAI writes them. */
    private String name(int token) {
        byte[] bytes = vocabulary.bytes(token);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException piece) {
            StringBuilder text = new StringBuilder("bytes:");
            for (byte one : bytes) text.append(String.format("\\x%02x", one & 0xff));
            return text.toString();
        }
    }
}
