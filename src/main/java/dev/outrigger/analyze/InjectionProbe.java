package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Set;

/**
 * How likely the conversation holds an attack on the model: an instruction to drop its own instructions, a jailbreak, a
 * request for its secrets, or an order to it in what a tool returned. What the user wrote and what tools returned is read,
 * newest first, without what hides words ({@link Unmasked}); the operator's system text and the model's own words are not. Microseconds, on the caller's thread.
 */
public final class InjectionProbe implements Probe {
    /** When so many characters of a request have been read, no further text is. */
    static final int READ_CHARS = 24 * 1024;
    /** Characters read of one text: two thirds from its head, the rest from its tail. */
    static final int TEXT_CHARS = 8 * 1024;

    private final QuickModel model;

    /** Of the model in the product's jar. */
    public InjectionProbe(QuickModel model) {
        this.model = model;
    }

    @Override
    public String name() {
        return "injection";
    }

    @Override
    public Set<Dimension> dimensions() {
        return Set.of(Dimension.INJECTION);
    }

    @Override
    public Effort effort() {
        return Effort.INSTANT;
    }

    @Override
    public Future<Reading> measure(Subject subject) {
        ChatRequest request = subject.request();
        Reader reader = new Reader();
        for (Message message : request.messages().reversed()) reader.read(message);
        if (reader.isEmpty()) return Future.succeededFuture(Reading.missing(dimensions(), Score.Reason.NOT_APPLICABLE));
        double attack = Math.max(reader.direct.probability(), reader.indirect.probability());
        Score score = Score.estimated(attack, Math.max(attack, 1 - attack));
        return Future.succeededFuture(new Reading(Map.of(Dimension.INJECTION, score), Reading.JAVA));
    }

    private final class Reader {
        private final Buckets lent = new Buckets();
        private final AttackHead.Reading direct = model.direct().start(lent);
        private final AttackHead.Reading indirect = model.indirect().start(lent);
        private int read;
        private boolean isEmpty = true;

        boolean isEmpty() {
            return isEmpty;
        }

        void read(Message message) {
            for (Part part : message.parts().reversed()) {
                switch (part) {
                    case Part.ToolResult result -> {
                        for (Part inner : result.parts().reversed())
                            if (inner instanceof Part.Text(Passage passage)) fromElsewhere(passage);
                    }
                    case Part.Text(Passage passage) when message.role() == Role.TOOL -> fromElsewhere(passage);
                    case Part.Text(Passage passage) when message.role() == Role.USER -> fromUser(passage);
                    default -> {}
                }
            }
        }

        private void fromUser(Passage passage) {
            if (read >= READ_CHARS) return;
            String text = taken(passage);
            if (!text.isBlank()) direct.text(text);
        }

        private void fromElsewhere(Passage passage) {
            if (read >= READ_CHARS) return;
            String text = taken(passage);
            if (text.isBlank()) return;
            direct.text(text);
            indirect.text(text);
        }

        private String taken(Passage passage) {
            String text = passage.size() <= TEXT_CHARS ? passage.text() : bothEnds(passage);
            read += text.length();
            if (!text.isBlank()) isEmpty = false;
            return Unmasked.of(text);
        }
    }

    private static String bothEnds(Passage passage) {
        int head = TEXT_CHARS * 2 / 3;
        return passage.head(head) + "\n" + passage.tail(TEXT_CHARS - head);
    }
}
