package dev.outrigger.dialect.bedrock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.RequestHead;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BedrockPathTest {
    private static final String PROFILE =
            "arn:aws:bedrock:us-east-1:123456789012:application-inference-profile/a1b2c3d4e5f6";

    private static Optional<Endpoint> endpoint(String method, String path) {
        return Wire.BEDROCK.endpoint(new RequestHead(method, path, "", name -> Optional.empty()));
    }

    @Test
    void claimsItsPathsWithAndWithoutItsName() {
        for (String before : List.of("", "/bedrock")) {
            String path = "/model/anthropic.claude-3-haiku-20240307-v1%3A0/converse";
            assertEquals(
                    Optional.of(new Endpoint.Chat("/model/*/converse", path, "")), endpoint("POST", before + path));
            assertEquals(
                    Optional.of(new Endpoint.Chat("/model/*/converse-stream", path + "-stream", "")),
                    endpoint("POST", before + path + "-stream"));
            assertEquals(
                    Optional.of(new Endpoint.CountTokens("/model/*/count-tokens", "/model/m/count-tokens", "")),
                    endpoint("POST", before + "/model/m/count-tokens"));
            assertEquals(
                    Optional.of(new Endpoint.Other("/model/m/invoke")), endpoint("POST", before + "/model/m/invoke"));
            assertEquals(
                    Optional.of(new Endpoint.Other("/guardrail/g/version/1/apply")),
                    endpoint("POST", before + "/guardrail/g/version/1/apply"));
            assertEquals(Optional.of(new Endpoint.Models()), endpoint("GET", before + "/foundation-models"));
            assertEquals(
                    Optional.of(new Endpoint.Model("/foundation-models/a%3A0", "a:0")),
                    endpoint("GET", before + "/foundation-models/a%3A0"));
        }
    }

    @Test
    void leavesOthersPathsToThem() {
        for (String path : List.of("/v1/chat/completions", "/models", "/modelx/m/converse", "/", "", "/bedrockx/model"))
            assertEquals(Optional.empty(), endpoint("POST", path), path);
    }

    @Test
    void aModelsNameMayHoldColonsAndSlashes() {
        String encoded = "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Aapplication-inference-profile%2F"
                + "a1b2c3d4e5f6/converse";
        assertEquals(encoded, Wire.BEDROCK.chatAt(new ModelName(PROFILE)).path());
        assertEquals(PROFILE, BedrockPath.read(encoded).orElseThrow().model());
        // Some clients leave a slash as it is.
        assertEquals(
                PROFILE,
                BedrockPath.read("/model/" + PROFILE + "/converse")
                        .orElseThrow()
                        .model());
    }

    @Test
    void theModelAndTheKindOfAnswerStandInTheChatsPath() {
        ChatRequest whole = Wire.request(Wire.HELLO);
        ChatRequest streamed = Wire.inbound(new Endpoint.Chat("", "/model/m/converse-stream", ""), Wire.HELLO)
                .request();
        ModelName model = new ModelName("us.amazon.nova-lite-v1:0");

        assertEquals("/model/us.amazon.nova-lite-v1%3A0/converse", Wire.BEDROCK.chatPath(whole, model, ""));
        assertEquals(
                "/model/us.amazon.nova-lite-v1%3A0/converse-stream?x=1", Wire.BEDROCK.chatPath(streamed, model, "x=1"));
        assertEquals(
                "/model/us.amazon.nova-lite-v1%3A0/count-tokens",
                Wire.BEDROCK.countPath(new Endpoint.CountTokens("", "/model/alias/count-tokens", ""), model));
        assertTrue(streamed.stream());
    }
}
