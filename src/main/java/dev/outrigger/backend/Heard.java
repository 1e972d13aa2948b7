package dev.outrigger.backend;

import dev.outrigger.admit.Hold;
import dev.outrigger.admit.Holdings;
import dev.outrigger.chat.Completion;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Part;
import java.util.List;
import java.util.Set;

/**
 * A whole answer that is kept here instead of going to the app: it may, later.
 *
 * @param answer its head; its frames were read
 * @param frames all there were
 * @param hold what they take
 */
record Heard(Trial trial, Answer answer, List<Frame> frames, Hold hold) {
    /** All text of its first choice, without blanks around it. */
    String text() {
        return text(frames);
    }

    static String text(List<Frame> frames) {
        return Completion.of(frames).choices().getFirst().text().strip();
    }

    /** The texts of all its choices. */
    List<String> texts() {
        return Completion.of(frames).choices().stream()
                .map(choice -> choice.text().strip())
                .toList();
    }

    /** Whether it is text and nothing else of weight: a call of a tool, a picture or a refusal cannot be compared. */
    boolean isText() {
        return Completion.of(frames).choices().getFirst().parts().stream()
                        .allMatch(part -> part instanceof Part.Text || part instanceof Part.Reasoning)
                && !text().isEmpty();
    }

    /** The answer as the app reads it, as if it came only now; once. */
    Answer handedOn(Progress unseen, Holdings holdings) {
        hold.release();
        FrameQueue queue = new FrameQueue(unseen, Valve.NONE, holdings);
        queue.offer(frames);
        queue.complete();
        return answer.of(queue);
    }

    /** The same, of a request that was said without these. */
    Heard without(Set<String> names) {
        return new Heard(trial, answer.without(names), frames, hold);
    }

    /** Nothing of what it says. */
    @Override
    public String toString() {
        return "Heard[" + trial.log().profile().name() + ", " + frames.size() + " frames]";
    }

    /** It is nobody's any more. */
    void letGo() {
        hold.release();
    }
}
