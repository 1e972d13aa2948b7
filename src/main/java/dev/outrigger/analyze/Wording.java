package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The words in which a request says what is wanted: those of the last turn of the user, and those of the system texts, which
 * hold for every turn. Code between fences is not read; of a long text its head and its tail are, where instructions stand.
 *
 * @param text what was read of both
 * @param asked of the last turn
 * @param standing of the system texts, one after the other
 */
record Wording(String text, Words asked, Words standing) {
    /** Characters read of the head of a text. */
    static final int HEAD_CHARS = 2000;
    /** Characters read of the tail of a longer one. */
    static final int TAIL_CHARS = 1000;
    /** System texts that are read: the last ones. */
    static final int SYSTEM_TEXTS = 4;

    private static final String FENCE = "```";
    private static final String GAP = "\n\n";

    static Wording of(ChatRequest request) {
        String asked = AskedText.lastTurn(request).map(Wording::read).orElse("");
        List<String> standing = request.messages().reversed().stream()
                .filter(message -> message.role() == Role.SYSTEM)
                .limit(SYSTEM_TEXTS)
                .map(Message::passage)
                .map(Wording::read)
                .collect(Collectors.collectingAndThen(Collectors.toList(), List::reversed));
        String texts = String.join(GAP, standing);
        return new Wording(asked + GAP + texts, Words.of(asked), Words.of(texts));
    }

    /** Whether there is any word. */
    boolean isEmpty() {
        return asked.isEmpty() && standing.isEmpty();
    }

    private static String read(Passage passage) {
        if (passage.size() <= HEAD_CHARS + TAIL_CHARS) return unfenced(passage.text(), false);
        String tail = passage.tail(TAIL_CHARS);
        boolean beginsFenced = tail.split(FENCE, -1).length % 2 == 0;
        return unfenced(passage.head(HEAD_CHARS), false) + GAP + unfenced(tail, beginsFenced);
    }

    private static String unfenced(String text, boolean beginsFenced) {
        if (!text.contains(FENCE)) return text;
        StringBuilder kept = new StringBuilder(text.length());
        boolean isFenced = beginsFenced;
        for (String part : text.split(FENCE, -1)) {
            if (!isFenced) kept.append(part).append(GAP);
            isFenced = !isFenced;
        }
        return kept.toString();
    }
}
