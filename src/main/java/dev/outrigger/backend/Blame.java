package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.dialect.Rewrite;
import java.util.Optional;

/**
 * Whose fault it is when upstream refuses a request. One that went to the model the app asked for, in the app's own words,
 * is the app's: the refusal is handed on as it came, and nobody else is asked. Where we chose the model or changed the
 * request, the app could not know what that model refuses, so another may be asked. What was refused to the app's own
 * key is not true of others. One place for error answers and for errors inside an answer of status 200.
 *
 * @param isInTheAppsWords whether the request was, but for what the rewrite changed
 * @param key whose key the request carried
 */
record Blame(Call call, Rewrite rewrite, boolean isInTheAppsWords, KeyOwner key) {
    /** The failure in the light of it. */
    Failure judge(Failure failure) {
        return switch (failure) {
            case Failure.Rejected refusal
            when !isOfTheKey(refusal) && isOurs(refusal) ->
                new Failure.Untranslatable(refusal.message(), refusal.verbatim());
            case Failure.UnknownModel unknown -> new Failure.UnknownModel(key, unknown.message(), unknown.verbatim());
            case Failure.Throttled many ->
                new Failure.Throttled(key, many.retryAfter(), many.message(), many.verbatim());
            case Failure.Exhausted quota -> new Failure.Exhausted(key, quota.message(), quota.verbatim());
            case Failure.Unauthorized wrong
            when key == KeyOwner.APP -> new Failure.Rejected(401, wrong.message(), Optional.empty());
            case Failure.Forbidden wrong
            when key == KeyOwner.APP -> new Failure.Rejected(403, wrong.message(), Optional.empty());
            default -> failure;
        };
    }

    private boolean isOurs(Failure.Rejected refusal) {
        Bytes words = refusal.verbatim().map(Verbatim::body).orElse(Bytes.EMPTY);
        return call.choice() == Call.Choice.OURS || !isInTheAppsWords || Speech.explains(call, rewrite, words);
    }

    /** The app's own key stays the app's: no other model mends it. */
    private static boolean isOfTheKey(Failure.Rejected refusal) {
        return refusal.upstreamStatus() == 401 || refusal.upstreamStatus() == 403;
    }
}
