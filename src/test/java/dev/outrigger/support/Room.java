package dev.outrigger.support;

import dev.outrigger.admit.Admission;
import dev.outrigger.admit.Holdings;
import dev.outrigger.admit.Limits;
import dev.outrigger.config.DataSize;
import java.time.Duration;
import java.util.Optional;

/** Room for bodies, as much as a test wants. */
public final class Room {
    private Room() {}

    /** Of an exchange that has all the room it may need. */
    public static Holdings ample() {
        return of(new Admission(), 1L << 40);
    }

    /** Of an exchange that has so much room, together with all others of this admission. */
    public static Holdings of(Admission admission, long bufferedBytes) {
        return admission.holdings(limits(2, bufferedBytes, bufferedBytes));
    }

    public static Limits limits(int inFlight, long bodyBytes, long bufferedBytes) {
        return new Limits(
                inFlight,
                inFlight,
                Duration.ofSeconds(10),
                new DataSize(bodyBytes),
                new DataSize(bufferedBytes),
                Optional.empty(),
                2,
                Duration.ofSeconds(10),
                3,
                100,
                Duration.ofHours(1),
                Duration.ofSeconds(1));
    }
}
