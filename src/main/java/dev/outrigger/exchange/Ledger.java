package dev.outrigger.exchange;

import dev.outrigger.exchange.Statement.By;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the exchanges of this process cost, in all and by UTC day, told by who asked and by who was asked. It begins with the
 * process and ends with it. An exchange that asked nobody is not in it: it cost nothing. Thread-safe.
 *
 * <p>Its memory is bounded: {@link #DAYS} days, and of each kind of name the {@link #NAMES} that cost most. Names beyond
 * that are added up as others; whoever was folded into them and comes again begins anew, so that a row is a lower bound and
 * sums are exact.
 */
public final class Ledger {
    /** Days that are kept. */
    public static final int DAYS = 8;

    /** Hours of which the sum is kept: an exchange may be entered a moment after one that ended later. */
    static final int HOURS = 2;

    /** Names of a kind in a statement. */
    public static final int NAMES = 50;

    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long HOURS_PER_DAY = 24;

    private final Book total = new Book();
    /** By the days since 1970 began. */
    private final NavigableMap<Long, Book> days = new TreeMap<>();
    /** By the hours since 1970 began. */
    private final NavigableMap<Long, Sum> hours = new TreeMap<>();

    private Optional<Instant> since = Optional.empty();

    /** Enters one that has ended. */
    public synchronized void enter(Exchange exchange) {
        if (exchange.attempts().isEmpty()) return;
        Instant ended = exchange.ended();
        if (since.isEmpty()) since = Optional.of(ended);
        Entry entry = new Entry(exchange);
        total.enter(entry);
        long hour = hour(ended);
        hours.computeIfAbsent(hour, fresh -> new Sum()).add(entry.whole());
        // What a clock that ran ahead has left would crowd out the hour that is. One may be right: see HOURS.
        while (hours.lastKey() > hour + 1) hours.pollLastEntry();
        if (hours.size() > HOURS) hours.pollFirstEntry();
        long day = day(ended);
        boolean isOver = days.size() == DAYS && day < days.firstKey();
        if (isOver) return;
        days.computeIfAbsent(day, fresh -> new Book()).enter(entry);
        if (days.size() > DAYS) days.pollFirstEntry();
    }

    /** Dollars since the UTC day of this time began, as far as they are known. */
    public synchronized double spent(Instant now) {
        Book book = days.get(day(now));
        return book == null ? 0 : book.all.dollars();
    }

    /** The same since the UTC hour of this time began. */
    public synchronized double spentThisHour(Instant now) {
        Sum sum = hours.get(hour(now));
        return sum == null ? 0 : sum.dollars();
    }

    /** What it says, told by this. */
    public synchronized Statement statement(By by) {
        List<Statement.Day> newestFirst = new ArrayList<>();
        days.descendingMap()
                .forEach((day, book) -> newestFirst.add(new Statement.Day(LocalDate.ofEpochDay(day), book.window(by))));
        return new Statement(by, since, total.window(by), newestFirst);
    }

    private static long hour(Instant time) {
        return Math.floorDiv(time.getEpochSecond(), SECONDS_PER_HOUR);
    }

    private static long day(Instant time) {
        return Math.floorDiv(hour(time), HOURS_PER_DAY);
    }

    /** The sums of a time. */
    private static final class Book {
        private final List<Names> names = Stream.of(By.values()).map(Names::new).toList();
        private final Sum all = new Sum();

        void enter(Entry entry) {
            all.add(entry.whole());
            for (Names known : names) known.enter(entry);
        }

        Statement.Window window(By by) {
            Names known = names.stream().filter(one -> one.by == by).findFirst().orElseThrow();
            List<Statement.Row> rows = known.rows();
            Sum others = new Sum();
            others.add(known.others.amounts());
            for (Statement.Row row : rows.subList(Math.min(NAMES, rows.size()), rows.size())) others.add(row.amounts());
            return new Statement.Window(
                    all.amounts(),
                    rows.subList(0, Math.min(NAMES, rows.size())),
                    others.isEmpty() ? Optional.empty() : Optional.of(others.amounts()));
        }
    }

    /** Sums by name, twice as many as are told, so that the cheap ones are folded seldom. */
    private static final class Names {
        private static final Comparator<Statement.Row> DEAREST = Comparator.comparingDouble(
                        (Statement.Row row) -> row.amounts().dollars())
                .thenComparingLong(row -> row.amounts().count())
                .reversed()
                .thenComparing(row -> row.name().orElse(""));

        private final By by;
        private final Map<Optional<String>, Sum> known = new HashMap<>();
        private final Sum others = new Sum();

        Names(By by) {
            this.by = by;
        }

        void enter(Entry entry) {
            for (int i = 0; i < entry.shares(by); i++) {
                known.computeIfAbsent(entry.name(by, i), fresh -> new Sum()).add(entry.share(by, i));
                if (known.size() > 2 * NAMES) fold();
            }
        }

        private void fold() {
            List<Statement.Row> rows = rows();
            for (Statement.Row row : rows.subList(NAMES, rows.size())) {
                others.add(row.amounts());
                known.remove(row.name());
            }
        }

        List<Statement.Row> rows() {
            List<Statement.Row> rows = new ArrayList<>();
            known.forEach((name, sum) -> rows.add(new Statement.Row(name, sum.amounts())));
            Collections.sort(rows, DEAREST);
            return rows;
        }
    }
}
