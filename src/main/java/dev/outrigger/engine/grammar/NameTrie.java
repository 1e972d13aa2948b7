package dev.outrigger.engine.grammar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Known names of an object's members, by their bytes: a node for each beginning that one of them has. */
final class NameTrie {
    static final int ROOT = 0;
    private static final int NONE = -1;

    /** Of each node: the byte that leads to it, its first child, its next sibling, how many names are below it or are it. */
    private final byte[] bytes;

    private final int[] child;
    private final int[] sibling;
    private final int[] count;

    /** Of each node: the places of its names in the list of members, in order; those that are left out have none. */
    private final int[][] places;

    private NameTrie(int nodes) {
        bytes = new byte[nodes];
        child = new int[nodes];
        sibling = new int[nodes];
        count = new int[nodes];
        places = new int[nodes][];
        Arrays.fill(child, NONE);
        Arrays.fill(sibling, NONE);
    }

    private NameTrie(NameTrie of, int[][] places) {
        bytes = of.bytes;
        child = of.child;
        sibling = of.sibling;
        count = of.count;
        this.places = places;
    }

    static NameTrie of(List<Members.Member> known) {
        List<Integer> sorted = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) sorted.add(i);
        sorted.sort((a, b) -> known.get(a).name().compareTo(known.get(b).name()));
        NameTrie trie = new NameTrie(
                1 + known.stream().mapToInt(member -> member.name().length()).sum());
        trie.fill(known, sorted, ROOT, 0, 1);
        return trie;
    }

    /** Adds what is below a node of these names, which are alike up to this byte; returns the first free node. */
    private int fill(List<Members.Member> known, List<Integer> sorted, int root, int begin, int free) {
        int node = root;
        int at = begin;
        int next = free;
        // Only where names part ways does it cost stack.
        while (!sorted.isEmpty() && isShared(known, sorted, at)) {
            fill(node, sorted);
            bytes[next] = (byte) known.get(sorted.getFirst()).name().at(at++);
            child[node] = next;
            node = next++;
        }
        fill(node, sorted);
        int last = NONE;
        for (int from = 0; from < sorted.size(); ) {
            Name name = known.get(sorted.get(from)).name();
            if (name.length() == at) return next;
            int to = from + 1;
            while (to < sorted.size() && known.get(sorted.get(to)).name().at(at) == name.at(at)) to++;
            int made = next++;
            bytes[made] = (byte) name.at(at);
            if (last == NONE) child[node] = made;
            else sibling[last] = made;
            last = made;
            next = fill(known, sorted.subList(from, to), made, at + 1, next);
            from = to;
        }
        return next;
    }

    /** Whether the sorted names, which are alike up to this byte, have the same one here. */
    private static boolean isShared(List<Members.Member> known, List<Integer> sorted, int at) {
        Name first = known.get(sorted.getFirst()).name();
        return at < first.length()
                && first.at(at) == known.get(sorted.getLast()).name().at(at);
    }

    private void fill(int node, List<Integer> sorted) {
        count[node] = sorted.size();
        places[node] = sorted.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /** The same names, with places in another list that holds some of the members of the first. */
    NameTrie renumbered(List<Members.Member> before, List<Members.Member> after) {
        int[] numbers = new int[before.size()];
        int number = 0;
        for (int i = 0; i < numbers.length; i++) {
            boolean isKept = number < after.size()
                    && before.get(i).name().equals(after.get(number).name());
            numbers[i] = isKept ? number++ : NONE;
        }
        int[][] renumbered = new int[places.length][];
        for (int node = 0; node < places.length; node++) {
            renumbered[node] = places[node] == null
                    ? null
                    : Arrays.stream(places[node])
                            .map(place -> numbers[place])
                            .filter(place -> place >= 0)
                            .toArray();
        }
        return new NameTrie(this, renumbered);
    }

    /** The node after a byte; negative when no name goes on so. */
    int next(int node, int b) {
        if (node < 0) return NONE;
        int next = child[node];
        while (next >= 0 && (bytes[next] & 0xff) != b) next = sibling[next];
        return next;
    }

    /** How many names begin so. */
    int count(int node) {
        return node < 0 ? 0 : count[node];
    }

    /** Whether a whole name, with its closing quote, leads here. */
    boolean isName(int node) {
        return node >= 0 && child[node] < 0;
    }

    /** Places of the members whose names begin so, in order. The array must not be written to. */
    int[] places(int node) {
        return places[node];
    }
}
