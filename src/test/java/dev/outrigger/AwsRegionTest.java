package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.backend.BedrockSettings;
import dev.outrigger.backend.GuardSettings;
import dev.outrigger.support.Guards;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AwsRegionTest {
    private static Optional<String> region(String url, Optional<String> said, Map<String, String> environment) {
        GuardSettings guard = Guards.of(Duration.ofSeconds(2), Duration.ofSeconds(30), Duration.ofMinutes(2), 16);
        return AwsRegion.of(
                new BedrockSettings(URI.create(url), Optional.empty(), said, false, false, guard), environment);
    }

    @ParameterizedTest
    @CsvSource({
        "https://bedrock-runtime.eu-west-1.amazonaws.com, eu-west-1",
        "https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "https://bedrock-runtime.cn-north-1.amazonaws.com.cn, cn-north-1",
        "https://vpce-1.bedrock-runtime.us-east-2.vpce.amazonaws.com, us-east-2"
    })
    void isThatOfTheHost(String url, String region) {
        assertEquals(Optional.of(region), region(url, Optional.empty(), Map.of("AWS_REGION", "other")));
    }

    @Test
    void isTheOperatorsWordFirst() {
        assertEquals(
                Optional.of("eu-north-1"),
                region("https://bedrock-runtime.eu-west-1.amazonaws.com", Optional.of("eu-north-1"), Map.of()));
    }

    @Test
    void isTheEnvironmentsWhereTheHostSaysNone() {
        assertEquals(
                Optional.of("one"),
                region("http://gateway", Optional.empty(), Map.of("AWS_REGION", "one", "AWS_DEFAULT_REGION", "two")));
        assertEquals(
                Optional.of("two"), region("http://gateway", Optional.empty(), Map.of("AWS_DEFAULT_REGION", "two")));
        assertEquals(Optional.empty(), region("http://gateway", Optional.empty(), Map.of()));
    }
}
