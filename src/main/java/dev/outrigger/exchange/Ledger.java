package dev.outrigger.exchange;

import dev.outrigger.exchange.Statement.By;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

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

    private final Book total = new Book();
    private final NavigableMap<LocalDate, Book> days = new TreeMap<>();
    private final NavigableMap<Instant, Amounts> hours = new TreeMap<>();
    private Optional<Instant> since = Optional.empty();

    /** Enters one that has ended. */
    public synchronized void enter(Exchange exchange) {
        if (exchange.attempts().isEmpty()) return;
        Instant ended = exchange.start().plusNanos(exchange.times().endNanos());
        if (since.isEmpty()) since = Optional.of(ended);
        Entry entry = new Entry(exchange);
        total.enter(entry);
        hours.merge(hour(ended), entry.whole(), Amounts::plus);
        // What a clock that ran ahead has left would crowd out the hour that is. One may be right: see HOURS.
        hours.tailMap(hour(ended).plus(1, ChronoUnit.HOURS), false).clear();
        if (hours.size() > HOURS) hours.pollFirstEntry();
        LocalDate day = day(ended);
        boolean isOver = days.size() == DAYS && day.isBefore(days.firstKey());
        if (isOver) return;
        days.computeIfAbsent(day, fresh -> new Book()).enter(entry);
        if (days.size() > DAYS) days.pollFirstEntry();
    }

    /** Dollars since the UTC day of this time began, as far as they are known. */
    public synchronized double spent(Instant now) {
        return Optional.ofNullable(days.get(day(now)))
                .map(book -> book.all.dollars())
                .orElse(0.0);
    }

    /** The same since the UTC hour of this time began. */
    public synchronized double spentThisHour(Instant now) {
        return Optional.ofNullable(hours.get(hour(now))).map(Amounts::dollars).orElse(0.0);
    }

    /** What it says, told by this. */
    public synchronized Statement statement(By by) {
        List<Statement.Day> newestFirst = new ArrayList<>();
        days.descendingMap().forEach((date, book) -> newestFirst.add(new Statement.Day(date, book.window(by))));
        return new Statement(by, since, total.window(by), newestFirst);
    }

    private static Instant hour(Instant time) {
        return time.truncatedTo(ChronoUnit.HOURS);
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    /** The sums of a time. */
    private static final class Book {
        private final Map<By, Names> names = new EnumMap<>(By.class);
        private Amounts all = Amounts.NONE;

        Book() {
            for (By by : By.values()) names.put(by, new Names());
        }

        void enter(Entry entry) {
            all = all.plus(entry.whole());
            names.forEach((by, known) -> entry.shares(by).forEach(known::add));
        }

        Statement.Window window(By by) {
            Names known = names.getOrDefault(by, new Names());
            List<Statement.Row> rows = known.rows();
            Amounts others = known.others;
            for (Statement.Row row : rows.subList(Math.min(NAMES, rows.size()), rows.size()))
                others = others.plus(row.amounts());
            return new Statement.Window(
                    all,
                    rows.subList(0, Math.min(NAMES, rows.size())),
                    others.count() == 0 ? Optional.empty() : Optional.of(others));
        }
    }

    /** Sums by name, twice as many as are told, so that the cheap ones are folded seldom. */
    private static final class Names {
        private static final Comparator<Statement.Row> DEAREST = Comparator.comparingDouble(
                        (Statement.Row row) -> row.amounts().dollars())
                .thenComparingLong(row -> row.amounts().count())
                .reversed()
                .thenComparing(row -> row.name().orElse(""));

        private final Map<Optional<String>, Amounts> known = new HashMap<>();
        private Amounts others = Amounts.NONE;

        void add(Entry.Share share) {
            known.merge(share.name(), share.amounts(), Amounts::plus);
            if (known.size() > 2 * NAMES) fold();
        }

        private void fold() {
            List<Statement.Row> rows = rows();
            for (Statement.Row row : rows.subList(NAMES, rows.size())) {
                others = others.plus(row.amounts());
                known.remove(row.name());
            }
        }

        List<Statement.Row> rows() {
            List<Statement.Row> rows = new ArrayList<>();
            known.forEach((name, amounts) -> rows.add(new Statement.Row(name, amounts)));
            Collections.sort(rows, DEAREST);
            return rows;
        }
    }
}
