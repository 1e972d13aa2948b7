import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON into maps, lists, strings, doubles, booleans and {@link #NOTHING}; whatever is no JSON is an {@code IllegalArgumentException}. */
final class Json {
    /** JSON's null. */
    static final Object NOTHING = new Object();

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    static Object parse(String text) {
        Json json = new Json(text);
        Object value = json.value();
        json.space();
        if (json.at != text.length()) throw json.broken();
        return value;
    }

    /** What stands at the path, whose parts are names or indices; {@link #NOTHING} when there is no such. */
    static Object at(Object value, Object... path) {
        Object here = value;
        for (Object step : path) {
            if (step instanceof String name && here instanceof Map<?, ?> map) here = map.get(name);
            else if (step instanceof Integer index && here instanceof List<?> list && index < list.size()) here = list.get(index);
            else return NOTHING;
            if (here == null) return NOTHING;
        }
        return here;
    }

    /** The text at the path; empty when there is none. */
    static String text(Object value, Object... path) {
        return at(value, path) instanceof String found ? found : "";
    }

    private Object value() {
        space();
        if (at == text.length()) throw broken();
        return switch (text.charAt(at)) {
            case '{' -> object();
            case '[' -> list();
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            case 'n' -> word("null", NOTHING);
            default -> number();
        };
    }

    private Map<String, Object> object() {
        Map<String, Object> map = new LinkedHashMap<>();
        at++;
        for (boolean first = true; !ends('}'); first = false) {
            if (!first) take(',');
            space();
            String name = string();
            take(':');
            map.put(name, value());
        }
        return map;
    }

    private List<Object> list() {
        List<Object> list = new ArrayList<>();
        at++;
        for (boolean first = true; !ends(']'); first = false) {
            if (!first) take(',');
            list.add(value());
        }
        return list;
    }

    private boolean ends(char end) {
        space();
        if (at >= text.length() || text.charAt(at) != end) return false;
        at++;
        return true;
    }

    private String string() {
        if (at >= text.length() || text.charAt(at) != '"') throw broken();
        StringBuilder out = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return out.toString();
            }
            out.append(c == '\\' ? escaped() : c);
        }
        throw broken();
    }

    private char escaped() {
        if (++at >= text.length()) throw broken();
        char c = text.charAt(at);
        if (c != 'u') {
            int known = "bfnrt\"\\/".indexOf(c);
            if (known < 0) throw broken();
            return "\b\f\n\r\t\"\\/".charAt(known);
        }
        if (at + 4 >= text.length()) throw broken();
        at += 4;
        return (char) Integer.parseInt(text, at - 3, at + 1, 16);
    }

    private Object number() {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) at++;
        if (from == at) throw broken();
        return Double.valueOf(text.substring(from, at));
    }

    private Object word(String word, Object meaning) {
        if (!text.startsWith(word, at)) throw broken();
        at += word.length();
        return meaning;
    }

    private void take(char wanted) {
        space();
        if (at >= text.length() || text.charAt(at) != wanted) throw broken();
        at++;
    }

    private void space() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) at++;
    }

    private IllegalArgumentException broken() {
        return new IllegalArgumentException("no JSON at " + at + ": " + text.substring(0, Math.min(80, text.length())));
    }
}
