package dev.outrigger;

import dev.outrigger.backend.BedrockSettings;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The region that a backend's requests are signed for.
 *
 * <p>Source: AWS, "Amazon Bedrock endpoints and quotas" (https://docs.aws.amazon.com/general/latest/gr/bedrock.html).
 */
final class AwsRegion {
    private static final Pattern HOST =
            Pattern.compile("(?:^|\\.)bedrock-runtime(?:-fips)?\\.([a-z]+(?:-[a-z]+)+-\\d+)\\.");

    private AwsRegion() {}

    static Optional<String> of(BedrockSettings server, Map<String, String> environment) {
        return server.region()
                .or(() -> ofHost(server.url().getHost()))
                .or(() -> Optional.ofNullable(environment.get("AWS_REGION")))
                .or(() -> Optional.ofNullable(environment.get("AWS_DEFAULT_REGION")));
    }

    private static Optional<String> ofHost(String host) {
        Matcher matcher = HOST.matcher(host);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
