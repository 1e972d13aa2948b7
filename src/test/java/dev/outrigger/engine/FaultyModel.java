package dev.outrigger.engine;

import dev.outrigger.chat.ModelName;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** SmolLM2 in this process, one answer at a time; a step of it breaks when it is told so. */
public final class FaultyModel {
    public static final ModelName NAME = new ModelName("smollm2-135m-instruct");

    private final AtomicInteger left = new AtomicInteger(-1);
    private volatile boolean isBroken;
    private final LlamaGenerator generator;

    public FaultyModel() throws IOException {
        generator = LlamaGenerator.load(
                DjlRuntime.load(1),
                NAME,
                TestModels.smollm2(),
                new GeneratorSettings(1, 512, 4, 400),
                Precision.BFLOAT16,
                decoder -> new Faulty(decoder, step -> isBroken || left.getAndDecrement() == 0));
    }

    public Generator generator() {
        return generator;
    }

    /** After so many more steps one breaks, and then none; none does where it is below 0. */
    public void breakAfter(int steps) {
        left.set(steps);
    }

    /** From now on each breaks. */
    public void breakForGood() {
        isBroken = true;
    }

    /** A draft of so many tokens, of nobody's. */
    public static Draft draft(int tokens) {
        return new Draft(NAME, new int[] {1}, new int[tokens], 0, 0);
    }
}
