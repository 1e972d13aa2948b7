package dev.outrigger.engine;

import java.util.List;
import java.util.function.IntPredicate;

/** A decoder some of whose steps throw, as a native one does; what they were to add is not added. */
final class Faulty implements Decoder {
    private final Decoder sound;
    private final IntPredicate fails;
    private int steps;

    /** @param fails of the number of the step, from 1 */
    Faulty(Decoder sound, IntPredicate fails) {
        this.sound = sound;
        this.fails = fails;
    }

    /** Steps that were tried. */
    int steps() {
        return steps;
    }

    @Override
    public int slots() {
        return sound.slots();
    }

    @Override
    public int slotTokens() {
        return sound.slotTokens();
    }

    @Override
    public void copy(int from, int to, int tokens) {
        sound.copy(from, to, tokens);
    }

    @Override
    public List<Candidates> step(List<Span> spans) {
        if (fails.test(++steps)) throw new IllegalStateException("broken on purpose");
        return sound.step(spans);
    }
}
