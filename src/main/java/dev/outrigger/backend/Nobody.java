package dev.outrigger.backend;

import dev.outrigger.chat.Failure;
import dev.outrigger.route.Decision;
import dev.outrigger.route.HealthFilter;
import dev.outrigger.route.NamedStage;
import dev.outrigger.route.PrivacyFilter;
import java.util.Optional;

/** Why a decision leaves nobody to ask, for the app to read. */
final class Nobody {
    /** What an app, or its operator, can do. */
    private static final String WITHOUT =
            "Leave it out of the request, or have the operator trust a model that can answer (models.NAME.trusted)"
                    + " or change the section privacy";

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
        if (waiting || nothing) return new Failure.NoCandidate(message.toString());
        boolean withheld =
                decision.excluded().stream().anyMatch(left -> left.stage().equals(PrivacyFilter.NAME));
        return withheld
                ? new Failure.Private(message + ". " + WITHOUT)
                : new Failure.Rejected(400, message.toString(), Optional.empty());
    }
}
