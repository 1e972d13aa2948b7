package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.Embeddings;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Vector;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Answered;
import dev.outrigger.dialect.EmbeddingDialect;
import dev.outrigger.dialect.EmbeddingInbound;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * A request for embeddings, said to upstream. Its answer has no events that mean its vectors: in the app's dialect it is
 * handed on, from another (or in another form of numbers) it is written anew as soon as it is read.
 */
record EmbeddingSpeech(Call call, EmbeddingInbound inbound, Dialect dialect, Rewrite rewrite) implements Speech {
    /** What an answer takes while it is said in other words: places, numbers, and the bytes of that, which grow. */
    private static final int COPIES = 5;

    @Override
    public Outgoing rewritten() {
        EmbeddingDialect words = words(dialect);
        return new Outgoing(
                words.path(inbound, rewrite.model()),
                words.rewriteRequest(inbound, rewrite),
                rewrite.dropped(inbound),
                Outgoing.Manner.APPS);
    }

    @Override
    public Outgoing translated() {
        EmbeddingDialect.Said said = words(dialect).encodeRequest(inbound.request(), rewrite.model());
        SortedSet<String> dropped =
                call.losses().judge(call.profile().name(), inbound.request().vendorFields(), call.dialect(), Set.of());
        return new Outgoing(said.path(), rewrite.edited(said.body(), dropped), dropped, Outgoing.Manner.TRANSLATED);
    }

    private static EmbeddingDialect words(Dialect dialect) {
        return dialect.embeddings()
                .orElseThrow(() -> new FailureException(new Failure.Untranslatable(
                        "the dialect " + dialect.name() + " has no embeddings", Optional.empty())));
    }

    @Override
    public String streamType() {
        return dialect.streamType();
    }

    /** Nobody asks for one. */
    @Override
    public Dialect.StreamDecoder streamDecoder() {
        return dialect.streamDecoder(rewrite);
    }

    @Override
    public Answered decodeAnswer(Bytes body) {
        Answered read = words(dialect).decodeAnswer(body);
        return words() == Answer.Words.TRANSLATED && read instanceof Answered.Whole(Frame frame)
                ? translated(frame)
                : read;
    }

    private Answered translated(Frame frame) {
        Hold hold = call.holdings().open();
        if (!hold.tryGrow(COPIES * (long) frame.raw().size()))
            return new Answered.Broken(call.holdings().full("an answer in another dialect"));
        try {
            List<Vector> vectors = words(dialect).decodeVectors(frame.raw());
            if (isAnotherNumber(vectors.size()))
                return broken(hold, "upstream answers " + vectors.size() + " embeddings, which is another number");
            Progress told = progress();
            told.see(frame);
            Bytes said = words(call.dialect())
                    .encodeAnswer(
                            inbound, new Embeddings(told.served().orElse(rewrite.model()), vectors, told.usage()));
            hold.tryResize(said.size());
            return new Answered.Whole(new Frame(said, frame.events()));
        } catch (Json.Unfit unfit) {
            return broken(hold, unfit.rule());
        }
    }

    /** How many inputs there are that are their vendor's own, the vendor knows. */
    private boolean isAnotherNumber(int vectors) {
        List<EmbeddingInput> inputs = inbound.request().inputs();
        return vectors != inputs.size() && inputs.stream().noneMatch(EmbeddingInput.Own.class::isInstance);
    }

    private static Answered broken(Hold hold, String why) {
        hold.release();
        return new Answered.Broken(new Failure.Malformed(why));
    }

    /** There is no choice to wait for: the answer is whole when it is there. */
    @Override
    public Progress progress() {
        return new Progress(0);
    }

    @Override
    public Answer.Words words() {
        boolean asItIs =
                dialect.name().equals(call.dialect().name()) && words(dialect).answersAsIs(inbound, rewrite);
        return asItIs ? Answer.Words.UPSTREAMS : Answer.Words.TRANSLATED;
    }
}
