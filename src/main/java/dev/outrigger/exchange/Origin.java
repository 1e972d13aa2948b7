package dev.outrigger.exchange;

import dev.outrigger.chat.ModelName;
import java.util.Optional;

/**
 * Where an exchange came from.
 *
 * @param dialect the wire format's name, for example {@code openai}
 * @param route the endpoint as a pattern of few values, for example {@code /v1/chat/completions}
 * @param requested the model the app asked for; absent on endpoints without one
 * @param stream whether the answer was wanted piece by piece
 * @param traceparent the app's W3C trace context, as it came
 * @param requestBytes size of the request's body
 * @param asker on whose behalf
 */
public record Origin(
        String dialect,
        String method,
        String route,
        Optional<ModelName> requested,
        boolean stream,
        Optional<String> traceparent,
        long requestBytes,
        Asker asker) {
    /** Of nobody in particular. */
    public Origin(
            String dialect,
            String method,
            String route,
            Optional<ModelName> requested,
            boolean stream,
            Optional<String> traceparent,
            long requestBytes) {
        this(dialect, method, route, requested, stream, traceparent, requestBytes, Asker.UNKNOWN);
    }

    /** The same, of this app where the request does not say of which. */
    public Origin by(String app) {
        return new Origin(dialect, method, route, requested, stream, traceparent, requestBytes, asker.or(app));
    }
}
