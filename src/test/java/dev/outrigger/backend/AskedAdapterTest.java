package dev.outrigger.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.chat.FailureException;
import dev.outrigger.registry.Adapters;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.support.Known;
import dev.outrigger.support.OpenAiText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which adapter is laid over a model for a request. */
class AskedAdapterTest {
    private static final ModelProfile SMOL = new Known("smol", "here", "smollm2")
            .adapters(Adapters.LAID)
            .replicas(List.of("twin"))
            .profile();
    private static final ModelProfile TWIN =
            new Known("twin", "here", "smollm2-twin").adapters(Adapters.LAID).profile();
    private static final ModelProfile OTHER =
            new Known("other", "here", "qwen").adapters(Adapters.LAID).profile();
    private static final ModelProfile MINI = new Known("mini", "there", "gpt").profile();
    private static final Registry REGISTRY = new Registry(List.of(SMOL, TWIN, OTHER, MINI));

    private static Optional<String> of(String model, String more, ModelProfile candidate) {
        return AskedAdapter.of(HttpFixture.inbound(OpenAiText.request(model, more)), candidate, REGISTRY);
    }

    private static String refusal(String model, String more) {
        return assertThrows(FailureException.class, () -> of(model, more, SMOL))
                .failure()
                .message();
    }

    @Test
    void theNamesIsItsModelsAndItsReplicas() {
        assertEquals(Optional.of("poet"), of("smol:poet", "", SMOL));
        assertEquals(Optional.of("poet"), of("smollm2:poet", "", SMOL));
        assertEquals(Optional.of("poet"), of("smol:poet", "", TWIN));
        assertEquals(Optional.empty(), of("smol:poet", "", OTHER));
        assertEquals(Optional.empty(), of("smol", "", SMOL));
    }

    @Test
    void theFieldsIsThatOfWhicheverModelOfThisProcessIsAsked() {
        assertEquals(Optional.of("poet"), of("smol", ",\"adapter_id\":\"poet\"", SMOL));
        assertEquals(Optional.of("poet"), of("auto", ",\"adapter_id\":\"poet\"", OTHER));
        assertEquals(Optional.empty(), of("smol", ",\"adapter_id\":null", SMOL));
    }

    @Test
    void aServersModelIsToldByTheRequestItself() {
        assertEquals(Optional.empty(), of("mini", ",\"adapter_id\":\"poet\"", MINI));
    }

    @Test
    void twoThatDifferAreRefused() {
        assertEquals(Optional.of("poet"), of("smol:poet", ",\"adapter_id\":\"poet\"", SMOL));
        assertEquals(
                "the model's name says adapter poet, and adapter_id says clerk",
                refusal("smol:poet", ",\"adapter_id\":\"clerk\""));
    }

    @Test
    void aFieldThatIsNoNameIsRefused() {
        for (String value : List.of("1", "[\"poet\"]", "{}", "\"\"", "true", "\"" + "a".repeat(100) + "\""))
            assertEquals(
                    "adapter_id must be the name of an adapter", refusal("smol", ",\"adapter_id\":" + value), value);
    }
}
