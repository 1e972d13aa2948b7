package dev.outrigger.dialect;

import dev.outrigger.chat.Event;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Passage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be known of a whole answer's or a stream's calls before it is told in another dialect's words. A choice that
 * calls tools waits for them: OpenAI says {@code stop} where a tool had to be called, and many servers say it always. And
 * where arguments are objects, a call whose arguments are none is left out. Not thread-safe; one an answer.
 */
public final class Retelling {
    /** What the loss of a call is named. */
    public static final String LOST_CALL = "answer.tool_call";

    /** What a character takes of a text that grows, until it is read. */
    private static final long CHAR_BYTES = 8;

    private final Form form;
    private final Map<Integer, Calls> choices = new HashMap<>();
    private long heldChars;
    private boolean lost;

    public Retelling(Form form) {
        this.form = form;
    }

    /** The frame as it is to be told. */
    public Frame retold(Frame frame) {
        boolean changes = false;
        List<Event> events = new ArrayList<>(frame.events().size());
        for (Event event : frame.events()) {
            note(event);
            if (event instanceof Event.Finished(int choice, FinishReason reason)) {
                FinishReason told = of(choice).finish(reason);
                changes |= told != reason;
                events.add(new Event.Finished(choice, told));
            } else events.add(event);
        }
        return changes ? new Frame(frame.raw(), events) : frame;
    }

    /** Whether a call was left out that has ended. */
    public boolean hasLost() {
        return lost;
    }

    /** What it keeps of the calls, as it counts on the heap. */
    public long held() {
        return CHAR_BYTES * heldChars;
    }

    private void note(Event event) {
        if (event instanceof Event.ToolCallStarted call) of(call.choice()).begin(call.index());
        if (event instanceof Event.ToolCallDelta more && form == Form.OBJECTS)
            of(more.choice()).more(more.index(), more.arguments().text());
    }

    private Calls of(int choice) {
        return choices.computeIfAbsent(choice, none -> new Calls());
    }

    /** How arguments are told. */
    public enum Form {
        /** As text, whatever it is. */
        TEXT,
        /** As an object, which what is cut short is not. */
        OBJECTS
    }

    /** The calls of a choice. */
    private final class Calls {
        /** The arguments of each, where it matters what they are. */
        private final List<StringBuilder> all = new ArrayList<>();

        /** Those that go on, by their index. */
        private final Map<Integer, StringBuilder> open = new HashMap<>();

        private void begin(int index) {
            StringBuilder arguments = new StringBuilder();
            all.add(arguments);
            open.put(index, arguments);
        }

        private void more(int index, String arguments) {
            StringBuilder begun = open.get(index);
            if (begun == null) return;
            begun.append(arguments);
            heldChars += arguments.length();
        }

        /** A choice none of whose calls can be run waits for no tools: it is as one whose call the vendor took back. */
        private FinishReason finish(FinishReason reason) {
            if (all.isEmpty()) return reason;
            int whole = form == Form.TEXT ? all.size() : whole();
            lost |= whole < all.size();
            return switch (reason) {
                case STOP, TOOL_CALLS -> whole > 0 ? FinishReason.TOOL_CALLS : FinishReason.CONTENT_FILTER;
                case LENGTH, CONTENT_FILTER, OTHER -> reason;
            };
        }

        private int whole() {
            int whole = 0;
            for (StringBuilder arguments : all) {
                if (CallArguments.object(Passage.of(arguments.toString())).isPresent()) whole++;
                heldChars -= arguments.length();
                arguments.setLength(0);
            }
            return whole;
        }
    }
}
