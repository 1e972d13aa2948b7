package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Finds names of people and postal addresses: a linear chain over hashed features of words, trained beforehand. What it
 * says is likely, not certain. Plain Java, in time in proportion to the text's length and in the same room for any. Immutable;
 * safe for several threads.
 *
 * <p>Source: J. Lafferty, A. McCallum, F. Pereira, "Conditional Random Fields" (ICML 2001). Trained by {@code
 * gpu-models/outrigger-names}; how well it finds what is in {@code perf/results/names.md}.
 */
public final class Names {
    private final Weights weights;
    private final double leastName;
    private final double leastAddress;

    Names(Weights weights, double leastName, double leastAddress) {
        this.weights = weights;
        this.leastName = leastName;
        this.leastAddress = leastAddress;
    }

    /** The one that comes with the product; absent where its file is not there or not whole. */
    public static Optional<Names> shipped() {
        return Shipped.NAMES;
    }

    /** Of the same weights one that tells only what it is so sure of, 0 to 1. */
    public Names sure(double least) {
        return new Names(weights, least, least);
    }

    /** What is found of the kinds that are wanted, in order and apart; offsets are those of the folded characters. */
    List<Finding> findings(char[] text, int length, Set<SensitiveType> wanted) {
        List<Finding> found = new ArrayList<>();
        Tokens tokens = new Tokens(text, length, weights.lexicon);
        Chain chain = new Chain(tokens, weights);
        int begin = 0;
        tokens.moveTo(0);
        while (begin < tokens.size()) {
            int end = tokens.isOver() ? tokens.size() : cut(tokens, begin);
            for (int at = begin; at < end; ) {
                int to = at;
                while (to < end && to - at < Chain.MOST && tokens.isScored(to)) to++;
                if (to > at) read(chain, at, to, wanted, found);
                at = Math.max(to, at + 1);
            }
            int kept = Math.max(0, end - Tokens.BESIDE);
            tokens.moveTo(kept);
            begin = end - kept;
        }
        return found;
    }

    /** Where a window ends: beside a token that is not looked at, if there is one, with enough left to look at behind. */
    private static int cut(Tokens tokens, int begin) {
        int last = tokens.size() - Tokens.BESIDE - 1;
        for (int at = last; at > begin; at--) if (!tokens.isScored(at)) return at;
        return last;
    }

    private void read(Chain chain, int from, int to, Set<SensitiveType> wanted, List<Finding> found) {
        if (!chain.read(from, to)) return;
        int first = found.size();
        if (wanted.contains(SensitiveType.NAME)) chain.findings(SensitiveType.NAME, Chain.BEGIN_NAME, leastName, found);
        if (wanted.contains(SensitiveType.ADDRESS))
            chain.findings(SensitiveType.ADDRESS, Chain.BEGIN_ADDRESS, leastAddress, found);
        found.subList(first, found.size()).sort(java.util.Comparator.comparingInt(Finding::start));
    }

    /** Read once, when it is first asked for. */
    private static final class Shipped {
        private static final Optional<Names> NAMES = NamesFile.resource("names.bin");
    }
}
