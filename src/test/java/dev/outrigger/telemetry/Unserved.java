package dev.outrigger.telemetry;

import dev.outrigger.chat.Failure;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Exchanges that ended at the door. */
final class Unserved {
    private static final long MS = 1_000_000;

    private Unserved() {}

    /** A page of another site. */
    static Exchange refused() {
        Origin page = new Origin("openai", "POST", "/*", Optional.empty(), false, Optional.empty(), 0);
        return told(page, 403, "web pages of other sites are refused");
    }

    static Exchange noHttp() {
        Origin garbage = new Origin("none", "", "none", Optional.empty(), false, Optional.empty(), 0);
        return told(garbage, 400, "the request is not HTTP");
    }

    private static Exchange told(Origin origin, int status, String why) {
        Verdict refused = new Verdict.Failed(new Failure.Rejected(status, why, Optional.empty()));
        return Stories.exchange(origin, Optional.empty(), Optional.empty(), List.of(), refused)
                .status(status)
                .times(new Times(0, 0, OptionalLong.of(MS), OptionalLong.of(600_000 * MS), MS))
                .build();
    }
}
