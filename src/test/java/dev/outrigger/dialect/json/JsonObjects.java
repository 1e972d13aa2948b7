package dev.outrigger.dialect.json;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** JSON objects as text, with every kind of value, escapes, and white space wherever it may stand. */
public final class JsonObjects {
    private JsonObjects() {}

    /** One field as it is written: white space around each token, an escaped name, a value. */
    public record Written(String name, String text) {}

    public static Arbitrary<String> names() {
        return Arbitraries.of(
                "model",
                "messages",
                "max_tokens",
                "a",
                "",
                "ä",
                "\u65e5\u672c",
                "😀",
                "q\"q",
                "b\\b",
                "n\nn",
                "{",
                "]:,");
    }

    public static Arbitrary<String> space() {
        return Arbitraries.of("", "", " ", "\n", "\t ", "\r\n  ");
    }

    public static Arbitrary<String> values() {
        Arbitrary<String> scalars = Arbitraries.of(
                "0",
                "-1",
                "1.5e3",
                "123456789012",
                "true",
                "false",
                "null",
                "\"\"",
                "\"x\"",
                "\"\\\"},{\\\\\"",
                "\"\\u00e4\\ud83d\\ude00\"",
                "\"ä日😀\"",
                "{}",
                "[]",
                "[ ]");
        Arbitrary<String> nested = Combinators.combine(scalars, scalars, space())
                .as((one, two, space) -> "{\"x\":" + space + one + ",\"model\"" + space + ":[" + two + space + "]}");
        return Arbitraries.frequencyOf(net.jqwik.api.Tuple.of(3, scalars), net.jqwik.api.Tuple.of(1, nested));
    }

    /** Fields of different names, as they are written. */
    public static Arbitrary<List<Written>> fields() {
        Arbitrary<Written> field = Combinators.combine(names(), space(), space(), space(), space(), values())
                .as((name, before, colon, after, end, value) ->
                        new Written(name, before + escaped(name) + colon + ":" + after + value + end));
        return field.list().ofMaxSize(6).uniqueElements(Written::name);
    }

    public static String object(List<Written> fields) {
        return "{" + String.join(",", fields.stream().map(Written::text).toList()) + "}";
    }

    /** Sometimes a letter as an escape, so that names must be compared by what they mean. */
    private static String escaped(String name) {
        return Json.quote(name).replace("\"a\"", "\"\\u0061\"");
    }
}
