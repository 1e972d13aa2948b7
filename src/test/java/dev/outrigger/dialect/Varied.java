package dev.outrigger.dialect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Makes another answer of a recorded one, of the same shape: other texts in all scripts, larger arguments of tools, longer
 * vectors, and fields that nobody knows.
 */
final class Varied {
    private static final Set<String> TEXTS =
            Set.of("text", "content", "thinking", "reasoning_content", "response", "delta", "refusal");
    private static final Set<String> ARGUMENTS = Set.of("arguments", "partial_json", "input", "args");
    private static final Set<String> VECTORS = Set.of("embedding", "values", "embeddings");

    private static final List<String> SAYINGS = List.of(
            "plain words ",
            "Zwölf Boxkämpfer jagen Viktor ",
            "日本語のテキスト、",
            "עברית ‏",
            "👩‍👩‍👧‍👦🇺🇳🥊",
            "a\u0301e\u0308 \u2028\u2029\ufeff",
            "\"quoted\" \\ \\u0041 / ",
            "\r\n\r\ndata: [DONE]\n\n",
            "{\"done\":true}]}\n,[{",
            "\u0000\u001f\u007f\uffff",
            // What a server says that counts in UTF-16.
            "half \ud83e");

    private final Random random;

    Varied(Random random) {
        this.random = random;
    }

    /** The object itself, changed. */
    ObjectNode vary(ObjectNode answer) {
        object(answer);
        return answer;
    }

    private void object(ObjectNode object) {
        for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties()))
            object.set(field.getKey(), value(field.getKey(), field.getValue()));
        if (random.nextInt(4) == 0) object.set("x_vendor_" + random.nextInt(100), unknown());
    }

    private JsonNode value(String name, JsonNode value) {
        if (VECTORS.contains(name)) return vector(value);
        if (ARGUMENTS.contains(name) && value.isObject()) ((ObjectNode) value).put("note", words());
        else if (ARGUMENTS.contains(name) && value.isTextual()) return TextNode.valueOf(arguments(value.textValue()));
        else if (TEXTS.contains(name) && value.isTextual()) return TextNode.valueOf(value.textValue() + words());
        else if (value instanceof ObjectNode object) object(object);
        else if (value instanceof ArrayNode array)
            for (JsonNode item : array) if (item instanceof ObjectNode object) object(object);
        return value;
    }

    /** A beginning gets one more argument; what follows is left as it is. */
    private String arguments(String json) {
        return json.startsWith("{\"") ? "{\"note\":" + TextNode.valueOf(words()) + "," + json.substring(1) : json;
    }

    private JsonNode vector(JsonNode vector) {
        if (vector.isTextual()) return TextNode.valueOf(Base64.getEncoder().encodeToString(bytes()));
        if (vector instanceof ObjectNode object) object(object);
        if (!(vector instanceof ArrayNode numbers)) return vector;
        if (numbers.path(0).isNumber())
            for (int more = random.nextInt(1600); more > 0; more--) numbers.add(DecimalNode.valueOf(number()));
        else for (JsonNode item : numbers) value(item.isArray() ? "embedding" : "", item);
        for (JsonNode item : numbers) if (item instanceof ObjectNode object) object(object);
        return numbers;
    }

    /** Of numbers of four bytes. */
    private byte[] bytes() {
        byte[] bytes = new byte[4 * (1 + random.nextInt(1600))];
        random.nextBytes(bytes);
        return bytes;
    }

    private BigDecimal number() {
        return BigDecimal.valueOf(random.nextInt(2_000_000) - 1_000_000L, random.nextInt(12));
    }

    /** Any number of words: mostly few, now and then as many as a file has. */
    String words() {
        int length = random.nextInt(60) == 0 ? 20_000 + random.nextInt(50_000) : random.nextInt(300);
        StringBuilder words = new StringBuilder();
        while (words.length() < length) words.append(SAYINGS.get(random.nextInt(SAYINGS.size())));
        return words.toString();
    }

    /** Something no vendor says today. */
    JsonNode unknown() {
        ObjectNode news = dev.outrigger.dialect.json.Json.STRICT.createObjectNode();
        news.put("größe", words()).put("n", number()).putNull("nothing");
        news.putArray("🥊").addObject().put("error", false).put("deep", true);
        return news;
    }
}
