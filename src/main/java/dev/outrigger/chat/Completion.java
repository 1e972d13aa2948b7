package dev.outrigger.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A whole answer: what its events amount to. Deltas are joined, and stand in the order in which their parts began.
 *
 * @param id as upstream names it; empty when it did not
 * @param model as upstream names it; empty when it did not
 * @param choices by their numbers, at least one
 */
public record Completion(String id, String model, List<Choice> choices, Usage usage) {
    public Completion {
        choices = List.copyOf(choices);
    }

    /**
     * One of the answers that were asked for.
     *
     * @param parts texts, reasoning, refusals, media and tool calls
     */
    public record Choice(
            int index, List<Part> parts, List<Citation> citations, List<LogProb> logProbs, FinishReason finish) {
        public Choice {
            parts = List.copyOf(parts);
            citations = List.copyOf(citations);
            logProbs = List.copyOf(logProbs);
        }

        /** All texts of the choice, joined. */
        public String text() {
            StringBuilder text = new StringBuilder();
            for (Part part : parts) if (part instanceof Part.Text(Passage said)) text.append(said.text());
            return text.toString();
        }
    }

    /** What these frames amount to. */
    public static Completion of(List<Frame> frames) {
        String id = "";
        String model = "";
        Usage usage = Usage.ABSENT;
        SortedMap<Integer, Growing> choices = new TreeMap<>();
        for (Frame frame : frames)
            for (Event event : frame.events())
                switch (event) {
                    case Event.Started started -> {
                        id = started.id();
                        model = started.model().value();
                    }
                    case Event.Used used -> usage = usage.updatedBy(used.usage());
                    case Event.Ping ping -> {}
                    case Event.Ended ended -> {}
                    case Event.Failed failed -> {}
                    default ->
                        choices.computeIfAbsent(choice(event), Growing::new).add(event);
                }
        if (choices.isEmpty()) choices.put(0, new Growing(0));
        return new Completion(
                id, model, choices.values().stream().map(Growing::choice).toList(), usage);
    }

    private static int choice(Event event) {
        return switch (event) {
            case Event.TextDelta delta -> delta.choice();
            case Event.ReasoningDelta delta -> delta.choice();
            case Event.ReasoningSigned signed -> signed.choice();
            case Event.ReasoningSealed sealed -> sealed.choice();
            case Event.MediaDelta delta -> delta.choice();
            case Event.RefusalDelta delta -> delta.choice();
            case Event.ToolCallStarted started -> started.choice();
            case Event.ToolCallDelta delta -> delta.choice();
            case Event.Cited cited -> cited.choice();
            case Event.LogProbs told -> told.choice();
            case Event.Finished finished -> finished.choice();
            case Event.Other other -> other.choice();
            case Event.Started _, Event.Used _, Event.Ping _, Event.Ended _, Event.Failed _ -> 0;
        };
    }

    /** A choice while its events come. */
    private static final class Growing {
        private final int index;
        private final List<Part> parts = new ArrayList<>();
        private final List<Citation> citations = new ArrayList<>();
        private final List<LogProb> logProbs = new ArrayList<>();
        /** Where each tool call stands among the parts, by its index. */
        private final SortedMap<Integer, Integer> calls = new TreeMap<>();

        private FinishReason finish = FinishReason.OTHER;

        private Growing(int index) {
            this.index = index;
        }

        private void add(Event event) {
            switch (event) {
                case Event.TextDelta delta -> text(delta.passage());
                case Event.ReasoningDelta delta -> reasoning(delta.passage(), null);
                case Event.ReasoningSigned signed -> reasoning(Passage.of(""), signed.signature());
                case Event.ReasoningSealed sealed -> parts.add(new Part.SealedReasoning(sealed.seal()));
                case Event.MediaDelta delta -> parts.add(delta.media());
                case Event.RefusalDelta delta -> refusal(delta.passage());
                case Event.ToolCallStarted started -> {
                    calls.put(started.index(), parts.size());
                    parts.add(new Part.ToolCall(started.id(), started.name(), Passage.of("")));
                }
                case Event.ToolCallDelta delta -> arguments(delta);
                case Event.Cited cited -> citations.add(cited.citation());
                case Event.LogProbs told -> logProbs.addAll(told.tokens());
                case Event.Finished finished -> finish = finished.reason();
                case Event.Other _, Event.Started _, Event.Used _, Event.Ping _, Event.Ended _, Event.Failed _ -> {}
            }
        }

        private void text(Passage more) {
            if (last() instanceof Part.Text(Passage before)) replaceLast(new Part.Text(joined(before, more)));
            else if (!more.isEmpty()) parts.add(new Part.Text(more));
        }

        private void refusal(Passage more) {
            if (last() instanceof Part.Refusal(Passage before)) replaceLast(new Part.Refusal(joined(before, more)));
            else if (!more.isEmpty()) parts.add(new Part.Refusal(more));
        }

        /** A signature ends its reasoning: what comes after is another one. */
        private void reasoning(Passage more, @Nullable Seal signature) {
            Optional<Seal> seal = Optional.ofNullable(signature);
            if (last() instanceof Part.Reasoning(Passage before, Optional<Seal> signed) && signed.isEmpty())
                replaceLast(new Part.Reasoning(joined(before, more), seal));
            else if (!more.isEmpty() || seal.isPresent()) parts.add(new Part.Reasoning(more, seal));
        }

        private void arguments(Event.ToolCallDelta delta) {
            Integer at = calls.get(delta.index());
            if (at == null || !(parts.get(at) instanceof Part.ToolCall(String id, String name, Passage before))) return;
            parts.set(at, new Part.ToolCall(id, name, joined(before, delta.arguments())));
        }

        private @Nullable Part last() {
            return parts.isEmpty() ? null : parts.getLast();
        }

        private void replaceLast(Part part) {
            parts.set(parts.size() - 1, part);
        }

        private static Passage joined(Passage before, Passage more) {
            return before.isEmpty() ? more : Passage.of(before.text() + more.text());
        }

        private Choice choice() {
            return new Choice(index, parts, citations, logProbs, finish);
        }
    }
}
