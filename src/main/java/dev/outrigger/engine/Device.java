package dev.outrigger.engine;

/** What a model's arithmetic runs on. */
public enum Device {
    CPU("cpu"),
    CUDA("cuda");

    private final String word;

    Device(String word) {
        this.word = word;
    }

    /** As libtorch calls the device that holds a tensor. */
    static Device of(ai.djl.Device device) {
        return device.isGpu() ? CUDA : CPU;
    }

    /** The first of its kind. */
    ai.djl.Device ofDjl() {
        return this == CUDA ? ai.djl.Device.gpu() : ai.djl.Device.cpu();
    }

    /** The name in spans and in readiness: {@code cpu} or {@code cuda}. */
    public String word() {
        return word;
    }
}
