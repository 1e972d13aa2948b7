package dev.outrigger.dialect;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.LogProb;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Answers as events, as a model gives them: reasoning, text, calls whose arguments come in pieces, side by side where
 * there are several; then why each choice ended, the usage, the end mark.
 *
 * @param choices how many there are
 * @param kinds what is in them beside texts
 */
public record HubAnswers(int choices, Set<Kind> kinds) {
    /** What an answer may hold. */
    public enum Kind {
        REASONING,
        REFUSAL,
        CALLS,
        LOG_PROBS
    }

    /** Events of streamed answers, that of the start first. */
    public Arbitrary<List<Event>> streams() {
        List<Arbitrary<List<Event>>> each = new ArrayList<>();
        for (int choice = 0; choice < choices; choice++) each.add(choice(choice));
        return Combinators.combine(Combinators.combine(each).as(list -> list), Arbitraries.randoms())
                .as((all, random) -> {
                    List<Event> events = new ArrayList<>();
                    events.add(new Event.Started("id-1", new ModelName("vendor/model-1.5")));
                    events.addAll(shuffled(all, random));
                    events.add(new Event.Used(Usage.of(11, 7)));
                    events.add(new Event.Ended());
                    return events;
                });
    }

    private Arbitrary<List<Event>> choice(int choice) {
        return Combinators.combine(
                        pieces(Kind.REASONING),
                        HubRequests.texts().list().ofMaxSize(3),
                        pieces(Kind.REFUSAL),
                        Arbitraries.integers().between(0, kinds.contains(Kind.CALLS) ? 3 : 0),
                        Arbitraries.of(FinishReason.STOP, FinishReason.LENGTH),
                        Arbitraries.randoms())
                .as((thoughts, texts, refusals, calls, reason, random) -> {
                    List<Event> events = new ArrayList<>();
                    thoughts.forEach(text -> events.add(new Event.ReasoningDelta(choice, text)));
                    for (String text : texts) {
                        events.add(new Event.TextDelta(choice, text));
                        if (kinds.contains(Kind.LOG_PROBS)) events.add(likely(choice, text));
                    }
                    refusals.forEach(text -> events.add(new Event.RefusalDelta(choice, text)));
                    events.addAll(calls(choice, calls, random));
                    events.add(new Event.Finished(choice, calls > 0 ? FinishReason.TOOL_CALLS : reason));
                    return events;
                });
    }

    private Arbitrary<List<String>> pieces(Kind kind) {
        return HubRequests.texts().list().ofMaxSize(kinds.contains(kind) ? 2 : 0);
    }

    private static Event likely(int choice, String token) {
        return new Event.LogProbs(
                choice, List.of(new LogProb(token, -0.25, List.of(new LogProb(token, -0.25), new LogProb("x", -3)))));
    }

    /** All calls have begun before the first is whole. */
    private static List<Event> calls(int choice, int calls, Random random) {
        List<List<Event>> pieces = new ArrayList<>();
        List<Event> begun = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            begun.add(new Event.ToolCallStarted(choice, i, "call_" + choice + "_" + i, "find"));
            pieces.add(List.of(
                    new Event.ToolCallDelta(choice, i, "{\"q\":"),
                    new Event.ToolCallDelta(choice, i, "\"" + i + "é\""),
                    new Event.ToolCallDelta(choice, i, "}")));
        }
        begun.addAll(shuffled(pieces, random));
        return begun;
    }

    /** One list of all, each in its own order. */
    private static List<Event> shuffled(List<List<Event>> lists, Random random) {
        List<List<Event>> left = new ArrayList<>();
        for (List<Event> list : lists) if (!list.isEmpty()) left.add(new ArrayList<>(list));
        List<Event> all = new ArrayList<>();
        while (!left.isEmpty()) {
            List<Event> next = left.get(random.nextInt(left.size()));
            all.add(next.removeFirst());
            left.removeIf(List::isEmpty);
        }
        return all;
    }

    /** The same answer in as few events as say it in this order: neighbours that continue each other are one. */
    public static List<Event> joined(List<Event> events) {
        List<Event> joined = new ArrayList<>();
        for (Event event : events) {
            if (isNothing(event)) continue;
            Optional<Event> both = joined.isEmpty() ? Optional.empty() : both(joined.getLast(), event);
            if (both.isPresent()) joined.removeLast();
            joined.add(both.orElse(event));
        }
        return joined;
    }

    private static boolean isNothing(Event event) {
        return switch (event) {
            case Event.TextDelta more -> more.passage().isEmpty();
            case Event.ReasoningDelta more -> more.passage().isEmpty();
            case Event.RefusalDelta more -> more.passage().isEmpty();
            case Event.ToolCallDelta more -> more.arguments().isEmpty();
            case Event.Ping _, Event.Comment _ -> true;
            default -> false;
        };
    }

    /** The two as one, where the second continues the first. */
    private static Optional<Event> both(Event first, Event second) {
        return Optional.ofNullable(
                switch (first) {
                    case Event.TextDelta(int a, Passage one)
                    when second instanceof Event.TextDelta(int b, Passage two) && a == b ->
                        new Event.TextDelta(a, one.text() + two.text());
                    case Event.ReasoningDelta(int a, Passage one)
                    when second instanceof Event.ReasoningDelta(int b, Passage two) && a == b ->
                        new Event.ReasoningDelta(a, one.text() + two.text());
                    case Event.RefusalDelta(int a, Passage one)
                    when second instanceof Event.RefusalDelta(int b, Passage two) && a == b ->
                        new Event.RefusalDelta(a, one.text() + two.text());
                    case Event.ToolCallDelta(int a, int i, Passage one)
                    when second instanceof Event.ToolCallDelta(int b, int k, Passage two) && a == b && i == k ->
                        new Event.ToolCallDelta(a, i, one.text() + two.text());
                    default -> null;
                });
    }
}
