package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The text that says what is asked: the last two turns of the user. The newest turn stands first, because an encoder
 * reads a bounded number of tokens and the newest turn matters most; a short reply such as "and in French?" then still
 * has the question it refers to beside it. System text, tool results and the model's own words are left out: they say
 * what there is to know, not what is wanted.
 *
 * @param text never blank
 * @param isTruncated whether a turn was longer, so that its middle is not in it
 */
record AskedText(String text, boolean isTruncated) {
    /** Characters kept of the last turn: two thirds from its head, the rest from its tail, where requests stand. */
    static final int LAST_CHARS = 900;
    /** A longer turn is looked at from both ends alone. */
    private static final int WHOLE_BYTES = 16 * 1024;
    /** Characters kept of the turn before it. */
    static final int BEFORE_CHARS = 300;

    /** The text; empty when the user wrote none in those turns. */
    static Optional<AskedText> of(ChatRequest request) {
        List<Passage> turns = lastTurns(request);
        AskedText said = switch (turns.size()) {
            case 0 -> new AskedText("", false);
            case 1 -> headAndTail(turns.getFirst(), LAST_CHARS);
            default -> {
                AskedText last = headAndTail(turns.getLast(), LAST_CHARS);
                AskedText before = headAndTail(turns.getFirst(), BEFORE_CHARS);
                yield new AskedText(last.text + "\n" + before.text, last.isTruncated || before.isTruncated);
            }
        };
        return said.text.isBlank() ? Optional.empty() : Optional.of(new AskedText(said.text.strip(), said.isTruncated));
    }

    /** The message of the last turn of the user. */
    static Optional<Message> lastMessage(ChatRequest request) {
        return request.messages().reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .findFirst();
    }

    /** The last turn of the user alone, whole; empty when there is no text in it. */
    static Optional<Passage> lastTurn(ChatRequest request) {
        return lastMessage(request).map(Message::passage).filter(turn -> !turn.isEmpty());
    }

    private static List<Passage> lastTurns(ChatRequest request) {
        return request.messages().reversed().stream()
                .filter(message -> message.role() == Role.USER)
                .limit(2)
                .map(Message::passage)
                .collect(Collectors.collectingAndThen(Collectors.toList(), List::reversed));
    }

    private static AskedText headAndTail(Passage turn, int chars) {
        return headAndTail(
                turn.size() <= WHOLE_BYTES
                        ? turn.text()
                        : turn.head(WHOLE_BYTES / 4) + "\n" + turn.tail(WHOLE_BYTES / 4),
                chars);
    }

    /** Of a text that is longer than {@link #WHOLE_BYTES} what is left is still longer than any {@code chars}. */
    static AskedText headAndTail(String text, int chars) {
        String whole = Courtesy.without(text);
        if (whole.length() <= chars) return new AskedText(whole, false);
        int head = chars * 2 / 3;
        return new AskedText(
                safe(whole.substring(0, head)) + "\n" + safe(whole.substring(whole.length() - (chars - head))), true);
    }

    /** Without the half of a surrogate pair that a cut may leave at either end. */
    private static String safe(String cut) {
        int from = Character.isLowSurrogate(cut.charAt(0)) ? 1 : 0;
        int to = Character.isHighSurrogate(cut.charAt(cut.length() - 1)) ? cut.length() - 1 : cut.length();
        return cut.substring(from, to);
    }
}
