package dev.outrigger.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The mistakes met so far, and the words they are told in. Each way to add one answers "no value". */
final class Mistakes {
    /** The longest piece of the file that a message repeats, in characters. */
    static final int MAX_QUOTED = 60;

    private final List<Mistake> all = new ArrayList<>();

    List<Mistake> all() {
        return List.copyOf(all);
    }

    Optional<Object> add(String path, Place place, String message) {
        all.add(new Mistake(path, place, message));
        return Optional.empty();
    }

    /** The node is not what the key takes. */
    Optional<Object> unlike(String path, Node node, String must) {
        String subject = path.isEmpty() ? "the document" : path;
        return add(path, node.place(), subject + " must be " + must + ", was " + seen(node));
    }

    /**
     * The node must hold keys but does not. What it holds instead is not repeated: a key pasted where its reference
     * belongs must not reach a log.
     */
    Optional<Object> notMapping(String path, Node node, String must) {
        String subject = path.isEmpty() ? "the document" : path;
        String was = node instanceof Node.Scalar ? "a single value" : seen(node);
        return add(path, node.place(), subject + " must be " + must + ", was " + was);
    }

    private static String seen(Node node) {
        return switch (node) {
            case Node.Mapping mapping -> "a mapping";
            case Node.Sequence sequence -> "a list";
            case Node.Nothing nothing -> "empty";
            case Node.Scalar(Place place, String text, Node.Style style) ->
                style == Node.Style.QUOTED ? "the text '" + shortened(text) + "'" : shortened(text);
        };
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_QUOTED
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_QUOTED)) + "…";
    }

    /** A key that no component has. */
    void unknown(String path, Node.Entry entry, Collection<String> known) {
        String where = path.isEmpty() ? "" : " in " + path;
        String hint = NearestWord.of(entry.key(), known)
                .map(near -> ", did you mean '" + near + "'?")
                .orElseGet(() -> known.isEmpty() ? ", no keys are known here" : ", known: " + String.join(", ", known));
        add(join(path, entry.key()), entry.place(), "unknown key '" + shortened(entry.key()) + "'" + where + hint);
    }

    /** Tells of keys that stand there more than once; true when there are none. */
    boolean areUnique(Node.Mapping mapping, String path) {
        Map<String, Place> first = new HashMap<>();
        int before = all.size();
        for (Node.Entry entry : mapping.entries()) {
            Place earlier = first.putIfAbsent(entry.key(), entry.place());
            if (earlier == null) continue;
            String key = join(path, entry.key());
            add(key, entry.place(), "key " + key + " is repeated, it is already at line " + earlier.line());
        }
        return all.size() == before;
    }

    /** The path of a key below another; a key that would read as more than one stands in quotes. */
    static String join(String path, String key) {
        String word = key.matches("[^.\\s\\[\\]]+") ? key : "\"" + shortened(key) + "\"";
        return path.isEmpty() ? word : path + "." + word;
    }
}
