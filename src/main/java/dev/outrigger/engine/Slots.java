package dev.outrigger.engine;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The decoder's slots: which generation each has, and what it has read of that one's prompt, also when it is over. A new
 * one takes over the longest beginning that its prompt shares with a slot's, so that a system prompt is read once.
 *
 * <p>A prompt's tokens see whole blocks of {@link #BLOCK}, however it is cut within them, and whole blocks are taken over: so
 * an answer is the same alone, beside others, and behind a beginning that was read before.
 * Belongs to the stepping thread.
 *
 * <p>Source: <a href="https://arxiv.org/abs/2312.07104">SGLang</a> (reuse of shared prefixes), without its tree: there are
 * few slots.
 */
final class Slots {
    /** Tokens of a block, as the program has it. */
    static final int BLOCK = 64;

    private final Decoder decoder;
    private final List<Slot> slots;
    private int first;
    private long turn;

    /** One slot of the decoder. */
    static final class Slot {
        private final int number;
        private @Nullable Generation generation;
        private int[] prompt = {};
        private Optional<AdapterVersion> adapter = Optional.empty();
        private int read;
        private long leftAt;

        private Slot(int number) {
            this.number = number;
        }

        /** Its number for the decoder. */
        int number() {
            return number;
        }

        Optional<Generation> generation() {
            return Optional.ofNullable(generation);
        }

        /** Its generation has read so much. */
        void advance(Span span) {
            int end = Math.min(span.first() + span.tokens().length, prompt.length);
            read = Math.max(read, end / BLOCK * BLOCK);
        }

        private boolean isFree() {
            return generation == null;
        }

        private boolean isReadingPrompt() {
            return generation != null && generation.isReadingPrompt();
        }

        /** Tokens in whole blocks with which the prompt begins and that were read here, with the same adapter. */
        private int shared(Generation other) {
            return Math.min(read, sharedOnceRead(other));
        }

        /** Likewise, when all of its prompt has been read. The last token is read in any case: its candidates are wanted. */
        private int sharedOnceRead(Generation generation) {
            if (!generation.overlay().wishes(adapter)) return 0;
            int[] other = generation.prompt();
            int differs = Arrays.mismatch(prompt, other);
            int same = Math.min(differs < 0 ? other.length : differs, other.length - 1);
            return same / BLOCK * BLOCK;
        }
    }

    Slots(Decoder decoder) {
        this.decoder = decoder;
        this.slots = IntStream.range(0, decoder.slots()).mapToObj(Slot::new).toList();
    }

    /** How many there are. */
    int size() {
        return slots.size();
    }

    /** Those in which something runs. */
    List<Slot> running() {
        return slots.stream().filter(slot -> !slot.isFree()).toList();
    }

    /** The same; each time another of those that read a prompt is the first of them. */
    List<Slot> inTurn() {
        List<Slot> turn = IntStream.range(0, slots.size())
                .mapToObj(i -> slots.get((first + i) % slots.size()))
                .filter(slot -> !slot.isFree())
                .toList();
        turn.stream()
                .filter(Slot::isReadingPrompt)
                .findFirst()
                .ifPresent(reading -> first = (reading.number + 1) % slots.size());
        return turn;
    }

    /** Whether a generation may be taken. */
    boolean hasFree() {
        return slots.stream().anyMatch(Slot::isFree);
    }

    /** Whether a prompt that is being read now begins likewise, so that it is sooner to wait for it than to read beside it. */
    boolean isWorthWaiting(Generation generation) {
        int now = slots.stream().mapToInt(slot -> slot.shared(generation)).max().orElse(0);
        return slots.stream().filter(Slot::isReadingPrompt).anyMatch(slot -> slot.sharedOnceRead(generation) > now);
    }

    /** Tokens of its prompt that some slot has read. */
    int known(Generation generation) {
        return slots.stream().mapToInt(slot -> slot.shared(generation)).max().orElse(0);
    }

    /** Puts a generation into a free slot: the one that knows most of its prompt, or else that was left first. */
    void take(Generation generation) {
        Comparator<Slot> byShared = Comparator.comparingInt(slot -> slot.shared(generation));
        Slot slot = slots.stream()
                .filter(Slot::isFree)
                .max(byShared.thenComparing(
                        Comparator.<Slot>comparingLong(left -> left.leftAt).reversed()))
                .orElseThrow();
        Slot best = slots.stream().max(byShared).orElseThrow();
        int shared = best.shared(generation);
        if (shared > slot.shared(generation)) {
            forget(slot); // until the copy is whole
            decoder.copy(best.number, slot.number, shared);
        }
        slot.generation = generation;
        slot.prompt = generation.prompt();
        slot.adapter = generation.overlay().adapter();
        slot.read = shared;
        generation.start(shared);
    }

    /** Its generation is over; its prompt stays known until the slot is taken. */
    void leave(Slot slot) {
        slot.generation = null;
        slot.leftAt = ++turn;
    }

    /** A step with the slot failed, or it is written to: nobody knows what it holds. */
    void forget(Slot slot) {
        slot.read = 0;
    }
}
