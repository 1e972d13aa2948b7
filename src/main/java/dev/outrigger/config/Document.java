package dev.outrigger.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML text into a tree of {@link Node}s. Only structure is taken from the library: no object is ever constructed,
 * and what a value means is the binder's business. {@code ${…}} is not substituted: a secret is a reference that is
 * resolved when it is used (see {@link Secret}), everything else stands in the file as it is.
 *
 * <p>The bounds below hold before a single key is looked at, so that a hostile or mistaken file costs little; they cannot
 * be settings, for these are what the file is read for.
 */
public final class Document {
    /** The longest file, in bytes. */
    public static final int MAX_BYTES = 1 << 20;

    /** How deep mappings and sequences may nest. */
    public static final int MAX_DEPTH = 64;

    /** How often collections may be referred to by alias. */
    public static final int MAX_ALIASES = 64;

    /** How many nodes there may be once every alias is followed. */
    public static final int MAX_NODES = 100_000;

    private Document() {}

    /** The tree of a file's content; an empty file is {@link Node.Nothing}. Places carry the file's name as given. */
    public static Bound<Node> read(String file, byte[] content) {
        Place start = new Place(file, 1, 1);
        if (content.length > MAX_BYTES) {
            return wrong(
                    start, "the file must be at most " + new DataSize(MAX_BYTES) + ", was " + content.length + "B");
        }
        ByteBuffer bytes = ByteBuffer.wrap(content);
        try {
            String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
            return parse(file, text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException notText) {
            String before = new String(content, 0, bytes.position(), StandardCharsets.UTF_8);
            return wrong(placeAfter(file, before), "the file must be UTF-8");
        }
    }

    /** The tree of a text. */
    public static Bound<Node> parse(String file, String text) {
        try {
            org.yaml.snakeyaml.nodes.Node root =
                    new Yaml(new SafeConstructor(options())).compose(new java.io.StringReader(text));
            if (root == null) return new Bound.Ok<>(new Node.Nothing(new Place(file, 1, 1)));
            return new NodeReader(file).read(root);
        } catch (MarkedYAMLException fault) {
            return wrong(place(file, fault.getProblemMark()), "not YAML: " + fault.getProblem() + within(fault));
        } catch (ReaderException fault) {
            Place place = placeAfter(file, text.substring(0, Math.min(fault.getPosition(), text.length())));
            return wrong(place, "not YAML: the character U+%04X is not allowed".formatted(fault.getCodePoint()));
        } catch (YAMLException fault) {
            return wrong(new Place(file, 1, 1), "not YAML: " + fault.getMessage());
        }
    }

    /** A bracket that is never closed is missed at the end, and mended where it stands. */
    private static String within(MarkedYAMLException fault) {
        Mark start = fault.getContextMark();
        boolean isElsewhere =
                start != null && start.getLine() != fault.getProblemMark().getLine();
        return isElsewhere ? ", in what begins at line " + (start.getLine() + 1) : "";
    }

    private static LoaderOptions options() {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(MAX_BYTES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setAllowRecursiveKeys(false);
        return options;
    }

    static Place place(String file, Mark mark) {
        return new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
    }

    private static Place placeAfter(String file, String before) {
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        return new Place(file, line, before.length() - before.lastIndexOf('\n'));
    }

    private static Bound<Node> wrong(Place place, String message) {
        return new Bound.Wrong<>(List.of(new Mistake("", place, message)));
    }
}
