package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Whether what was read whole is an answer. One that says that it failed is none. A choice that says something has ended,
 * also where its server does not say why, as some do not; but one that says nothing must say why.
 */
final class WholeAnswer {
    private WholeAnswer() {}

    static Answered of(Bytes body, List<Event> events) {
        SortedSet<Integer> open = new TreeSet<>();
        boolean ended = false;
        for (Event event : events)
            switch (event) {
                case Event.Failed(Failure failure) -> {
                    return new Answered.Broken(failure);
                }
                case Event.Finished finished -> ended = true;
                case Event.TextDelta delta -> note(event, delta.choice(), open);
                case Event.ReasoningDelta delta -> note(event, delta.choice(), open);
                case Event.RefusalDelta delta -> note(event, delta.choice(), open);
                case Event.MediaDelta delta -> note(event, delta.choice(), open);
                case Event.ToolCallStarted started -> note(event, started.choice(), open);
                default -> {}
            }
        if (!ended && open.isEmpty())
            return new Answered.Broken(new Failure.Malformed("the answer says nothing, and not why it ended"));
        for (Event event : events) if (event instanceof Event.Finished finished) open.remove(finished.choice());
        if (open.isEmpty()) return new Answered.Whole(new Frame(body, events));
        List<Event> whole = new ArrayList<>(events);
        for (int choice : open) whole.add(new Event.Finished(choice, FinishReason.STOP));
        return new Answered.Whole(new Frame(body, whole));
    }

    private static void note(Event event, int choice, SortedSet<Integer> open) {
        if (event.isContent()) open.add(choice);
    }
}
