package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedModelsTest {
    private static Optional<OfferedModels> decode(String json) {
        return OfferedModels.decode(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readsTheListOfEachVendor() {
        var two = Optional.of(new OfferedModels(List.of("a", "b"), true));

        assertEquals(two, decode("""
                {"object":"list","data":[{"id":"a","object":"model","owned_by":"x"},{"id":"b","object":"model"}]}"""));
        assertEquals(two, decode("""
                {"data":[{"type":"model","id":"a","display_name":"A"},{"type":"model","id":"b"}],"has_more":false}"""));
        assertEquals(two, decode("""
                {"models":[{"name":"models/a","inputTokenLimit":5},{"name":"models/b"}]}"""));
        assertEquals(two, decode("""
                {"models":[{"name":"a","model":"a","size":3},{"name":"b"}]}"""));
    }

    @Test
    void saysWhereThereAreOthers() {
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false)),
                decode("{\"data\":[{\"id\":\"a\"}],\"has_more\":true}"));
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false, Optional.of("pageToken=x%2F%3D"))),
                decode("{\"models\":[{\"name\":\"models/a\"}],\"nextPageToken\":\"x/=\"}"));
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false, Optional.of("after_id=a"))),
                decode("{\"data\":[{\"id\":\"a\"}],\"has_more\":true,\"first_id\":\"a\",\"last_id\":\"a\"}"));
        assertEquals(
                Optional.of(new OfferedModels(List.of(), false, Optional.of("pageToken=y"))),
                decode("{\"nextPageToken\":\"y\"}"));
        String longMark = "x".repeat(OfferedModels.MOST_MARK + 1);
        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), false)),
                decode("{\"models\":[{\"name\":\"a\"}],\"nextPageToken\":\"" + longMark + "\"}"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-5-mini, true",
        "ft:gpt-4o-mini:acme::abc, true",
        "eu.amazon.nova-lite-v1:0, true",
        "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0, true",
        "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-lite-v1:0, true",
        "arn:aws:bedrock:eu-west-1:1:application-inference-profile/abc, false",
        "arn:aws:bedrock:eu-west-1:1:provisioned-model/abc, false",
        "arn:aws:bedrock:eu-west-1:1:custom-model-deployment/abc, false",
        "arn:aws:bedrock:eu-west-1:1:imported-model/abc, false",
        "arn:aws:bedrock:eu-west-1:1:default-prompt-router/meta.llama:1, false",
        "arn:aws-us-gov:sagemaker:us-gov-west-1:1:endpoint/abc, false",
        "projects/p/locations/europe-west1/endpoints/123, false",
        "endpoints/123, false",
        "4503599627370496, false",
    })
    void noListHasWhatSomebodySetUpForHimself(String name, boolean isOfLists) {
        assertEquals(isOfLists, OfferedModels.isOfLists(name));
    }

    @Test
    void readsTheListsOfBedrock() {
        assertEquals(
                Optional.of(new OfferedModels(
                        List.of(
                                "amazon.nova-lite-v1:0",
                                "arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0"),
                        true)),
                decode("""
                        {"modelSummaries":[{"modelArn":"arn:aws:bedrock:eu-west-1::foundation-model/amazon.nova-lite-v1:0",
                          "modelId":"amazon.nova-lite-v1:0","modelName":"Nova Lite","providerName":"Amazon",
                          "inferenceTypesSupported":["ON_DEMAND"],"modelLifecycle":{"status":"ACTIVE"}}]}"""));
        assertEquals(
                Optional.of(new OfferedModels(
                        List.of(
                                "eu.amazon.nova-lite-v1:0",
                                "arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-lite-v1:0"),
                        false,
                        Optional.of("nextToken=n"))),
                decode("""
                        {"inferenceProfileSummaries":[{"inferenceProfileId":"eu.amazon.nova-lite-v1:0",
                          "inferenceProfileArn":"arn:aws:bedrock:eu-west-1:1:inference-profile/eu.amazon.nova-lite-v1:0",
                          "inferenceProfileName":"EU Nova Lite","status":"ACTIVE","type":"SYSTEM_DEFINED","models":[]}],
                         "nextToken":"n"}"""));
    }

    @Test
    void readsTheListOfAPublisher() {
        assertEquals(
                Optional.of(new OfferedModels(
                        List.of(
                                "claude-sonnet-4",
                                "claude-sonnet-4-20250514",
                                "claude-sonnet-4@20250514",
                                "gemini-2.0-flash-001"),
                        true)),
                decode("""
                        {"publisherModels":[{"name":"publishers/anthropic/models/claude-sonnet-4","versionId":"20250514"},
                          {"name":"publishers/google/models/gemini-2.0-flash-001","versionId":"001"}]}"""));
    }

    @Test
    void passesOverWhatIsNoModelsName() {
        String longName = "x".repeat(OfferedModels.MOST_CHARACTERS + 1);

        assertEquals(
                Optional.of(new OfferedModels(List.of("a"), true)),
                decode("{\"data\":[{},5,{\"id\":\" \"},{\"id\":\"" + longName + "\"},{\"id\":\"a\"}]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{}", "<html>", "{\"data\":{}}", "{\"models\":5}", "{\"data\":"})
    void isAbsentWhereItIsNoList(String body) {
        assertEquals(Optional.empty(), decode(body));
    }

    @Property
    void neverThrows(@ForAll byte[] body) {
        OfferedModels.decode(body);
    }

    @Test
    void knowsWhoCanBeAsked() {
        assertTrue(OfferedModels.path("ollama").isPresent());
        assertEquals(Optional.empty(), OfferedModels.path("bedrock"));
    }
}
