package dev.outrigger.life;

import dev.outrigger.engine.Device;
import java.util.function.Consumer;

/**
 * A model that was brought into memory.
 *
 * @param device where it computes
 * @param free gives its memory back; may block
 * @param whenLost calls its argument once, on any thread, with the reason, when the model can answer no more though nobody
 *     freed it; at once if that is so already
 */
public record Loaded<M>(M model, Device device, Runnable free, Consumer<Consumer<String>> whenLost) {}
