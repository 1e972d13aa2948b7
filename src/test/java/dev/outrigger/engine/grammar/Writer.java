package dev.outrigger.engine.grammar;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Writes values as a model may: with random blanks between tokens, texts escaped where JSON wants it. */
final class Writer {
    private final RandomGenerator random;
    private final StringBuilder text = new StringBuilder();

    private Writer(RandomGenerator random) {
        this.random = random;
    }

    static String write(JsonNode value, RandomGenerator random) {
        Writer writer = new Writer(random);
        writer.value(value);
        return writer.text.toString();
    }

    private void value(JsonNode value) {
        blank();
        switch (value.getNodeType()) {
            case OBJECT -> {
                text.append('{');
                for (Iterator<Map.Entry<String, JsonNode>> members =
                                value.properties().iterator();
                        members.hasNext(); ) {
                    Map.Entry<String, JsonNode> member = members.next();
                    blank();
                    quote(member.getKey());
                    blank();
                    text.append(':');
                    value(member.getValue());
                    blank();
                    if (members.hasNext()) text.append(',');
                }
                if (value.isEmpty()) blank();
                text.append('}');
            }
            case ARRAY -> {
                text.append('[');
                for (int i = 0; i < value.size(); i++) {
                    if (i > 0) text.append(',');
                    value(value.get(i));
                    blank();
                }
                if (value.isEmpty()) blank();
                text.append(']');
            }
            case STRING -> quote(value.textValue());
            case NUMBER -> text.append(value.decimalValue().toPlainString());
            default -> text.append(value);
        }
    }

    private void blank() {
        if (random.nextInt(3) == 0) text.append(' ');
    }

    private void quote(String string) {
        text.append('"');
        string.codePoints().forEach(character -> {
            switch (character) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                default -> {
                    if (character < ' ') text.append(String.format("\\u%04x", character));
                    else text.appendCodePoint(character);
                }
            }
        });
        text.append('"');
    }
}
