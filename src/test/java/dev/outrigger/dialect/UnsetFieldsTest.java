package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients write fields that nobody set: these ask for nothing that a model would have to be told. */
class UnsetFieldsTest {
    private static final String ANSWER = """
            {"role":"assistant","content":"yes","refusal":null,"annotations":[],"audio":null,"function_call":null,
            "tool_calls":null}""";

    static List<Spoken> dialects() {
        return Spoken.all();
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatIsNullOrEmptyIsNotThere(Spoken app) {
        assertEquals(Set.of(), names(app, "'own_1':null,'own_2':{},'own_3':[],'own_4':''"));
    }

    @ParameterizedTest
    @MethodSource("dialects")
    void whatSaysSomethingIsNamed(Spoken app) {
        assertEquals(Set.of("own"), names(app, "'own':false"));
        assertEquals(Set.of("own"), names(app, "'own':0"));
        assertEquals(Set.of("own"), names(app, "'own':{'in':null}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "openai | 'audio':null,'logit_bias':{},'web_search_options':null,'modalities':[ 'text' ]",
                "openai | 'echo':false,'continue_final_message':false,'data_sources':[],'guided_json':null",
                "gemini | 'generationConfig':{'responseModalities':['TEXT'],'speechConfig':{}},'cachedContent':null",
                "gemini | 'generation_config':{'response_modalities':[ 'TEXT' ]}",
                "ollama | 'raw':false,'context':[],'suffix':'','format':''",
                "anthropic | 'container':null,'mcp_servers':[],'output_config':{'effort':null}",
                "bedrock | 'guardrailConfig':{},'outputConfig':null",
                "openai-responses | 'text':{'format':null,'verbosity':null},'include':[],'top_logprobs':0",
            })
    void theDefaultThatAsksForNothingIsNotThere(String name, String fields) {
        assertEquals(Set.of(), names(named(name), fields));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "openai | modalities | 'modalities':['text','audio']",
                "gemini | generationConfig.responseModalities | 'generationConfig':{'responseModalities':['IMAGE']}",
                "ollama | raw | 'raw':true",
            })
    void whatAsksForMoreThanTheDefaultIsNamed(String name, String field, String fields) {
        assertEquals(Set.of(field), names(named(name), fields));
    }

    /** Fields of compatible servers without which an answer is another one. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "'data_sources':[{'type':'azure_search'}]",
                "'documents':[{'text':'d'}]",
                "'search_parameters':{'mode':'on'}",
                "'plugins':[{'id':'web'}]",
                "'adapter_id':'a'",
                "'structured_outputs':{'json':{}}",
                "'guided_json':{'type':'object'}",
                "'guided_regex':'a+'",
                "'guided_choice':['a','b']",
                "'guided_grammar':'root ::= a'",
                "'grammar':'root ::= a'",
                "'json_schema':{'type':'object'}",
                "'regex':'a+'",
                "'ebnf':'root ::= a'",
                "'echo':true",
                "'continue_final_message':true",
                "'stop_token_ids':[1]",
                "'prompt_logprobs':0",
            })
    void whatOthersServersTakeIsNamedAndMissed(String field) {
        Set<String> names = names(named("openai"), field);

        assertEquals(Set.of(field.split("'", 3)[1]), names);
        assertTrue(names.stream().allMatch(named("openai").dialect()::changesMeaning), field);
    }

    @Test
    void anAnswerSentBackWithAllItsFieldsHasNoneThatAModelMustBeTold() {
        String body = "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}," + ANSWER + "]}";

        assertEquals(Set.of(), read(named("openai"), body));
    }

    private static Spoken named(String name) {
        return dialects().stream()
                .filter(spoken -> spoken.dialect().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Set<String> names(Spoken app, String fields) {
        String said = switch (app.dialect().name()) {
            case "gemini" -> "'contents':[{'parts':[{'text':'hi'}]}]";
            case "bedrock" -> "'messages':[{'role':'user','content':[{'text':'hi'}]}]";
            case "openai-responses" -> "'model':'m','input':'hi'";
            default -> "'model':'m','max_tokens':9,'messages':[{'role':'user','content':'hi'}]";
        };
        if (app.dialect().name().equals("ollama")) said = said.replace("'max_tokens':9,", "");
        return read(app, ("{" + said + "," + fields + "}").replace('\'', '"'));
    }

    private static Set<String> read(Spoken app, String body) {
        Endpoint.Chat at = app.dialect().chatAt(new ModelName("m"));
        Dialect.Reading reading = app.dialect().decodeRequest(at, Bytes.of(body));
        return assertInstanceOf(Dialect.Reading.Read.class, reading, () -> reading.toString())
                .inbound()
                .request()
                .vendorFields();
    }

    /** The usual way to ask for a search. */
    @Test
    void anEmptyObjectThatAsksForSomethingIsNamed() {
        assertEquals(Set.of("web_search_options"), names(named("openai"), "'web_search_options':{},'audio':{}"));
        assertTrue(named("openai").dialect().changesMeaning("web_search_options"));
    }
}
