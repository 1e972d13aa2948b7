package dev.outrigger.route;

import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * What an expression may know of the occasion.
 *
 * <ul>
 *   <li>{@code user.name}, {@code user.tenant} (string): as the app says in headers; unknown where it does not.
 *   <li>{@code time.hour} (0 to 23), {@code time.minute} (0 to 59), {@code time.weekday} (1 is Monday, 7 Sunday),
 *       {@code time.month} (1 to 12) (int): of UTC.
 *   <li>{@code session.model} (string), the model that answered the conversation before, and {@code session.turns} (int),
 *       how many of its requests were answered; unknown of a new one.
 *   <li>{@code load.share} (double): exchanges in flight as a share of their bound, 0 to 1.
 *   <li>{@code spend.today} (double): dollars of all exchanges of this process since the UTC day began, as far as they
 *       are known; unknown where nobody counts.
 *   <li>{@code spend.hour} (double): the same since the UTC hour began.
 * </ul>
 */
final class OccasionFacts {
    private OccasionFacts() {}

    static List<Fact> all() {
        return List.of(
                said("user.name", Occasion::user, "the app does not say for whom it asks"),
                said("user.tenant", Occasion::tenant, "the app does not say for which tenant it asks"),
                time("hour", ZonedDateTime::getHour),
                time("minute", ZonedDateTime::getMinute),
                time("weekday", time -> time.getDayOfWeek().getValue()),
                time("month", ZonedDateTime::getMonthValue),
                pinned("model", Fact.Type.STRING, Occasion.Pin::model),
                pinned("turns", Fact.Type.INT, pin -> (long) pin.turns()),
                known("load.share", Fact.Type.DOUBLE, Occasion::load),
                spent("today", Occasion::spent),
                spent("hour", Occasion::spentThisHour));
    }

    private static Fact said(String name, Function<Occasion, Optional<String>> read, String otherwise) {
        return new Fact(
                name,
                Fact.Type.STRING,
                Optional.empty(),
                query -> read.apply(query.occasion())
                        .<Fact.Value>map(Fact.Value.Known::new)
                        .orElseGet(() -> new Fact.Value.Unknown(otherwise)));
    }

    private static Fact pinned(String part, Fact.Type type, Function<Occasion.Pin, Object> read) {
        return new Fact(
                "session." + part,
                type,
                Optional.empty(),
                query -> query.occasion()
                        .pin()
                        .map(read)
                        .<Fact.Value>map(Fact.Value.Known::new)
                        .orElseGet(() -> new Fact.Value.Unknown("the conversation is new")));
    }

    private static Fact spent(String when, Function<Occasion, OptionalDouble> read) {
        return new Fact("spend." + when, Fact.Type.DOUBLE, Optional.empty(), query -> {
            OptionalDouble dollars = read.apply(query.occasion());
            return dollars.isPresent()
                    ? new Fact.Value.Known(dollars.getAsDouble())
                    : new Fact.Value.Unknown("nobody counts what is spent");
        });
    }

    private static Fact time(String part, Function<ZonedDateTime, Integer> read) {
        return known("time." + part, Fact.Type.INT, occasion ->
                (long) read.apply(occasion.time().atZone(ZoneOffset.UTC)));
    }

    private static Fact known(String name, Fact.Type type, Function<Occasion, Object> read) {
        return new Fact(name, type, Optional.empty(), query -> new Fact.Value.Known(read.apply(query.occasion())));
    }
}
