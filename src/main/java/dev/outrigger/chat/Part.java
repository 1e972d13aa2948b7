package dev.outrigger.chat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A piece of a message. Every vendor's content block is one of these; how each maps is written in
 * {@code src/site/markdown/vocabulary.md}.
 */
public sealed interface Part {
    /** Plain text. */
    record Text(Passage passage) implements Part {
        public Text(String text) {
            this(Passage.of(text));
        }

        /** All of it. */
        public String text() {
            return passage.text();
        }
    }

    /** An image, sound, video or document, inline or by reference; its name (of a file) is shown to the model. */
    record Media(Kind kind, Source source, Optional<String> name) implements Part {
        /** A medium without a name. */
        public Media(Kind kind, Source source) {
            this(kind, source, Optional.empty());
        }

        /** What sort of medium it is; decides which models may see it. */
        public enum Kind {
            IMAGE,
            AUDIO,
            VIDEO,
            DOCUMENT
        }
    }

    /** Where a medium's bytes are. */
    sealed interface Source {
        /** Base64 as the app sent it; it is passed on, never decoded. */
        record Inline(String mediaType, Passage base64) implements Source {
            public Inline(String mediaType, String base64) {
                this(mediaType, Passage.of(base64));
            }
        }

        /** An address that the model fetches. */
        record Url(Passage url) implements Source {
            public Url(String url) {
                this(Passage.of(url));
            }
        }

        /** A file uploaded to the vendor before: state that only its owner has. */
        record Uploaded(String id) implements Source {}
    }

    /** The model asks the app to run a tool; {@code arguments} is JSON text, or free text as the tool's kind says. */
    record ToolCall(String id, String name, Passage arguments) implements Part {
        public ToolCall(String id, String name, String arguments) {
            this(id, name, Passage.of(arguments));
        }
    }

    /** What a tool answered. */
    record ToolResult(String callId, List<Part> parts, boolean isError) implements Part {
        public ToolResult {
            parts = List.copyOf(parts);
        }
    }

    /**
     * A model's reasoning; the signature binds it to the model that made it. With a signature and no text it is the
     * vendor's mark on the part after it (Gemini signs tool calls).
     */
    record Reasoning(Passage passage, Optional<Seal> signature) implements Part {
        public Reasoning(String text, Optional<Seal> signature) {
            this(Passage.of(text), signature);
        }
    }

    /** Reasoning that only the vendor who made it can read (Anthropic {@code redacted_thinking}). */
    record SealedReasoning(Seal seal) implements Part {}

    /** The model declined, in words. */
    record Refusal(Passage passage) implements Part {
        public Refusal(String text) {
            this(Passage.of(text));
        }

        /** All of it. */
        public String text() {
            return passage.text();
        }
    }

    /**
     * Everything up to here is worth keeping in the vendor's prompt cache, for at least the lifetime if one is said. A
     * hint on cost: no answer depends on it.
     */
    record CacheMark(Optional<Duration> lifetime) implements Part {}

    /** A vendor's kind of part that has no word here; it crosses only to its own dialect. */
    record Other(String kind) implements Part {}
}
