package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Decision;
import dev.outrigger.route.HealthFilter;
import java.util.Optional;

/** Why a decision leaves nobody to ask, for the app to read. */
final class Nobody {
    private Nobody() {}

    static Failure of(Decision decision) {
        StringBuilder message = new StringBuilder("no model may answer this request");
        decision.excluded()
                .forEach(left ->
                        message.append("; ").append(left.model()).append(": ").append(left.because()));
        // A wait may bring a model back; it gives none an ability it has not.
        boolean waiting =
                decision.excluded().stream().anyMatch(left -> left.stage().equals(HealthFilter.NAME));
        boolean nothing = decision.excluded().isEmpty();
        return waiting || nothing
                ? new Failure.NoCandidate(message.toString())
                : new Failure.Rejected(400, message.toString(), Optional.empty());
    }
}
