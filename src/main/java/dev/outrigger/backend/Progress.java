package dev.outrigger.backend;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** What has been seen of an answer so far. Confined to one event loop. */
public final class Progress {
    /** What is taken for a token, where nobody counts: as much of an English text as one has on average. */
    private static final int TOKEN_BYTES = 4;

    private static final Failure REFUSAL =
            new Failure.Refused("a content filter ended the answer before any content", Optional.empty());

    private final int choices;
    private Set<Integer> finished = Set.of();
    private boolean hasContent;
    private boolean isFiltered = true;
    private boolean hasEnded;
    private Usage usage = Usage.ABSENT;
    private Evidence evidence = Evidence.NONE;
    private Evidence told = Evidence.NONE;
    private long uncounted;
    private RescueWindow window = RescueWindow.none();
    private Optional<ModelName> served = Optional.empty();
    private Optional<FinishReason> finish = Optional.empty();

    /** Of an answer with so many choices; none where there is nothing to choose from, as of embeddings. */
    public Progress(int choices) {
        this.choices = choices;
    }

    /** It is held back by this at first. */
    void heldBy(RescueWindow by) {
        window = by;
    }

    /** How long its first content has been held back by now; 0 where it was not. */
    long heldNanos() {
        return window.heldNanos();
    }

    void see(Frame frame) {
        boolean counted = false;
        for (Event event : frame.events()) {
            hasContent |= event.isContent();
            switch (event) {
                case Event.Started started -> served = Optional.of(started.model());
                case Event.Used used -> {
                    usage = usage.updatedBy(used.usage());
                    counted |= used.usage().output().isPresent();
                }
                case Event.Ended ended -> hasEnded = true;
                case Event.Finished done -> {
                    if (finished.isEmpty()) finished = new HashSet<>(2);
                    finished.add(done.choice());
                    finish = Optional.of(done.reason());
                    isFiltered &= done.reason() == FinishReason.CONTENT_FILTER;
                }
                case Event.TextDelta delta -> uncounted += delta.passage().size();
                case Event.ReasoningDelta delta -> uncounted += delta.passage().size();
                case Event.ReasoningSigned signed -> {}
                case Event.ReasoningSealed sealed -> {}
                case Event.MediaDelta media -> {}
                case Event.Cited cited -> {}
                case Event.LogProbs likely ->
                    likely.tokens().forEach(token -> told = told.plus(Evidence.of(token.value(), 0)));
                case Event.Other other -> {}
                case Event.RefusalDelta delta -> uncounted += delta.passage().size();
                case Event.ToolCallStarted call -> {}
                case Event.ToolCallDelta delta -> uncounted += delta.arguments().size();
                case Event.Noted noted -> {}
                case Event.Weighed weighed -> evidence = evidence.plus(weighed.evidence());
                case Event.Ping ping -> {}
                case Event.Comment comment -> {}
                case Event.Failed failed -> {}
            }
        }
        // A count tells of all that came with it and before.
        if (counted) uncounted = 0;
    }

    /** Whether the app has something to read: content, or a finish without any. */
    public boolean isOpen() {
        return hasContent || !finished.isEmpty() || choices == 0;
    }

    /** Whether any content came. */
    public boolean hasContent() {
        return hasContent;
    }

    /** Whether a finish reason came for every choice. */
    public boolean isComplete() {
        return finished.size() >= choices;
    }

    /** The refusal that the answer is, if a filter ended every choice before any content. */
    public Optional<Failure> refusal() {
        boolean refuses = !hasContent && !finished.isEmpty() && isComplete() && isFiltered;
        return refuses ? Optional.of(REFUSAL) : Optional.empty();
    }

    /** Whether the dialect's end mark came. */
    public boolean hasEnded() {
        return hasEnded;
    }

    public Usage usage() {
        return usage;
    }

    /** Tokens of the answer, about, that came after upstream last told how many there were. */
    public long uncountedTokens() {
        return uncounted / TOKEN_BYTES;
    }

    /** How sure the model was so far; nothing is known of most. */
    public Evidence evidence() {
        return evidence;
    }

    /**
     * The same, or else by the probabilities that upstream told because the app asked for them; the entropies of those are
     * not known.
     */
    Evidence certainty() {
        return evidence.tokens() > 0 ? evidence : told;
    }

    public Optional<ModelName> served() {
        return served;
    }

    public Optional<FinishReason> finish() {
        return finish;
    }
}
