package dev.outrigger.engine.grammar;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What is valid by another's reading of the schema, formats included; of bytes that are strict JSON in UTF-8. */
final class Validator {
    static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** The validator takes addresses of registered top domains alone, which is more than the format's source asks. */
    private static final String MAIL = "\"format\":\"email\"";

    private static final String MAIL_OF_ANY_DOMAIN = "\"pattern\":\"^[^@\\\\s]{1,64}@([^@\\\\s.]+\\\\.)+[A-Za-z]+$\"";

    private final JsonSchema schema;

    Validator(String schema) {
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        this.schema = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(schema.replace(MAIL, MAIL_OF_ANY_DOMAIN), config);
    }

    boolean isValid(String text) {
        try {
            JsonNode tree = STRICT.readTree(text);
            return !tree.isMissingNode() && schema.validate(tree).isEmpty();
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }

    boolean isValid(byte[] bytes) {
        try {
            return isValid(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
