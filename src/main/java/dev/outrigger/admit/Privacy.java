package dev.outrigger.admit;

import dev.outrigger.admit.Clearance.Cause;
import dev.outrigger.admit.Clearance.Draft;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Part;
import dev.outrigger.sensitive.Allowance;
import dev.outrigger.sensitive.Finding;
import dev.outrigger.sensitive.Names;
import dev.outrigger.sensitive.Scanner;
import dev.outrigger.sensitive.SensitiveType;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The check that decides who may be told a request. Plain Java over everything that would leave, in any dialect: the whole
 * body with its keys and numbers and whatever field nobody here knows, under its escapes, the path, the query, the
 * headers. It fails closed: what it cannot look into, what is too long or too much, and what makes it break is private. It takes
 * time in proportion to what it looks at, which is at most {@link #mostLooked}. Immutable; safe for several threads, but for
 * what is {@linkplain #within within} an allowance.
 */
public final class Privacy {
    /** Where there is no section {@code privacy}: nothing is looked for, and an app can still ask for local models. */
    public static final Privacy OFF = new Privacy(Optional.empty());

    /** Kinds of escapes within one another, beside those of the body itself. */
    private static final int LAYERS = 4;

    /**
     * Characters that may be looked at for each of {@code privacy.scanChars}. Prose takes one for each layer of its escapes, and
     * tables of numbers some twenty; single digits that stand apart take a hundred, as any may be the first of a number.
     */
    static final int LOOKS = 100;

    private final Optional<PrivacySettings> settings;
    private final BiFunction<String, Allowance, List<Finding>> scanner;
    private final boolean isBlind;
    private final Optional<Allowance> given;

    public Privacy(Optional<PrivacySettings> settings) {
        // Read from the jar only where guesses count: it takes megabytes.
        this(settings, settings.filter(PrivacySettings::isTagging).flatMap(on -> Names.shipped()));
    }

    Privacy(Optional<PrivacySettings> settings, Optional<Names> names) {
        this(settings, settings.map(on -> on.scanner(names)).orElseGet(() -> new Scanner(Set.of())));
    }

    private Privacy(Optional<PrivacySettings> settings, Scanner scanner) {
        this(settings, scanner::scan, scanner.isBlind(), Optional.empty());
    }

    Privacy(
            Optional<PrivacySettings> settings,
            BiFunction<String, Allowance, List<Finding>> scanner,
            boolean isBlind,
            Optional<Allowance> given) {
        this.settings = settings;
        this.scanner = scanner;
        this.isBlind = isBlind;
        this.given = given;
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

        /** How many characters there are. */
        public long size() {
            return texts.stream().mapToLong(String::length).sum();
        }
    }

    /** Whether anything is looked for. */
    public boolean isOn() {
        return settings.isPresent();
    }

    /** Characters that are looked at for one request, at most, all layers of its escapes together. */
    public long mostLooked() {
        return (long) LOOKS * settings.map(PrivacySettings::scanChars).orElse(0);
    }

    /** For one check by one thread: the same, which looks at no more than this. Where it is spent, what it says is not all. */
    public Privacy within(Allowance allowance) {
        return new Privacy(settings, scanner, isBlind, Optional.of(allowance));
    }

    /** Who may be told this chat. */
    public Clearance of(ChatRequest request, Bytes raw, Head head) {
        return check(head, looking -> {
            Opaque.in(request).forEach(looking::opaque);
            if (Opaque.hasDataUrl(raw)) looking.opaque("media (in a data URL)");
            looking.at(Opaque.isInline(request) ? Opaque.withoutMedia(raw) : raw);
            request.messages().forEach(message -> joined(message.parts(), looking));
        });
    }

    /** Likewise, texts of which vectors are wanted. */
    public Clearance of(EmbeddingRequest request, Bytes raw, Head head) {
        return check(head, looking -> {
            if (request.inputs().stream().anyMatch(EmbeddingInput.Own.class::isInstance))
                looking.opaque("ids of tokens, or pictures");
            looking.at(raw);
        });
    }

    /** Likewise, a request without a body. */
    public Clearance ofHead(Head head) {
        return check(head, looking -> {});
    }

    /** Likewise, one that speaks of what its vendor keeps. */
    public Clearance ofStored(Bytes raw, Head head) {
        return check(head, looking -> {
            looking.opaque("stored state, or a request that leaves some: it is passed through");
            looking.at(raw);
        });
    }

    /** Likewise, one whose body nobody here reads. */
    public Clearance unread(Head head) {
        return check(head, looking -> looking.opaque("an endpoint that is passed through"));
    }

    /** Likewise, one that was not looked through, for whatever reason: as strict as for all that may be in it. */
    public Clearance unseen(boolean isLocalOnly) {
        Draft draft = new Draft();
        if (isLocalOnly) draft.because(Cause.HINT, Rule.LOCAL_ONLY);
        settings.ifPresent(on -> {
            draft.because(Cause.FAILED, strictest(on));
            if (isBlind) draft.because(Cause.MISSING, on.ofMissing());
        });
        return draft.done();
    }

    private static Rule strictest(PrivacySettings on) {
        return on.personalData().stricter(on.ofUnscannable());
    }

    /** A model reads the texts of a message, or of a tool's result, as one: what is written over two of them is whole there. */
    private void joined(List<Part> parts, Looking looking) {
        if (parts.size() > 1) looking.at(asOne(parts));
        for (Part part : parts) if (part instanceof Part.ToolResult result) joined(result.parts(), looking);
    }

    private static String asOne(List<Part> parts) {
        return parts.stream()
                .flatMap(part -> part instanceof Part.Text text ? Stream.of(text.text()) : Stream.empty())
                .collect(Collectors.joining());
    }

    private Clearance check(Head head, Consumer<Looking> body) {
        Draft draft = new Draft();
        if (head.isLocalOnly()) draft.because(Cause.HINT, Rule.LOCAL_ONLY);
        settings.ifPresent(on -> {
            Looking looking = new Looking(draft, given.orElseGet(() -> Allowance.of(mostLooked())), on.scanChars());
            try {
                // First, as it says what cannot be looked into, which a head that is too long must not hide.
                body.accept(looking);
                head.texts().forEach(looking::atHead);
            } catch (TooLong over) {
                draft.because(Cause.TOO_LONG, on.personalData());
            } catch (Allowance.Spent over) {
                draft.because(Cause.TOO_MUCH, strictest(on));
            } catch (RuntimeException | StackOverflowError fault) {
                draft.because(Cause.FAILED, on.personalData());
            }
            if (isBlind) draft.because(Cause.MISSING, on.ofMissing());
            if (draft.hasFound()) draft.because(Cause.FOUND, on.personalData());
            if (draft.hasOpaque()) draft.because(Cause.UNSCANNABLE, on.ofUnscannable());
        });
        return draft.done();
    }

    /** One request that is being looked through. */
    private final class Looking {
        private final Draft draft;
        private final Allowance allowance;
        private final int scanChars;

        Looking(Draft draft, Allowance allowance, int scanChars) {
            this.draft = draft;
            this.allowance = allowance;
            this.scanChars = scanChars;
        }

        void opaque(String what) {
            draft.opaque(what);
        }

        void atHead(String text) {
            at(text);
            Layers.query(text).ifPresent(this::at);
        }

        /** The whole of a JSON text: names and numbers too, which say what stands beside them. */
        void at(Bytes raw) {
            // Bytes of UTF-8 are as many as the characters, or more: at most four for one.
            if (raw.size() / 4 > scanChars) throw new TooLong();
            at(Layers.json(raw.utf8()));
        }

        /** As it is, and without the escapes that are in it. */
        void at(String text) {
            String layer = text;
            for (int depth = 0; depth < LAYERS; depth++) {
                if (layer.length() > scanChars) throw new TooLong();
                draft.found(counts(layer));
                Optional<String> next = Layers.peeled(layer);
                if (next.isEmpty()) return;
                layer = next.get();
            }
            draft.opaque("escapes within escapes");
        }

        private Map<SensitiveType, Integer> counts(String text) {
            Map<SensitiveType, Integer> counts = new EnumMap<>(SensitiveType.class);
            for (Finding finding : scanner.apply(text, allowance)) counts.merge(finding.type(), 1, Integer::sum);
            return counts;
        }
    }

    /** It is over the bound. */
    private static final class TooLong extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooLong() {
            super("over privacy.scanChars", null, false, false);
        }
    }
}
