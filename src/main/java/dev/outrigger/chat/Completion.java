package dev.outrigger.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

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
                    case Event.Comment comment -> {}
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
            case Event.Noted noted -> noted.choice();
            case Event.Weighed weighed -> weighed.choice();
            case Event.Started _, Event.Used _, Event.Ping _, Event.Comment _ -> 0;
            case Event.Ended _, Event.Failed _ -> 0;
        };
    }

    /** A choice while its events come. */
    private static final class Growing {
        private final int index;
        private final List<Growth> parts = new ArrayList<>();
        private final List<Citation> citations = new ArrayList<>();
        private final List<LogProb> logProbs = new ArrayList<>();
        /** Each tool call's part, by its index. */
        private final Map<Integer, Growth> calls = new HashMap<>();

        private FinishReason finish = FinishReason.OTHER;

        private Growing(int index) {
            this.index = index;
        }

        private void add(Event event) {
            switch (event) {
                case Event.TextDelta delta -> more(new Part.Text(""), delta.passage());
                case Event.ReasoningDelta delta -> more(new Part.Reasoning("", Optional.empty()), delta.passage());
                case Event.ReasoningSigned signed -> sign(signed.signature());
                case Event.ReasoningSealed sealed -> begin(new Part.SealedReasoning(sealed.seal()));
                case Event.MediaDelta delta -> begin(delta.media());
                case Event.RefusalDelta delta -> more(new Part.Refusal(""), delta.passage());
                case Event.ToolCallStarted(int choice, int call, String id, String name) ->
                    calls.put(call, begin(new Part.ToolCall(id, name, "")));
                case Event.ToolCallDelta delta -> {
                    Growth call = calls.get(delta.index());
                    if (call != null) call.pieces.add(delta.arguments());
                }
                case Event.Cited cited -> citations.add(cited.citation());
                case Event.LogProbs told -> logProbs.addAll(told.tokens());
                case Event.Finished finished -> finish = finished.reason();
                case Event.Other _, Event.Started _, Event.Used _, Event.Ping _, Event.Comment _ -> {}
                case Event.Noted _, Event.Weighed _, Event.Ended _, Event.Failed _ -> {}
            }
        }

        private Growth begin(Part part) {
            Growth begun = new Growth(part);
            parts.add(begun);
            return begun;
        }

        /** Goes on with the last part if that is of the same kind. */
        private void more(Part empty, Passage piece) {
            if (piece.isEmpty()) return;
            boolean goesOn = !parts.isEmpty() && parts.getLast().goesOnWith(empty);
            (goesOn ? parts.getLast() : begin(empty)).pieces.add(piece);
        }

        /** A signature ends its reasoning: what comes after is another one. */
        private void sign(Seal seal) {
            Part.Reasoning unsigned = new Part.Reasoning("", Optional.empty());
            boolean isOfTheLast = !parts.isEmpty() && parts.getLast().goesOnWith(unsigned);
            Growth thought = isOfTheLast ? parts.getLast() : begin(unsigned);
            thought.begun = new Part.Reasoning("", Optional.of(seal));
        }

        private Choice choice() {
            return new Choice(index, parts.stream().map(Growth::part).toList(), citations, logProbs, finish);
        }
    }

    /** A part while its pieces come: they are joined once, for an answer may have many thousands. */
    private static final class Growth {
        private final List<Passage> pieces = new ArrayList<>(1);
        private Part begun;

        private Growth(Part begun) {
            this.begun = begun;
        }

        private boolean goesOnWith(Part empty) {
            return begun.equals(empty);
        }

        private Part part() {
            Passage whole = pieces.isEmpty() ? Passage.of("") : Passage.joined("", pieces);
            return switch (begun) {
                case Part.Text text -> new Part.Text(whole);
                case Part.Refusal refusal -> new Part.Refusal(whole);
                case Part.Reasoning reasoning -> new Part.Reasoning(whole, reasoning.signature());
                case Part.ToolCall call -> new Part.ToolCall(call.id(), call.name(), whole);
                case Part.Media _, Part.ToolResult _, Part.SealedReasoning _, Part.CacheMark _, Part.Other _ -> begun;
            };
        }
    }
}
