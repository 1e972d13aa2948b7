package dev.outrigger.backend;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Sampling;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.route.Acceptance;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * Whether a model of this process says the same again: it is asked for several answers at once, drawn and not the
 * likeliest, as long as what came, and each is compared with that by its words. One exchange's; confined to its event loop.
 *
 * <p>Source: X. Wang and others, "Self-Consistency Improves Chain of Thought Reasoning in Language Models"
 * (https://arxiv.org/abs/2203.11171), of which the agreement is taken and not the vote.
 */
final class Consistency {
    /** At which they are drawn. */
    static final double TEMPERATURE = 0.7;

    /** Words that two answers share, as {@link Overlap} measures, where they say the same. */
    static final double SAME = 0.5;

    /** The samples have so long; an answer that is not compared by then is not sure. */
    static final Duration WITHIN = Duration.ofSeconds(10);

    private final Errands errands;

    Consistency(Errands errands) {
        this.errands = errands;
    }

    /**
     * Why the answer is not good enough by that; absent where it is. Never fails.
     *
     * @param told in which the model was asked it
     */
    Future<Optional<String>> objection(Trial trial, Answer opened, Order told, Acceptance acceptance) {
        if (!(told.request() instanceof Inbound asked)) return Future.succeededFuture(Optional.empty());
        String said = Heard.text(opened.frames().waiting());
        int tokens = Math.max(1, opened.frames().progress().certainty().tokens());
        Inbound again = new Inbound(
                asked.at(),
                sampled(asked.request(), acceptance.samples(), tokens),
                asked.text(),
                asked.wantsUsage(),
                asked.readBytes());
        return errands.send(new Errands.Errand(trial.log().profile(), Attempt.Cause.SAMPLE, told.asking(again), WITHIN))
                .map(heard -> {
                    List<String> samples = heard.texts();
                    heard.letGo();
                    return acceptance.objection(agreeing(said, samples));
                })
                .otherwise(thrown -> Optional.of("it could not be asked again"));
    }

    /** The share of the samples that say the same as the answer. */
    static double agreeing(String said, List<String> samples) {
        List<String> words = Overlap.words(said);
        return samples.stream()
                .mapToDouble(sample -> Overlap.ofWords(words, Overlap.words(sample)) >= SAME ? 1 : 0)
                .average()
                .orElse(0);
    }

    private static ChatRequest sampled(ChatRequest request, int samples, int tokens) {
        Sampling said = request.sampling();
        return request.whole()
                .withSampling(new Sampling(
                        OptionalDouble.of(TEMPERATURE),
                        said.topP(),
                        said.topK(),
                        OptionalInt.of(tokens),
                        said.seed(),
                        said.stop(),
                        samples,
                        said.presencePenalty(),
                        said.frequencyPenalty(),
                        OptionalInt.empty(),
                        said.minP(),
                        said.logitBias()));
    }
}
