package dev.outrigger.dialect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClaudeSchemaTest {
    private static JsonNode schema(String text) {
        return Json.tree(Passage.of(text.replace('\'', '"')));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'type':'integer','minimum':0,'maximum':9} | {'type':'integer','description':'{minimum: 0, maximum: 9}'}",
                "{'type':'number','multipleOf':0.5} | {'type':'number','description':'{multipleOf: 0.5}'}",
                "{'type':'string','description':'a name','minLength':1,'maxLength':3}"
                        + " | {'type':'string','description':'a name\\n\\n{minLength: 1, maxLength: 3}'}",
                "{'type':'array','items':{'type':'string'},'minItems':2,'maxItems':3,'uniqueItems':true}"
                        + " | {'type':'array','items':{'type':'string'},'description':"
                        + "'{minItems: 2, maxItems: 3, uniqueItems: true}'}",
                "{'type':'array','minItems':1,'maxItems':1} | {'type':'array','minItems':1,'description':'{maxItems: 1}'}",
                "{'type':'string','pattern':'^(?=a).*$'} | {'type':'string','description':'{pattern: \\\"^(?=a).*$\\\"}'}",
                "{'type':'string','format':'byte'} | {'type':'string','description':'{format: \\\"byte\\\"}'}",
                "{'enum':[{'a':1}]} | {'description':'{enum: [{\\\"a\\\":1}]}'}",
                "{'oneOf':[{'type':'string'},{'type':'null'}]} | {'anyOf':[{'type':'string'},{'type':'null'}]}",
            })
    void tellsWhatIsNotEnforced(String given, String expected) {
        JsonNode schema = schema(given);

        assertTrue(ClaudeSchema.loosen(schema));

        assertEquals(schema(expected), schema);
    }

    @Test
    void looksAtEveryPlace() {
        JsonNode schema = schema("{'type':'object','properties':{'minimum':{'type':'integer','minimum':1}},"
                + "'$defs':{'d':{'type':'array','items':{'type':'string','maxLength':2}}}}");

        assertTrue(ClaudeSchema.loosen(schema));

        assertEquals(
                schema("{'type':'object','properties':{'minimum':{'type':'integer','description':'{minimum: 1}'}},"
                        + "'$defs':{'d':{'type':'array','items':{'type':'string','description':'{maxLength: 2}'}}}}"),
                schema);
    }

    @Test
    void leavesWhatIsEnforced() {
        String text =
                "{'type':'object','title':'t','properties':{'a':{'type':'string','format':'date','pattern':'^a+$',"
                        + "'default':'a','enum':['a',null]},'b':{'type':'array','items':{'$ref':'#/$defs/d'},'minItems':1},"
                        + "'c':{'anyOf':[{'const':1},{'type':['string','null']}]}},'required':['a'],'additionalProperties':false,"
                        + "'$defs':{'d':{'type':'boolean','description':'x'}}}";
        JsonNode schema = schema(text);

        assertFalse(ClaudeSchema.loosen(schema));

        assertEquals(schema(text), schema);
    }

    @Test
    void takesAwayWhatIsForReadersWithoutAWord() {
        JsonNode schema =
                schema("{'$schema':'https://json-schema.org/draft/2020-12/schema','$comment':'c','type':'null'}");

        assertFalse(ClaudeSchema.loosen(schema));

        assertEquals(schema("{'type':'null'}"), schema);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'object','properties':{'next':{'$ref':'#'}}}",
                "{'$ref':'#/$defs/a','$defs':{'a':{'properties':{'b':{'$ref':'#/$defs/b'}}},"
                        + "'b':{'items':{'$ref':'#/$defs/a'}}}}",
                "{'properties':{'a':{'items':{'$ref':'#/properties/a'}}}}",
                "{'$ref':'https://example.org/schema.json'}",
                "{'$ref':'#/$defs/none'}",
            })
    void saysWhatHasNoEnd(String text) {
        assertFalse(ClaudeSchema.isFinite(schema(text)));
    }

    @Test
    void whatIsUsedTwiceHasAnEnd() {
        assertTrue(ClaudeSchema.isFinite(schema("{'properties':{'a':{'$ref':'#/$defs/a'},'b':{'$ref':'#/$defs/a'},"
                + "'c':{'$ref':'#/$defs/b'}},'$defs':{'a':{'type':'string'},'b':{'items':{'$ref':'#/$defs/a'}}}}")));
    }
}
