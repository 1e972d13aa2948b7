package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Numbers whose groups stand in cells: with the same signs between, whatever they are, one a line, in a table, in elements of
 * HTML, in a list. Rows of other numbers look alike, so that more is asked of them than of a number in a line: a card's groups
 * are those that it is printed in, and most that look like one between such signs have to be one, or a word for a card stands
 * beside; other numbers need a word. Each row is walked through once. Not thread-safe; one a text.
 */
final class Cells {
    /** A power of two. */
    private static final int KEPT = 8;

    private static final int LONGEST_GROUP = 8;
    private static final int FEWEST_DIGITS = 8;
    private static final int MOST_DIGITS = 15;
    private static final int QUARTER = 4;
    private static final int MOST_BEFORE = 4;

    private final char[] text;
    private final int length;
    private final Gap gap;
    private final DigitRun run;
    private final Context context;
    private final NationalIds numbers;
    private final Set<SensitiveType> wanted;
    private final List<Finding> found = new ArrayList<>();

    /** Cards without a word beside them. */
    private final List<Likely> likely = new ArrayList<>();

    /** By the signs between their groups, how many more of those that look like cards are some than are not. */
    private final Map<String, Integer> balance = new HashMap<>();

    /** Where the last groups of the row begin and end. */
    private final int[] starts = new int[KEPT];

    private final int[] ends = new int[KEPT];

    /** The last group of the row that was read last, which another may begin with. */
    private int done;

    private record Likely(String signs, Finding card) {}

    Cells(
            char[] text,
            int length,
            Allowance allowance,
            DigitRun run,
            Context context,
            NationalIds numbers,
            Set<SensitiveType> wanted) {
        this.text = text;
        this.length = length;
        this.gap = new Gap(text, length, allowance);
        this.run = run;
        this.context = context;
        this.numbers = numbers;
        this.wanted = wanted;
    }

    /** Looks at the row that begins with this group, if it is none of a row that was looked at. */
    void read(int from, int to) {
        if (from < done || to - from > LONGEST_GROUP) return;
        int next = gap.read(to);
        if (next == 0 || !DigitRun.isDigit(text[next]) || gap.isInLine()) return;
        String signs = gap.signs();
        int groups = 0;
        int quarters = 0;
        int begin = from;
        int end = to;
        while (true) {
            starts[groups & (KEPT - 1)] = begin;
            ends[groups++ & (KEPT - 1)] = end;
            if (end - begin == QUARTER) quarters++;
            else quarters = closed(groups - 1, quarters, signs);
            if (isLong(groups)) card(groups, 3, signs);
            begin = gap.read(end);
            if (begin == 0 || !DigitRun.isDigit(text[begin]) || !gap.has(signs)) break;
            end = begin;
            while (end < length && DigitRun.isDigit(text[end])) end++;
            if (end < length && DigitRun.isLetter(text[end])) break;
        }
        done = starts[(groups - 1) & (KEPT - 1)];
        closed(groups, quarters, signs);
        if (groups > 1 && groups <= KEPT && (isLayout(signs) || isArray(signs, groups))) whole(groups);
    }

    /** All that was found, in any order. */
    List<Finding> findings() {
        for (Likely one : likely) if (balance.getOrDefault(one.signs, 0) > 0) found.add(one.card);
        return found;
    }

    /** Four digits in each of four groups, no more, as most cards have them. */
    private int closed(int groups, int quarters, String signs) {
        if (quarters == QUARTER) card(groups, QUARTER, signs);
        return 0;
    }

    /** The other cards' groups: four, six, and four or five. */
    private boolean isLong(int groups) {
        return groups >= 3
                && size(groups - 3) == QUARTER
                && size(groups - 2) == 6
                && (size(groups - 1) == QUARTER || size(groups - 1) == 5);
    }

    private int size(int group) {
        return ends[group & (KEPT - 1)] - starts[group & (KEPT - 1)];
    }

    private void card(int groups, int count, String signs) {
        if (!wanted.contains(SensitiveType.CREDIT_CARD)) return;
        Finding card = loaded(SensitiveType.CREDIT_CARD, groups, count);
        String shape = signs + count;
        boolean isOne = Cards.isPrinted(run);
        balance.merge(shape, isOne ? 1 : -1, Integer::sum);
        if (isOne && context.near(card.start(), card.end(), Words.CARD)) found.add(card);
        else if (isOne) likely.add(new Likely(shape, card));
    }

    /** Has the run be these last groups. */
    private Finding loaded(SensitiveType type, int groups, int count) {
        run.clear();
        for (int i = groups - count; i < groups; i++) run.add(starts[i & (KEPT - 1)], ends[i & (KEPT - 1)]);
        return new Finding(type, starts[(groups - count) & (KEPT - 1)], ends[(groups - 1) & (KEPT - 1)]);
    }

    /** Between cells that hold parts of one thing as well as several: thousands, times and the like have other signs. */
    private static boolean isLayout(String signs) {
        for (char sign : new char[] {'\n', '|', '<', '_'}) if (signs.indexOf(sign) >= 0) return true;
        return false;
    }

    /** An array of JSON: without its bracket it would be a number with thousands. */
    private boolean isArray(String signs, int groups) {
        int at = starts[0] - 1;
        while (at >= 0 && starts[0] - at <= MOST_BEFORE && (text[at] == ' ' || text[at] == '"' || text[at] == '\''))
            at--;
        return signs.equals(",") && groups <= KEPT && at >= 0 && text[at] == '[';
    }

    /** The whole row is one number, and a word beside it tells which. */
    private void whole(int groups) {
        int digits = 0;
        for (int i = 0; i < groups; i++) digits += size(i);
        if (digits < FEWEST_DIGITS || digits > MOST_DIGITS) return;
        Finding row = loaded(SensitiveType.PHONE, groups, groups);
        int plus = row.start() > 0 && text[row.start() - 1] == '+' ? 1 : 0;
        numbers.first()
                .filter(numbers::isTold)
                .map(id -> new Finding(id.type(), row.start(), row.end()))
                .or(() -> Phones.isInCells(text, run)
                                && wanted.contains(SensitiveType.PHONE)
                                && context.near(row.start(), row.end(), Words.PHONE)
                        ? java.util.Optional.of(new Finding(row.type(), row.start() - plus, row.end()))
                        : java.util.Optional.empty())
                .ifPresent(found::add);
    }
}
