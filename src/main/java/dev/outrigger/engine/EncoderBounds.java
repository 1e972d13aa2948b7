package dev.outrigger.engine;

/**
 * What an encoder may use.
 *
 * @param threads of its own, at least 1; each works on one batch at a time
 * @param waiting texts that may wait before the next one is refused, at least 1
 * @param batch texts that are encoded together when they wait together, at least 1
 * @param precision in which the layers compute
 */
public record EncoderBounds(int threads, int waiting, int batch, Precision precision) {
    /** One thread, 256 waiting, 16 together, in what this processor does fastest. */
    public static EncoderBounds standard() {
        return new EncoderBounds(1, 256, 16, Precision.ofThisProcessor());
    }
}
