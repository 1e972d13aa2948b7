package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Reading;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value of a wrong type is refused with its field's name, in every dialect; it is never read as an empty one. */
class WrongTypesTest {
    private static final Map<String, Dialect> DIALECTS = new TreeMap<>();
    private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static final String GEMINI_USER = "{\"role\":\"user\",\"parts\":[{\"text\":\"hi\"}]}";
    private static final String BEDROCK_USER = "{\"role\":\"user\",\"content\":[{\"text\":\"hi\"}]}";

    static {
        for (Spoken spoken : Spoken.all()) DIALECTS.put(spoken.dialect().name(), spoken.dialect());
    }

    private static Reading read(String dialect, String body) {
        Dialect spoken = Objects.requireNonNull(DIALECTS.get(dialect));
        return spoken.decodeRequest(spoken.chatAt(new ModelName("m")), Bytes.of(body));
    }

    private static String rule(String dialect, String body) {
        return assertInstanceOf(Reading.Unreadable.class, read(dialect, body), body)
                .failure()
                .message();
    }

    /** The body of a request of one more message, or with one more field. */
    private static String with(String dialect, String more) {
        boolean isField = more.startsWith("\"");
        String messages = switch (dialect) {
            case "gemini" -> "\"contents\":[" + GEMINI_USER;
            case "bedrock" -> "\"messages\":[" + BEDROCK_USER;
            case "openai-responses" -> "\"model\":\"m\",\"input\":[" + USER;
            default -> "\"model\":\"m\",\"messages\":[" + USER;
        };
        return "{" + messages + (isField ? "]," + more : "," + more + "]") + "}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':'f','arguments':5}}]}"
                        + "|messages[].tool_calls[].function.arguments must be a string or an object",
                "{'role':'assistant','tool_calls':[{'id':'a','function':{'name':['f'],'arguments':'{}'}}]}"
                        + "|messages[].tool_calls[].function.name must be a string",
                "{'role':'assistant','tool_calls':[{'id':7,'function':{'name':'f','arguments':'{}'}}]}"
                        + "|messages[].tool_calls[].id must be a string",
                "{'role':'assistant','tool_calls':[{'id':'a','custom':{'name':'f','input':{}}}]}"
                        + "|messages[].tool_calls[].custom.input must be a string",
                "{'role':'assistant','tool_calls':[{'id':'a','function':'f'}]}"
                        + "|messages[].tool_calls[].function must be an object",
                "{'role':'assistant','function_call':{'name':'f','arguments':[]}}"
                        + "|messages[].function_call.arguments must be a string or an object",
                "{'role':'assistant','refusal':{}}|messages[].refusal must be a string",
                "{'role':'tool','tool_call_id':9,'content':'x'}|messages[].tool_call_id must be a string",
                "{'role':'user','content':{'text':'x'}}|messages[].content must be a string or an array",
                "'tools':[{'type':'function','function':{'name':'f','parameters':'{}'}}]"
                        + "|tools[].function.parameters must be an object",
                "'tools':[{'type':'function','function':{'name':'f','description':{}}}]"
                        + "|tools[].function.description must be a string",
                "'tools':[{'type':'function','function':{'name':'f','strict':'yes'}}]"
                        + "|tools[].function.strict must be true or false",
                "'response_format':{'type':'json_schema','json_schema':'x'}"
                        + "|response_format.json_schema must be an object",
                "'response_format':{'type':'json_schema','json_schema':{'name':'x','schema':'{}'}}"
                        + "|response_format.json_schema.schema must be an object",
            })
    void chatCompletionsNameTheField(String more, String rule) {
        assertNamed("openai", more, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'function_call','call_id':'c','name':'f','arguments':[1]}"
                        + "|input[].arguments must be a string or an object",
                "{'type':'custom_tool_call','call_id':'c','name':'f','input':{}}|input[].input must be a string",
                "{'type':'reasoning','summary':'thought'}|input[].summary must be an array",
                "{'type':'reasoning','summary':[],'encrypted_content':{}}"
                        + "|input[].encrypted_content must be a string",
                "'tools':[{'type':'function','name':'f','parameters':[]}]|tools[].parameters must be an object",
                "'tools':[{'type':'function','name':'f','description':1}]|tools[].description must be a string",
                "'tools':[{'type':'function','name':'f','strict':1}]|tools[].strict must be true or false",
                "'text':{'format':{'type':'json_schema','name':1,'schema':{}}}|text.format.name must be a string",
            })
    void responsesNameTheField(String more, String rule) {
        assertNamed("openai-responses", more, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','content':[{'type':'tool_use','id':'a','name':'f','input':'{}'}]}"
                        + "|messages[].content[].input must be an object",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','content':{'x':1}}]}"
                        + "|messages[].content[].content must be a string or an array",
                "{'role':'user','content':[{'type':'tool_result','tool_use_id':'a','is_error':'no'}]}"
                        + "|messages[].content[].is_error must be true or false",
                "{'role':'assistant','content':[{'type':'thinking','thinking':'x','signature':5}]}"
                        + "|messages[].content[].signature must be a string",
                "'system':{'type':'text','text':'x'}|system must be a string or an array",
                "'tools':[{'name':'f','input_schema':'{}'}]|tools[].input_schema must be an object",
                "'tools':[{'name':'f','description':[],'input_schema':{}}]|tools[].description must be a string",
                "'tools':[{'name':'f','strict':0,'input_schema':{}}]|tools[].strict must be true or false",
                "'tool_choice':{'type':'auto','disable_parallel_tool_use':'yes'}"
                        + "|tool_choice.disable_parallel_tool_use must be true or false",
            })
    void messagesNameTheField(String more, String rule) {
        assertNamed("anthropic", more, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','content':[{'toolUse':{'toolUseId':'a','name':'f','input':'{}'}}]}"
                        + "|messages[].content[].toolUse.input must be an object",
                "{'role':'user','content':[{'toolResult':{'toolUseId':'a','content':[],'status':1}}]}"
                        + "|messages[].content[].toolResult.status must be a string",
                "{'role':'assistant','content':[{'citationsContent':{'content':'x'}}]}"
                        + "|messages[].content[].citationsContent.content must be an array",
                "'system':'be brief'|system must be an array",
                "'toolConfig':{'tools':[{'toolSpec':{'name':'f','inputSchema':{'json':'{}'}}}]}"
                        + "|toolConfig.tools[].toolSpec.inputSchema.json must be an object",
                "'toolConfig':{'tools':[{'toolSpec':{'name':'f','description':{}}}]}"
                        + "|toolConfig.tools[].toolSpec.description must be a string",
            })
    void conversesNameTheField(String more, String rule) {
        assertNamed("bedrock", more, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':5,'parts':[{'text':'x'}]}|contents[].role must be a string",
                "{'role':'model','parts':[{'thought':true,'text':{}}]}" + "|contents[].parts[].text must be a string",
                "{'role':'model','parts':[{'functionCall':{'name':'f','args':'{}'}}]}"
                        + "|contents[].parts[].functionCall.args must be an object",
                "'tools':[{'functionDeclarations':[{'name':'f','parameters':'{}'}]}]"
                        + "|tools[].functionDeclarations[].parameters must be an object",
                "'tools':[{'functionDeclarations':[{'name':'f','description':[]}]}]"
                        + "|tools[].functionDeclarations[].description must be a string",
                "'generationConfig':{'responseMimeType':7}|generationConfig.responseMimeType must be a string",
                "'generationConfig':{'responseSchema':'{}'}|generationConfig.responseSchema must be an object",
                "'generationConfig':{'responseLogprobs':'yes'}|generationConfig.responseLogprobs must be true or false",
                "'generationConfig':{'thinkingConfig':[]}|generationConfig.thinkingConfig must be an object",
            })
    void contentsNameTheField(String more, String rule) {
        assertNamed("gemini", more, rule);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'role':'assistant','tool_calls':[{'function':{'name':'f','arguments':[]}}]}"
                        + "|messages[].tool_calls[].function.arguments must be a string or an object",
                "{'role':'tool','tool_name':1,'content':'x'}|messages[].tool_name must be a string",
                "{'role':'tool','tool_call_id':{},'content':'x'}|messages[].tool_call_id must be a string",
                "'tools':[{'function':{'name':'f','parameters':'{}'}}]|tools[].function.parameters must be an object",
                "'tools':[{'function':{'name':'f','description':1}}]|tools[].function.description must be a string",
                "'logprobs':'yes'|logprobs must be true or false",
            })
    void chatsNameTheField(String more, String rule) {
        assertNamed("ollama", more, rule);
    }

    private static void assertNamed(String dialect, String more, String rule) {
        String said = rule(dialect, with(dialect, more.replace('\'', '"')));
        // Which item of each array it is, JsonTest is about.
        assertEquals(rule, said.replaceAll("\\[\\d+]", "[]"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tools':[{'type':'function','function':{'name':'f','description':null,'parameters':null,'strict':null}}]",
                "{'role':'assistant','content':null,'refusal':null,'tool_calls':null,'function_call':null}",
                "{'role':'assistant','tool_calls':[{'id':null,'function':{'name':'f','arguments':null}}]}",
                "{'role':'assistant','content':'x','reasoning':{'vendor':'form'}}",
                "{'role':'assistant','content':'x','reasoning_details':[{}]}",
                "'response_format':{'type':'json_schema','schema':{'type':'object'}}",
            })
    void whatIsNullOrNotReadIsNoWrongType(String more) {
        assertInstanceOf(Reading.Read.class, read("openai", with("openai", more.replace('\'', '"'))));
    }

    @Test
    void everyDialectIsHere() {
        assertEquals(
                "[anthropic, bedrock, gemini, ollama, openai, openai-responses]",
                DIALECTS.keySet().toString());
    }
}
