package dev.outrigger.analyze;

/**
 * How likely some texts hold an attack: a linear score of every two neighbouring stretches, of which the highest counts,
 * because an attack in a long document is short. The more stretches there are, the higher the highest is without any
 * attack; the calibration takes that into account.
 */
final class AttackHead {
    private final byte[] weights;
    private final Form form;

    /**
     * What makes a probability of weights.
     *
     * @param words of a stretch
     * @param scale of a weight
     * @param bias of a score
     * @param slope of the log-odds by the highest score
     * @param decay of the log-odds by the logarithm of the number of scores
     * @param intercept of the log-odds
     */
    record Form(int words, float scale, float bias, float slope, float decay, float intercept) {}

    /** @param weights one for each bucket */
    AttackHead(byte[] weights, Form form) {
        if (weights.length != HashedText.BUCKETS) {
            throw new IllegalArgumentException("an attack head has " + HashedText.BUCKETS + " weights");
        }
        this.weights = weights.clone();
        this.form = form;
    }

    /** Reads texts, one after the other. */
    Reading start() {
        return start(new Buckets());
    }

    /** Likewise, in a set that several may be lent in turn. */
    Reading start(Buckets lent) {
        return new Reading(lent);
    }

    /** The texts read until now. Not safe for several threads. */
    final class Reading implements HashedText.Reader {
        private final Buckets lent;
        private int sumBefore;
        private int sizeBefore;
        private double single;
        private double highest = Double.NEGATIVE_INFINITY;
        private int scores;
        private int stretches;

        private Reading(Buckets lent) {
            this.lent = lent;
        }

        /** One more text. */
        void text(String text) {
            stretches = 0;
            HashedText.stretches(text, form.words(), lent, this);
            if (stretches == 1) count(single);
        }

        @Override
        public void read(Buckets stretch) {
            int sum = 0;
            for (int i = 0; i < stretch.size(); i++) sum += weights[stretch.get(i)];
            stretches++;
            if (stretches == 1) single = score(sum, stretch.size());
            else count(score(sumBefore + sum, sizeBefore + stretch.size()));
            sumBefore = sum;
            sizeBefore = stretch.size();
        }

        /** Probability that one of the texts holds an attack, 0 to 1; 0 of no text. */
        double probability() {
            if (scores == 0) return 0;
            double logOdds = form.slope() * highest + form.decay() * Math.log(scores) + form.intercept();
            return 1 / (1 + Math.exp(-logOdds));
        }

        private double score(int sum, int size) {
            return sum * (double) form.scale() / Math.sqrt(size) + form.bias();
        }

        private void count(double score) {
            highest = Math.max(highest, score);
            scores++;
        }
    }
}
