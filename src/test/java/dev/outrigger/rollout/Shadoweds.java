package dev.outrigger.rollout;

import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Compared;
import dev.outrigger.exchange.Cost;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Shadowed;
import java.util.Optional;

/** Answers that are compared. */
final class Shadoweds {
    private Shadoweds() {}

    static Shadowed saying(String app, String shadow) {
        Exchange done = Ended.by(Policies.preferring("dear"), Ended.query(7));
        Attempt attempt = done.attempts().getFirst();
        Cost cost = new Cost(0.5, false);
        Compared.Side side = Compared.Side.of(attempt, Optional.of(cost), Optional.of(3L), Optional.of(0));
        Compared compared = new Compared(
                done.id().value(),
                done.start(),
                "thrift",
                "aaaaaaaaaaaa",
                "bbbbbbbbbbbb",
                side,
                side,
                Optional.of(new Compared.Likeness(false, 0.25)));
        return new Shadowed(
                done.origin(),
                compared,
                attempt,
                Optional.of(cost),
                new Shadowed.Texts(Optional.of(app), Optional.of(shadow)));
    }
}
