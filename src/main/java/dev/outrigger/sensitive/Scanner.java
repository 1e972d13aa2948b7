package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Finds personal data and secrets in a text. What is known by its form is looked for in one pass: at each place where one
 * may begin, what it would be is tried over a bounded stretch, without regular expressions. Names and addresses are guessed
 * in another, and what is said of somebody's health in a third. So the time is in proportion to the text's length, whatever is in it. Immutable; safe for several threads.
 */
public final class Scanner {
    /** How sure a guess of health is at most, 0 to 1: none counts above. */
    public static final double SUREST_OF_HEALTH = Health.OF_SPEAKER;

    private final Set<SensitiveType> types;
    private final Optional<Names> names;
    private final Optional<Health> health;
    private final BiPredicate<SensitiveType, String> isNobodys;

    /** One that looks for these alone, with what comes with the product. */
    public Scanner(Set<SensitiveType> types) {
        this(types, Names.shipped());
    }

    /**
     * One that looks for these alone.
     *
     * @param names guesses what cannot be known by its form, where that is wanted
     */
    public Scanner(Set<SensitiveType> types, Optional<Names> names) {
        this(types, names, (type, value) -> false);
    }

    private Scanner(Set<SensitiveType> types, Optional<Names> names, BiPredicate<SensitiveType, String> isNobodys) {
        this(types, names, 0, isNobodys);
    }

    /**
     * Likewise.
     *
     * @param least how sure what is said of health has to be, 0 to 1; names say it of themselves
     * @param isNobodys what of a kind, as it stands in the text, is not to be found; another kind that overlaps it is
     */
    public Scanner(
            Set<SensitiveType> types,
            Optional<Names> names,
            double least,
            BiPredicate<SensitiveType, String> isNobodys) {
        this.isNobodys = isNobodys;
        this.health = types.contains(SensitiveType.HEALTH) ? Optional.of(new Health(least)) : Optional.empty();
        this.types = types.isEmpty() ? EnumSet.noneOf(SensitiveType.class) : EnumSet.copyOf(types);
        this.names = names;
    }

    /** One that looks for all that are known by their form. */
    public static Scanner byForm() {
        return new Scanner(SensitiveType.byForm(), Optional.empty());
    }

    /** One that looks for all there are; for those that are guessed, where there is what guesses them. */
    public static Scanner ofAll() {
        return new Scanner(EnumSet.allOf(SensitiveType.class));
    }

    /** Whether something is wanted that nothing here looks for: what guesses it is missing. */
    public boolean isBlind() {
        return names.isEmpty() && !Collections.disjoint(types, SensitiveType.tagged());
    }

    /** Likewise, however much there is to look at. */
    public List<Finding> scan(String text) {
        return scan(text, Allowance.ample());
    }

    /**
     * What is found, in the order of the text, without overlap; offsets are the text's own.
     *
     * @throws Allowance.Spent where it is not enough for this text
     */
    public List<Finding> scan(String text, Allowance allowance) {
        allowance.take(text.length());
        Folded folded = Folded.of(text);
        List<Finding> found = new ArrayList<>();
        Pass pass = new Pass(folded.chars, folded.size(), types, allowance);
        List<Finding> all = somebodys(text, folded, pass.findings());
        all = Guesses.unless(all, somebodys(text, folded, pass.more()));
        // Some conditions are called like whoever found them.
        for (List<Finding> guessed : List.of(ofHealth(text, folded), guessed(text, folded)))
            if (!guessed.isEmpty()) all = Guesses.beside(all, guessed);
        for (Finding finding : all) found.add(inText(text, folded, finding));
        return Guesses.unless(found, shaped(text, allowance));
    }

    /** In the order of the text, without overlap. */
    private List<Finding> somebodys(String text, Folded folded, List<Finding> all) {
        // Before what overlaps it is left out.
        all.removeIf(finding -> isNobodys(text, folded, finding));
        return apart(all);
    }

    /** What is written with shaped digits; offsets are the text's own. */
    private List<Finding> shaped(String text, Allowance allowance) {
        Optional<Folded> folded = Folded.ofShaped(text);
        if (folded.isEmpty()) return List.of();
        List<Finding> found = new ArrayList<>();
        Pass pass = new Pass(folded.get().chars, folded.get().size(), types, allowance);
        for (Finding finding : somebodys(text, folded.get(), pass.findings()))
            found.add(inText(text, folded.get(), finding));
        found.removeIf(finding -> !Shaped.isIn(text, finding));
        return found;
    }

    private List<Finding> ofHealth(String text, Folded folded) {
        return health.map(rule -> rule.findings(folded.chars, folded.size())).orElse(List.of()).stream()
                .filter(finding -> !isNobodys(text, folded, finding))
                .toList();
    }

    private List<Finding> guessed(String text, Folded folded) {
        if (names.isEmpty() || Collections.disjoint(types, SensitiveType.tagged())) return List.of();
        return names.get().findings(folded.chars, folded.size(), types).stream()
                .filter(finding -> !isNobodys(text, folded, finding))
                .toList();
    }

    private boolean isNobodys(String text, Folded folded, Finding finding) {
        Finding told = inText(text, folded, finding);
        return isNobodys.test(told.type(), text.substring(told.start(), told.end()));
    }

    private static Finding inText(String text, Folded folded, Finding finding) {
        return new Finding(
                finding.type(),
                folded.origin(finding.start()),
                folded.origin(finding.end() - 1) + width(text, folded, finding));
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
