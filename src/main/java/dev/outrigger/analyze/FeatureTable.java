package dev.outrigger.analyze;

/**
 * A row of numbers for each hashed feature of a text, in eight bits; neighbouring buckets share one. There is a power of two
 * of them. Thread safe.
 */
final class FeatureTable {
    private final float scale;
    private final float[] offset;
    private final byte[] rows;
    private final int shift;

    /**
     * @param scale of a number
     * @param offset of a text, {@code [width]}
     * @param rows {@code [rows, width]}
     */
    FeatureTable(float scale, float[] offset, byte[] rows) {
        int count = rows.length / Math.max(1, offset.length);
        if (Integer.bitCount(count) != 1 || count > HashedText.BUCKETS || count * offset.length != rows.length) {
            throw new IllegalArgumentException(rows.length + " numbers are no rows of " + offset.length);
        }
        this.scale = scale;
        this.offset = offset.clone();
        this.rows = rows.clone();
        this.shift = HashedText.BITS - Integer.numberOfTrailingZeros(count);
    }

    /** The rows of the text's features, summed, by the root of their number. */
    float[] read(String text) {
        int[] sums = new int[offset.length];
        int[] features = {0};
        HashedText.whole(text, buckets -> {
            features[0] = buckets.size();
            for (int i = 0; i < buckets.size(); i++) add(sums, buckets.get(i) >>> shift);
        });
        float unit = (float) (scale / Math.sqrt(Math.max(1, features[0])));
        float[] vector = offset.clone();
        for (int i = 0; i < vector.length; i++) vector[i] += sums[i] * unit;
        return vector;
    }

    private void add(int[] sums, int row) {
        int from = row * sums.length;
        for (int i = 0; i < sums.length; i++) sums[i] += rows[from + i];
    }
}
