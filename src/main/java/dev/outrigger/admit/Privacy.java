package dev.outrigger.admit;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Clearance.Draft;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.sensitive.Finding;
import dev.outrigger.sensitive.Names;
import dev.outrigger.sensitive.Scanner;
import dev.outrigger.sensitive.SensitiveType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check that decides who may be told a request. Plain Java over everything that would leave, in any dialect: the whole
 * body with its keys and numbers and whatever field nobody here knows, under its escapes, the path, the query, the
 * headers. It fails closed: what it cannot look into, what is too long, and what makes it break is private. Immutable; safe
 * for several threads; it takes time in proportion to the request, at most {@code privacy.scanChars}.
 */
public final class Privacy {
    /** Where there is no section {@code privacy}: nothing is looked for, and an app can still ask for local models. */
    public static final Privacy OFF = new Privacy(Optional.empty());

    /** Kinds of escapes within one another, beside those of the body itself. */
    private static final int LAYERS = 4;

    private final Optional<PrivacySettings> settings;
    private final Function<String, List<Finding>> scanner;
    private final boolean isBlind;

    public Privacy(Optional<PrivacySettings> settings) {
        // Read from the jar only where guesses count: it takes megabytes.
        this(settings, settings.filter(PrivacySettings::isGuessing).flatMap(on -> Names.shipped()));
    }

    Privacy(Optional<PrivacySettings> settings, Optional<Names> names) {
        this(settings, settings.map(on -> on.scanner(names)).orElseGet(() -> new Scanner(Set.of())));
    }

    private Privacy(Optional<PrivacySettings> settings, Scanner scanner) {
        this(settings, scanner::scan, scanner.isBlind());
    }

    Privacy(Optional<PrivacySettings> settings, Function<String, List<Finding>> scanner, boolean isBlind) {
        this.settings = settings;
        this.scanner = scanner;
        this.isBlind = isBlind;
    }

    /**
     * What a request says beside its body.
     *
     * @param texts the path with its query, and each header that may leave, name and value
     * @param isLocalOnly whether the app asks for trusted models alone
     */
    public record Head(List<String> texts, boolean isLocalOnly) {
        /** A request of a body alone. */
        public static final Head NONE = new Head(List.of(), false);

        public Head {
            texts = List.copyOf(texts);
        }
    }

    /** Whether anything is looked for. */
    public boolean isOn() {
        return settings.isPresent();
    }

    /** Who may be told this chat. */
    public Clearance of(ChatRequest request, Bytes raw, Head head) {
        return check(head, draft -> {
            Opaque.in(request).forEach(draft::opaque);
            scan(Opaque.isInline(request) ? Opaque.withoutMedia(raw) : raw, draft);
            if (Opaque.hasDataUrl(raw)) draft.opaque("media (in a data URL)");
            request.messages().forEach(message -> joined(message.parts(), draft));
        });
    }

    /** Likewise, texts of which vectors are wanted. */
    public Clearance of(EmbeddingRequest request, Bytes raw, Head head) {
        return check(head, draft -> {
            if (request.inputs().stream().anyMatch(EmbeddingInput.Own.class::isInstance))
                draft.opaque("ids of tokens, or pictures");
            scan(raw, draft);
        });
    }

    /** Likewise, a request without a body. */
    public Clearance ofHead(Head head) {
        return check(head, draft -> {});
    }

    /** Likewise, one that speaks of what its vendor keeps. */
    public Clearance ofStored(Bytes raw, Head head) {
        return check(head, draft -> {
            draft.opaque("stored state, or a request that leaves some: it is passed through");
            scan(raw, draft);
        });
    }

    /** Likewise, one whose body nobody here reads. */
    public Clearance unread(Head head) {
        return check(head, draft -> draft.opaque("an endpoint that is passed through"));
    }

    /** A model reads the texts of a message, or of a tool's result, as one: what is written over two of them is whole there. */
    private void joined(List<Part> parts, Draft draft) {
        if (parts.size() > 1) scan(asOne(parts), draft);
        for (Part part : parts) if (part instanceof Part.ToolResult result) joined(result.parts(), draft);
    }

    private static String asOne(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Text text ? Stream.of(text.text()) : Stream.empty())
                .collect(Collectors.joining());
    }

    private Clearance check(Head head, Consumer<Draft> body) {
        Draft draft = new Draft();
        if (head.isLocalOnly()) draft.because(Cause.HINT, Rule.LOCAL_ONLY);
        settings.ifPresent(on -> {
            try {
                for (String text : head.texts()) {
                    scan(text, draft);
                    Layers.query(text).ifPresent(query -> scan(query, draft));
                }
                body.accept(draft);
            } catch (TooLong over) {
                draft.because(Cause.TOO_LONG, on.personalData());
            } catch (RuntimeException | StackOverflowError fault) {
                draft.because(Cause.FAILED, on.personalData());
            }
            if (isBlind) draft.because(Cause.MISSING, on.ofMissing());
            if (draft.hasFound()) draft.because(Cause.FOUND, on.personalData());
            if (draft.hasOpaque()) draft.because(Cause.UNSCANNABLE, on.ofUnscannable());
        });
        return draft.done();
    }

    /** The whole of a JSON text: names and numbers too, which say what stands beside them. */
    private void scan(Bytes raw, Draft draft) {
        // Bytes of UTF-8 are as many as the characters, or more: at most four for one.
        if (raw.size() / 4 > bound()) throw new TooLong();
        scan(Layers.json(raw.utf8()), draft);
    }

    /** As it is, and without the escapes that are in it. */
    private void scan(String text, Draft draft) {
        String layer = text;
        for (int depth = 0; depth < LAYERS; depth++) {
            if (layer.length() > bound()) throw new TooLong();
            draft.found(counts(layer));
            Optional<String> next = Layers.peeled(layer);
            if (next.isEmpty()) return;
            layer = next.get();
        }
        draft.opaque("escapes within escapes");
    }

    private Map<SensitiveType, Integer> counts(String text) {
        Map<SensitiveType, Integer> counts = new EnumMap<>(SensitiveType.class);
        for (Finding finding : scanner.apply(text)) counts.merge(finding.type(), 1, Integer::sum);
        return counts;
    }

    private int bound() {
        return settings.map(PrivacySettings::scanChars).orElse(Integer.MAX_VALUE);
    }

    /** It is over the bound. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("over privacy.scanChars", null, false, false);
        }
    }
}
