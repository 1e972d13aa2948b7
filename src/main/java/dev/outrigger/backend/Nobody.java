package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Decision;
import dev.outrigger.route.HealthFilter;
import dev.outrigger.route.NamedStage;
import java.util.Optional;

/** Why a decision leaves nobody to ask, for the app to read. */
final class Nobody {
    private Nobody() {}

    static Failure of(Decision decision) {
        StringBuilder message = new StringBuilder("no model may answer this request");
        // Who was not asked for was never meant: whoever named a model wants to know what became of that.
        decision.excluded().stream()
                .filter(left -> !left.stage().equals(NamedStage.NAME))
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
