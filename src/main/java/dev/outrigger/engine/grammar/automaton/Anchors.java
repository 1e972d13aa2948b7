package dev.outrigger.engine.grammar.automaton;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes a pattern that is looked for in a text into one of the whole text: where it does not say that the text begins or
 * ends there, anything may stand before or after it. Marks of begin and end are understood where each choice begins and
 * ends, inside groups too; elsewhere they are refused.
 */
final class Anchors {
    private Anchors() {}

    /** The pattern of the whole texts in which this one is found. */
    static Node whole(Node pattern) {
        List<Node> choices = new ArrayList<>();
        for (Node choice : choices(pattern)) {
            List<Node> parts = new ArrayList<>(parts(choice));
            if (parts.size() == 1
                    && !(parts.getFirst() instanceof Node.Begin)
                    && !(parts.getFirst() instanceof Node.End)) {
                choices.add(parts.getFirst() instanceof Node.Choice inner ? whole(inner) : found(parts));
            } else choices.add(found(parts));
        }
        return choices.size() == 1 ? choices.getFirst() : new Node.Choice(choices);
    }

    private static Node found(List<Node> parts) {
        boolean begins = !parts.isEmpty() && parts.getFirst() instanceof Node.Begin;
        boolean ends = !parts.isEmpty() && parts.getLast() instanceof Node.End;
        List<Node> inner = parts.subList(begins ? 1 : 0, parts.size() - (ends ? 1 : 0));
        for (Node part : inner) refuseMarks(part);
        List<Node> whole = new ArrayList<>();
        if (!begins) whole.add(Node.ANYTHING);
        whole.addAll(inner);
        if (!ends) whole.add(Node.ANYTHING);
        return new Node.Sequence(whole);
    }

    private static void refuseMarks(Node node) {
        switch (node) {
            case Node.Begin begin -> throw new NotRegular("has a ^ in its midst");
            case Node.End end -> throw new NotRegular("has a $ in its midst");
            case Node.Sequence sequence -> sequence.parts().forEach(Anchors::refuseMarks);
            case Node.Choice choice -> choice.parts().forEach(Anchors::refuseMarks);
            case Node.Repeat repeat -> refuseMarks(repeat.part());
            case Node.One one -> {}
        }
    }

    private static List<Node> choices(Node node) {
        return node instanceof Node.Choice choice ? choice.parts() : List.of(node);
    }

    private static List<Node> parts(Node node) {
        return node instanceof Node.Sequence sequence ? sequence.parts() : List.of(node);
    }
}
