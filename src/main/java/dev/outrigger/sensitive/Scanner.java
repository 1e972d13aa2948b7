package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Finds personal data and secrets in a text, in one pass: at each place where one may begin, what it would be is tried
 * over a bounded stretch, without regular expressions. So the time is in proportion to the text's length, whatever is in
 * it. Names, postal addresses and what else has no form of its own are not found. Immutable; safe for several threads.
 */
public final class Scanner {
    private final Set<SensitiveType> types;

    /** One that looks for these alone. */
    public Scanner(Set<SensitiveType> types) {
        this.types = types.isEmpty() ? EnumSet.noneOf(SensitiveType.class) : EnumSet.copyOf(types);
    }

    /** One that looks for all there are. */
    public static Scanner ofAll() {
        return new Scanner(EnumSet.allOf(SensitiveType.class));
    }

    /** What is found, in the order of the text, without overlap; offsets are the text's own. */
    public List<Finding> scan(String text) {
        Folded folded = Folded.of(text);
        List<Finding> found = new ArrayList<>();
        List<Finding> all = new Pass(folded.chars, folded.size(), types).findings();
        for (Finding finding : apart(all))
            found.add(new Finding(
                    finding.type(),
                    folded.origin(finding.start()),
                    folded.origin(finding.end() - 1) + width(text, folded, finding)));
        return found;
    }

    /** The last character of a finding may have been a pair of surrogates. */
    private static int width(String text, Folded folded, Finding finding) {
        int last = folded.origin(finding.end() - 1);
        return Character.charCount(text.codePointAt(last));
    }

    /** Of those that overlap the one that began first, of those the longest. */
    private static List<Finding> apart(List<Finding> all) {
        all.sort(Comparator.comparingInt(Finding::start).thenComparing(Finding::end, Comparator.reverseOrder()));
        List<Finding> apart = new ArrayList<>(all.size());
        int end = 0;
        for (Finding finding : all) {
            if (finding.start() < end) continue;
            apart.add(finding);
            end = finding.end();
        }
        return apart;
    }
}
