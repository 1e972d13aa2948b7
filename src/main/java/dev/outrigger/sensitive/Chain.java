package dev.outrigger.sensitive;

import java.util.List;

/** A run of tokens, and how likely each is of a name or an address. Not thread-safe; read again and again. */
final class Chain {
    /** Outside, a name begins, goes on, an address begins, goes on. */
    static final int LABELS = 5;

    static final int BEGIN_NAME = 1;
    static final int BEGIN_ADDRESS = 3;

    /** Tokens of one at most. */
    static final int MOST = 256;

    private static final int FEATURES = 27;
    private static final int EDGE_WORD = 0x1234567;
    private static final int EDGE_SHAPE = 15;

    private final Tokens tokens;
    private final int[] packed;
    private final double scale;
    private final double[] steps = new double[LABELS * LABELS];
    private final double edge;

    private final int plain;

    private final int[] weighed = new int[MOST * LABELS];
    private final double[] scores = new double[MOST * LABELS];
    private final double[] forward = new double[MOST * LABELS];
    private final double[] backward = new double[MOST * LABELS];
    private final double[] sums = new double[MOST];
    private final int[] affixes = new int[4];
    private final int[] buckets = new int[FEATURES];
    private final int[] words = new int[2 * Tokens.BESIDE + 1];
    private final int[] classes = new int[2 * Tokens.BESIDE + 1];
    private int from;
    private int size;

    Chain(Tokens tokens, Weights weights) {
        this.tokens = tokens;
        this.packed = weights.packed;
        this.scale = weights.scale;
        this.edge = weights.edge;
        for (int i = 0; i < steps.length; i++) steps[i] = Math.exp(weights.steps[i]);
        this.plain = plain(weights.steps, scale);
    }

    /**
     * Where no label but outside weighs as much at any token, none is likely: each token more of a finding, with four labels to
     * choose from, makes it half as likely at least.
     */
    private static int plain(double[] steps, double scale) {
        double most = 0;
        for (int i = LABELS; i < steps.length; i++) if (i % LABELS > 0) most = Math.max(most, steps[i] - steps[0]);
        return (int) Math.floor(-(most + Math.log(2 * (LABELS - 1))) / scale);
    }

    /** Reads the tokens from one to before another; whether any of them may be of a finding. */
    boolean read(int from, int to) {
        this.from = from;
        this.size = to - from;
        boolean isPlain = true;
        for (int i = 0; i < size; i++) isPlain &= sum(i) < plain;
        if (isPlain) return false;
        for (int i = 0; i < size; i++) score(i);
        forward();
        backward();
        for (int i = 0; i < size; i++) if (1 - likely(i, 0) >= edge) return true;
        return false;
    }

    /** How likely the token has the label. */
    private double likely(int token, int label) {
        return forward[token * LABELS + label] * backward[token * LABELS + label];
    }

    /** Adds the stretches of a kind whose tokens are likely of it on the mean. */
    void findings(SensitiveType type, int begin, double least, List<Finding> found) {
        int at = 0;
        while (at < size) {
            if (ofKind(at, begin) < edge) {
                at++;
                continue;
            }
            int end = at + 1;
            double sum = ofKind(at, begin);
            while (end < size && ofKind(end, begin) >= edge && likely(end, begin) < likely(end, begin + 1))
                sum += ofKind(end++, begin);
            if (sum / (end - at) >= least)
                found.add(new Finding(type, tokens.starts[from + at], tokens.ends[from + end - 1]));
            at = end;
        }
    }

    private double ofKind(int token, int begin) {
        return likely(token, begin) + likely(token, begin + 1);
    }

    /** What stands before the chain and behind it is outside. */
    private void forward() {
        for (int i = 0; i < size; i++) {
            int now = i * LABELS;
            double sum = 0;
            for (int label = 0; label < LABELS; label++) {
                double before = i == 0 ? steps[label] : 0;
                if (i > 0)
                    for (int other = 0; other < LABELS; other++)
                        before += forward[now - LABELS + other] * steps[other * LABELS + label];
                forward[now + label] = before * scores[now + label];
                sum += forward[now + label];
            }
            sums[i] = sum;
            for (int label = 0; label < LABELS; label++) forward[now + label] /= sum;
        }
    }

    private void backward() {
        int last = (size - 1) * LABELS;
        double end = 0;
        for (int label = 0; label < LABELS; label++) end += forward[last + label] * steps[label * LABELS];
        for (int label = 0; label < LABELS; label++) backward[last + label] = steps[label * LABELS] / end;
        for (int i = size - 2; i >= 0; i--) {
            int now = i * LABELS;
            for (int label = 0; label < LABELS; label++) {
                double behind = 0;
                for (int other = 0; other < LABELS; other++) {
                    int next = now + LABELS + other;
                    behind += steps[label * LABELS + other] * scores[next] * backward[next];
                }
                backward[now + label] = behind / sums[i + 1];
            }
        }
    }

    /** Fills in the weights of a token's features, and returns the most that a label but outside has. */
    private int sum(int i) {
        int token = from + i;
        look(token);
        itself(token, classes[3]);
        shapes();
        neighbours(classes[3]);
        int first = 0;
        int second = 0;
        int third = 0;
        int fourth = 0;
        for (int bucket : buckets) {
            int four = packed[bucket];
            first += (byte) four;
            second += (byte) (four >> 8);
            third += (byte) (four >> 16);
            fourth += four >> 24;
        }
        int now = i * LABELS;
        weighed[now + 1] = first;
        weighed[now + 2] = second;
        weighed[now + 3] = third;
        weighed[now + 4] = fourth;
        return Math.max(Math.max(first, second), Math.max(third, fourth));
    }

    /** Fills in how well each label fits the token by itself, the best 1. */
    private void score(int i) {
        int now = i * LABELS;
        int most = 0;
        for (int label = 1; label < LABELS; label++) most = Math.max(most, weighed[now + label]);
        scores[now] = Math.exp(-scale * most);
        for (int label = 1; label < LABELS; label++)
            scores[now + label] = Math.exp(scale * (weighed[now + label] - most));
    }

    private void look(int token) {
        tokens.ends(token, affixes);
        for (int away = -Tokens.BESIDE; away <= Tokens.BESIDE; away++) {
            int other = token + away;
            boolean isThere = other >= 0 && other < tokens.size();
            words[away + Tokens.BESIDE] = isThere ? tokens.words[other] : EDGE_WORD;
            classes[away + Tokens.BESIDE] = isThere ? tokens.shapes[other] * 64 + tokens.bits[other] : EDGE_SHAPE * 64;
        }
    }

    /** Buckets of features; {@code tagger.py} has the same numbers. */
    private void itself(int token, int itself) {
        int shape = tokens.shapes[token];
        buckets[0] = mix(1, words[3]);
        buckets[1] = mix(2, words[3], shape);
        for (int i = 0; i < 4; i++) buckets[2 + i] = mix(3 + i, affixes[i]);
        buckets[6] = mix(7, shape, Math.min(tokens.ends[token] - tokens.starts[token], 9));
        buckets[7] = mix(8, itself);
        buckets[22] = mix(23, affixes[3], classes[2]);
        buckets[23] = mix(24, tokens.gaps[token] * 3 + gapBehind(token), itself);
    }

    private void shapes() {
        int[] c = classes;
        buckets[8] = mix(9, c[2], c[3]);
        buckets[9] = mix(10, c[3], c[4]);
        buckets[10] = mix(11, c[2], c[3], c[4]);
        buckets[11] = mix(12, c[1], c[2], c[3]);
        buckets[12] = mix(13, c[3], c[4], c[5]);
        buckets[26] = mix(27, c[0], c[1], c[3]);
    }

    private void neighbours(int itself) {
        int[] w = words;
        buckets[13] = mix(14, w[2]);
        buckets[14] = mix(15, w[1]);
        buckets[15] = mix(16, w[4]);
        buckets[16] = mix(17, w[5]);
        buckets[17] = mix(18, w[1], w[2]);
        buckets[18] = mix(19, w[4], w[5]);
        buckets[19] = mix(20, w[2], itself);
        buckets[20] = mix(21, itself, w[4]);
        buckets[21] = mix(22, w[1], w[2], itself);
        buckets[24] = mix(25, w[0]);
        buckets[25] = mix(26, w[2], itself, w[4]);
    }

    private int gapBehind(int token) {
        return token + 1 < tokens.size() ? tokens.gaps[token + 1] : 0;
    }

    private static int mix(int slot, int a) {
        return bucket(step(seed(slot), a));
    }

    private static int mix(int slot, int a, int b) {
        return bucket(step(step(seed(slot), a), b));
    }

    private static int mix(int slot, int a, int b, int c) {
        return bucket(step(step(step(seed(slot), a), b), c));
    }

    private static int seed(int slot) {
        return slot * 0x9E3779B1;
    }

    private static int step(int hash, int value) {
        int mixed = (hash ^ value) * 0x85EBCA6B;
        return mixed ^ (mixed >>> 15);
    }

    private static int bucket(int hash) {
        return (hash * 0xC2B2AE35) >>> (32 - Weights.BITS);
    }
}
