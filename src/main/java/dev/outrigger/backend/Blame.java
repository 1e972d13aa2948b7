package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.dialect.Rewrite;

/**
 * Whose fault it is when upstream refuses a request. One that went to the model the app asked for, in the app's own words,
 * is the app's: the refusal is handed on as it came, and nobody else is asked. Where we chose the model or changed the
 * request, the app could not know what that model refuses, so another may be asked.
 */
record Blame(Call call, Rewrite rewrite) {
    /** The failure in the light of it. A refusal of the app's own key stays the app's: no other model mends it. */
    Failure judge(Failure failure) {
        return failure instanceof Failure.Rejected refusal && !isOfTheKey(refusal) && isOurs(refusal)
                ? new Failure.Untranslatable(refusal.message(), refusal.verbatim())
                : failure;
    }

    private boolean isOurs(Failure.Rejected refusal) {
        Bytes words = refusal.verbatim().map(Verbatim::body).orElse(Bytes.EMPTY);
        return call.choice() == Call.Choice.OURS || rewrite.explains(words, call.inbound());
    }

    private static boolean isOfTheKey(Failure.Rejected refusal) {
        return refusal.upstreamStatus() == 401 || refusal.upstreamStatus() == 403;
    }
}
