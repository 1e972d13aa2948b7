package dev.outrigger.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Copies the library's nodes into ours. Aliases are followed, so what they multiply is counted here: depth bounds a
 * collection that holds itself, the number of nodes bounds "a billion laughs".
 */
final class NodeReader {
    private static final Set<Tag> KNOWN =
            Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.MAP, Tag.SEQ);

    private final String file;
    private final List<Mistake> mistakes = new ArrayList<>();
    private int nodes;

    NodeReader(String file) {
        this.file = file;
    }

    Bound<Node> read(org.yaml.snakeyaml.nodes.Node root) {
        Node node = node(root, 1);
        return mistakes.isEmpty() ? new Bound.Ok<>(node) : new Bound.Wrong<>(mistakes);
    }

    private Node node(org.yaml.snakeyaml.nodes.Node source, int depth) {
        Place place = Document.place(file, source.getStartMark());
        if (depth > Document.MAX_DEPTH) return stop(place, "nesting must be at most " + Document.MAX_DEPTH + " deep");
        if (nodes == Document.MAX_NODES) {
            return stop(place, "the file must have at most " + Document.MAX_NODES + " nodes, aliases followed");
        }
        nodes++;
        if (!KNOWN.contains(source.getTag())) {
            return refuse(place, "the tag " + source.getTag() + " is not supported; write a plain value");
        }
        return switch (source) {
            case MappingNode mapping -> mapping(mapping, place, depth);
            case SequenceNode sequence ->
                new Node.Sequence(
                        place,
                        sequence.getValue().stream()
                                .map(item -> node(item, depth + 1))
                                .toList());
            case ScalarNode scalar -> scalar(scalar, place);
            default -> throw new IllegalStateException("an unknown kind of node: " + source.getNodeId());
        };
    }

    private Node mapping(MappingNode mapping, Place place, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            key(tuple.getKeyNode()).ifPresent(key -> {
                Place at = Document.place(file, tuple.getKeyNode().getStartMark());
                entries.add(new Node.Entry(key, at, node(tuple.getValueNode(), depth + 1)));
            });
        }
        return new Node.Mapping(place, entries);
    }

    private Optional<String> key(org.yaml.snakeyaml.nodes.Node source) {
        Place place = Document.place(file, source.getStartMark());
        if (!(source instanceof ScalarNode key) || key.getValue().isEmpty()) {
            refuse(place, "a key must be a word");
            return Optional.empty();
        }
        if (!key.getTag().equals(Tag.MERGE)) return Optional.of(key.getValue());
        refuse(place, "merge keys (<<) are not supported; write the keys out");
        return Optional.empty();
    }

    private static Node scalar(ScalarNode scalar, Place place) {
        if (scalar.getTag().equals(Tag.NULL)) return new Node.Nothing(place);
        boolean isPlain = scalar.getScalarStyle() == ScalarStyle.PLAIN;
        return new Node.Scalar(place, scalar.getValue(), isPlain ? Node.Style.PLAIN : Node.Style.QUOTED);
    }

    /** Past a bound the same would be said of thousands of nodes: once is enough. */
    private Node stop(Place place, String message) {
        boolean isSaid = mistakes.stream().anyMatch(mistake -> mistake.message().equals(message));
        return isSaid ? new Node.Nothing(place) : refuse(place, message);
    }

    private Node refuse(Place place, String message) {
        mistakes.add(new Mistake("", place, message));
        return new Node.Nothing(place);
    }
}
