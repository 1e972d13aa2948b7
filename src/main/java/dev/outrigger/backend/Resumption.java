package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.dialect.Dialect.StreamEncoder;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.registry.Capability;
import dev.outrigger.registry.ModelProfile;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Going on with an answer that broke off. The request is asked again, of the same model first, and what it says reaches
 * the app from where the app's text ends, if it says the same so far: so the app has one model's whole answer, or is told
 * that it has not. One exchange's; confined to its event loop.
 */
final class Resumption {
    /** A request longer than this is not kept while it is answered, so that nobody can be asked it again. */
    static final int MAX_KEPT_BYTES = 256 * 1024;

    private final Order order;
    private final Seam seam;
    private final Answer answer;
    private @Nullable Failure cut;
    private boolean askedAgain;

    /** What the attempt under way was given of the text; empty when it says it all again. */
    private String given = "";

    private Resumption(Order order, Seam seam, Answer opened) {
        this.order = order;
        this.seam = seam;
        this.answer = opened.over(seam);
    }

    /** Of an answer that may be gone on with, if it breaks off: one stream of text, as far as is known by now. */
    static Optional<Resumption> of(Order order, Answer opened, Seam.Owner owner) {
        boolean possible = order.decision().conduct().resumes()
                && opened.stream()
                && order.request() instanceof Inbound chat
                && chat.size() <= MAX_KEPT_BYTES
                && chat.request().sampling().choices() <= 1;
        return possible
                ? Optional.of(new Resumption(order, new Seam(owner, order.holdings()), opened))
                : Optional.empty();
    }

    /** What the app reads. */
    Answer answer() {
        return answer;
    }

    /** The first attempt's frames go to the app. */
    void begin(Answer opened) {
        seam.begin(opened.frames());
    }

    /** Another attempt's do, as far as the app does not have them. */
    void goOn(Answer opened) {
        seam.goOn(opened.frames(), writer(), given.length());
    }

    /** What this model is asked: to say it again, or, where it can and may, to write on. */
    Order order(ModelProfile model) {
        Optional<Inbound> begun = begun(model);
        given = begun.isPresent() ? said() : "";
        return begun.map(order::asking).orElse(order);
    }

    private Optional<Inbound> begun(ModelProfile model) {
        boolean may = order.decision().conduct().prefills()
                && model.capabilities().contains(Capability.PREFILL)
                && !said().isEmpty();
        if (!may || !(order.request() instanceof Inbound chat)) return Optional.empty();
        return order.dialect().begun(chat, said()).filter(this::fits);
    }

    /** Vendors refuse a beginning that ends with a space; whoever goes on has to say it again. */
    private String said() {
        return seam.text().stripTrailing();
    }

    private boolean fits(Inbound begun) {
        return order.holdings().open().tryGrow(begun.size() + begun.readBytes());
    }

    /** Whether an attempt's frames are on their way to the app. */
    boolean isFollowing() {
        return seam.isFollowing();
    }

    /** Whether one could go on at all, as far as is known by now. */
    boolean isPossible() {
        return seam.canGoOn();
    }

    /** Whether there is somebody to ask after this failure, and there are words for what they say. */
    boolean mayFollow(Failure failure) {
        cut = failure;
        boolean broke = failure instanceof Failure.Cut || isSlow(failure);
        return broke && isPossible() && (isWrittenHere() || writer().isPresent());
    }

    /**
     * Whether the same model may be asked again: once, or as often as one of this process gets further by it; and not after
     * silence, which would be waited for again.
     */
    boolean mayAskAgain(RetryBudget budget, Drafts drafts) {
        boolean grew = drafts.grew();
        if ((askedAgain && !grew) || cut == null || isSlow(cut)) return false;
        askedAgain = true;
        return budget.tryRetry();
    }

    private static boolean isSlow(Failure failure) {
        return failure instanceof Failure.TimedOut late && late.clock() != Failure.Clock.DEADLINE;
    }

    private boolean isWrittenHere() {
        return seam.encoder().isPresent() || !answer.isVerbatim();
    }

    private Optional<StreamEncoder> writer() {
        if (isWrittenHere() || !(order.request() instanceof Inbound chat)) return Optional.empty();
        // Whoever has nothing yet has nothing that could be gone on with wrongly.
        return seam.isUntold()
                ? Optional.of(order.dialect().streamEncoder(chat, order.exchange()))
                : seam.sent().flatMap(sent -> order.dialect().goingOn(chat, order.exchange(), sent));
    }

    /** Nobody goes on: the app is told why it broke off. */
    Failure giveUp() {
        Failure why = cut == null ? new Failure.Cut("the answer broke off") : cut;
        seam.end(why);
        return why;
    }

    /** The app has left, or a clock ran out. */
    void stop(Failure failure) {
        seam.stop(failure);
    }
}
