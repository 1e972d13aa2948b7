package dev.outrigger.proxy;

import dev.outrigger.admit.Hold;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Frame;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of an exchange whose watched version may answer too: the request, and what its answer says, so that the two
 * can be compared. Confined to one event loop.
 */
final class Echo {
    /** Characters of an answer that are kept; a longer one is not compared as a text. */
    static final int MOST_CHARS = 32 * 1024;

    /** Of the app's own call: another one under the same key would be refused, or be told the first one's answer. */
    private static final String IDEMPOTENCY = "idempotency-key";

    private final Dialect dialect;
    private final Inbound request;
    private final MultiMap headers;
    private final Said said;

    /**
     * @param headers the app's, which are gone with the exchange
     * @param hold what is kept of the answer counts among what the exchange holds
     */
    Echo(Dialect dialect, Inbound request, MultiMap headers, Hold hold) {
        this.dialect = dialect;
        this.request = request;
        // Nobody waits for what it will say: in the local engine others go first.
        this.headers = MultiMap.caseInsensitiveMultiMap()
                .addAll(headers)
                .remove(IDEMPOTENCY)
                .set(HeaderNames.LATENCY, "batch");
        this.said = new Said(Optional.of(hold));
    }

    Dialect dialect() {
        return dialect;
    }

    Inbound request() {
        return request;
    }

    MultiMap headers() {
        return headers;
    }

    /** A frame goes to the app. */
    void hear(Frame frame) {
        said.hear(frame);
    }

    /** What the app was told so far. */
    Said said() {
        return said;
    }

    /** What frames say, in their first choice. */
    static final class Said {
        private final Optional<Hold> hold;
        private final StringBuilder text = new StringBuilder();
        private long characters;
        private int calls;
        private boolean isCut;

        private Said(Optional<Hold> hold) {
            this.hold = hold;
        }

        /** What these say. */
        static Said of(List<Frame> frames) {
            Said said = new Said(Optional.empty());
            frames.forEach(said::hear);
            return said;
        }

        private void hear(Frame frame) {
            for (Event event : frame.events()) {
                if (event instanceof Event.TextDelta delta && delta.choice() == 0) add(delta);
                if (event instanceof Event.ToolCallStarted call && call.choice() == 0) calls++;
            }
        }

        private void add(Event.TextDelta delta) {
            long size = delta.passage().size();
            characters += size;
            if (isCut) return;
            int room = (int) Math.min(size, MOST_CHARS - text.length());
            isCut = room < size || !hold.map(held -> held.tryGrow(2L * room)).orElse(true);
            if (!isCut) text.append(delta.text());
        }

        /** Characters of all of its text. */
        long characters() {
            return characters;
        }

        /** Calls of tools. */
        int calls() {
            return calls;
        }

        /** All of its text; absent where it has none, or more than is kept. */
        Optional<String> text() {
            String all = text.toString().strip();
            return isCut || all.isEmpty() ? Optional.empty() : Optional.of(all);
        }
    }
}
