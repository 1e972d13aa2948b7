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
 */
public record Origin(
        String dialect,
        String method,
        String route,
        Optional<ModelName> requested,
        boolean stream,
        Optional<String> traceparent,
        long requestBytes) {}
