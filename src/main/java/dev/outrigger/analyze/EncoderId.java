package dev.outrigger.analyze;

import java.io.IOException;

/**
 * Which encoder places texts: its weights, and the adapter over them. What was learned over one encoder's vectors says
 * nothing of another's, however alike they are.
 *
 * @param name for people
 * @param weights SHA-256 of the file of the weights, in hexadecimal digits
 * @param adapter SHA-256 of the file that holds the adapter
 */
public record EncoderId(String name, String weights, String adapter) {
    /** Digits that people are shown. */
    private static final int SHOWN = 12;

    static EncoderId read(Artifact file) throws IOException {
        return new EncoderId(file.text(), file.text(), file.text());
    }

    /** Whether both make the same vectors; what people call them is not asked. */
    public boolean isSameAs(EncoderId other) {
        return weights.equals(other.weights) && adapter.equals(other.adapter);
    }

    /** For people. */
    public String words() {
        return name + " " + shown(weights) + " with the adapter " + shown(adapter);
    }

    private static String shown(String digest) {
        return digest.substring(0, Math.min(SHOWN, digest.length()));
    }
}
