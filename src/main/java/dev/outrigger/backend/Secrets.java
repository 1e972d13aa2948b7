package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Event;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Failure.Verbatim;
import dev.outrigger.chat.Frame;
import dev.outrigger.chat.Header;
import dev.outrigger.chat.Passage;
import dev.outrigger.dialect.Dialect.StreamDecoder;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a call has shown upstream and must not come back from it to an app. A key that an error or a header quotes is
 * written as three stars, also where its characters are escaped as JSON and URLs do. The bytes of a good answer are not
 * looked through. Confined to one event loop.
 */
final class Secrets {
    static final String HIDDEN = "***";

    /** Shorter ones are words for where no key is needed, and would be found in any text. */
    private static final int MIN_CHARS = 8;

    /** By so many of its first characters a key is looked for in a header. */
    private static final int BEGINNING = 4;

    /** Shared: where there are no texts, no pattern is made of them. */
    private static final Secrets NONE = new Secrets(List.of());

    private final List<String> texts;
    private @Nullable Pattern forms;

    private Secrets(List<String> texts) {
        this.texts = texts;
    }

    /** What this has shown so far; nothing of the app's own, which it knows. */
    static Secrets of(Optional<Proof> proof) {
        if (proof.isEmpty()) return NONE;
        return new Secrets(proof.get().secrets().stream()
                .filter(text -> text.length() >= MIN_CHARS)
                .toList());
    }

    /** Made for what goes wrong alone: it costs as much as the rest of a head. */
    private Pattern forms() {
        Pattern made = forms;
        if (made == null) {
            made = Pattern.compile(texts.stream().map(Secrets::forms).collect(Collectors.joining("|")));
            forms = made;
        }
        return made;
    }

    private static String forms(String text) {
        return text.chars().mapToObj(Secrets::forms).collect(Collectors.joining());
    }

    private static String forms(int c) {
        String hex = "%02x".formatted(c);
        return "(?:%s|(?i:\\\\u00%s|%%%s)%s)"
                .formatted(Pattern.quote(Character.toString(c)), hex, hex, c == '/' ? "|\\\\/" : "");
    }

    boolean isEmpty() {
        return texts.isEmpty();
    }

    /** The longest form that one of them may have. */
    int maxBytes() {
        return "\\u0000".length()
                * texts.stream().mapToInt(String::length).max().orElse(0);
    }

    String hidden(String said) {
        return texts.isEmpty() ? said : forms().matcher(said).replaceAll(HIDDEN);
    }

    /** Whatever characters they are of: a key has none that would be written otherwise. */
    Bytes hidden(Bytes said) {
        if (texts.isEmpty()) return said;
        byte[] bytes =
                hidden(new String(said.array(), StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1);
        return Bytes.of(bytes);
    }

    /** The same head, of a good answer, too. */
    MultiMap hidden(MultiMap head) {
        if (texts.isEmpty()) return head;
        boolean quotes = false;
        for (Map.Entry<String, String> header : head) quotes |= isIn(header.getValue());
        if (!quotes) return head;
        MultiMap hidden = MultiMap.caseInsensitiveMultiMap();
        for (Map.Entry<String, String> header : head) hidden.add(header.getKey(), hidden(header.getValue()));
        return hidden;
    }

    private boolean isIn(String value) {
        for (String text : texts) if (value.contains(text.substring(0, BEGINNING))) return true;
        return false;
    }

    /** A failure whose words come from inside an answer. */
    Failure hidden(Failure failure) {
        return texts.isEmpty() ? failure : failure.handingOn(this::hidden);
    }

    private Verbatim hidden(Verbatim said) {
        return new Verbatim(
                said.status(),
                hidden(said.contentType()),
                hidden(said.body()),
                said.dialect(),
                Passage.of(hidden(said.words().text())),
                said.headers().stream()
                        .map(header -> new Header(header.name(), hidden(header.value())))
                        .toList());
    }

    /** Reads a stream whose failures quote none of them. */
    StreamDecoder hidden(StreamDecoder decoder) {
        if (texts.isEmpty()) return decoder;
        return new StreamDecoder() {
            @Override
            public List<Frame> decode(Bytes chunk) {
                return frames(decoder.decode(chunk));
            }

            @Override
            public long held() {
                return decoder.held();
            }

            @Override
            public List<Frame> end() {
                return frames(decoder.end());
            }
        };
    }

    private List<Frame> frames(List<Frame> frames) {
        for (Frame frame : frames)
            for (Event event : frame.events())
                if (event instanceof Event.Failed)
                    return frames.stream().map(this::frame).toList();
        return frames;
    }

    private Frame frame(Frame frame) {
        return new Frame(frame.raw(), frame.events().stream().map(this::event).toList());
    }

    private Event event(Event event) {
        return event instanceof Event.Failed(Failure failure) ? new Event.Failed(hidden(failure)) : event;
    }
}
