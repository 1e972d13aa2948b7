package dev.outrigger.dialect.ollama;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.dialect.ListedModel.Skill;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaModelsTest {
    private static final Endpoint.Chat SHOW = new Endpoint.Chat("/api/show", "/show", "");
    private static final String DETAILS = "\"details\":{\"parent_model\":\"\",\"format\":\"\",\"family\":\"here\","
            + "\"parameter_size\":\"\",\"quantization_level\":\"\",\"families\":[\"here\"]}";
    private static final ListedModel SEEING =
            new ListedModel("smol", "here", Set.of(Skill.IMAGES, Skill.CHAT, Skill.TOOLS), OptionalInt.of(1024));

    @Test
    void listsModels() {
        assertEquals(
                "{\"models\":[{\"name\":\"smol\",\"model\":\"smol\",\"size\":0,\"digest\":\"\"," + DETAILS
                        + ",\"modified_at\":\"1970-01-01T00:00:00Z\"}]}",
                Lines.OLLAMA.encodeModels(List.of(SEEING)).utf8());
    }

    @Test
    void listsWhatIsInMemoryForEver() {
        assertEquals(
                "{\"models\":[{\"name\":\"smol\",\"model\":\"smol\",\"size\":0,\"digest\":\"\"," + DETAILS
                        + ",\"expires_at\":\"9999-12-31T23:59:59Z\",\"size_vram\":0,\"context_length\":1024}]}",
                Lines.OLLAMA.encodeLoaded(List.of(SEEING)).utf8());
    }

    private static Reading.About about(String body) {
        return assertInstanceOf(Reading.About.class, Lines.OLLAMA.decodeRequest(SHOW, Bytes.of(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"model\":\"m\",\"verbose\":true}", "{\"name\":\"m\"}", "{\"name\":\"x\",\"model\":\"m\"}"})
    void readsWhichModelIsAskedAbout(String body) {
        assertEquals(new ModelName("m"), about(body).inbound().model());
    }

    @Test
    void tellsTheWindowUnderTheArchitecturesNameAndWhatTheModelCanDo() {
        assertEquals(
                "{\"modelfile\":\"\",\"parameters\":\"\",\"template\":\"\"," + DETAILS
                        + ",\"model_info\":{\"general.architecture\":\"here\",\"here.context_length\":1024},"
                        + "\"capabilities\":[\"completion\",\"tools\",\"vision\"],\"modified_at\":\"1970-01-01T00:00:00Z\"}",
                about("{\"model\":\"m\"}").told().apply(SEEING).utf8());
    }

    @Test
    void saysOfAModelThatChatsThatItCompletes() {
        ListedModel both = new ListedModel("m", "here", Set.of(Skill.CHAT, Skill.EMBEDDINGS), OptionalInt.empty());

        String told = about("{\"model\":\"m\"}").told().apply(both).utf8();

        assertTrue(told.contains("\"capabilities\":[\"completion\"]"), told);
    }

    @Test
    void tellsNoWindowThatIsNotKnown() {
        ListedModel vectors = new ListedModel("v", "there", Set.of(Skill.EMBEDDINGS), OptionalInt.empty());

        String told = about("{\"model\":\"v\"}").told().apply(vectors).utf8();

        assertEquals(
                "\"model_info\":{\"general.architecture\":\"there\"},\"capabilities\":[\"embedding\"]",
                told.substring(told.indexOf("\"model_info"), told.indexOf(",\"modified_at")));
    }

    @Test
    void refusesAQuestionAboutNothing() {
        assertEquals("model must be given", Lines.refusal(SHOW, "{}"));
        assertEquals("model must be a string", Lines.refusal(SHOW, "{\"model\":{}}"));
    }
}
