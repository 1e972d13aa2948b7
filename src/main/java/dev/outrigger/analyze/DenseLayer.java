package dev.outrigger.analyze;

/** {@code W x + b} of a few numbers, in plain Java. Thread safe. */
final class DenseLayer {
    private final float[] weights;
    private final float[] bias;

    /**
     * @param weights {@code [out, in]}, row by row
     * @param bias {@code [out]}
     */
    DenseLayer(float[] weights, float[] bias) {
        if (bias.length == 0 || weights.length % bias.length != 0) {
            throw new IllegalArgumentException(weights.length + " weights are no rows of " + bias.length + " outputs");
        }
        this.weights = weights.clone();
        this.bias = bias.clone();
    }

    /** Of as many numbers as a row has. */
    float[] apply(float[] x) {
        if (x.length * bias.length != weights.length) {
            throw new IllegalArgumentException(x.length + " numbers do not fit " + weights.length + " weights");
        }
        float[] y = new float[bias.length];
        for (int row = 0, at = 0; row < y.length; row++) {
            float sum = bias[row];
            for (float number : x) sum += weights[at++] * number;
            y[row] = sum;
        }
        return y;
    }
}
