package dev.outrigger.chat;

import java.util.List;

/**
 * One thing that happens in an answer. A whole (not streamed) answer is the same events at once. {@code choice} counts
 * from 0; it is above 0 only when several answers were asked for.
 */
public sealed interface Event {
    /** The answer begins: its id and the model as upstream names it. */
    record Started(String id, ModelName model) implements Event {}

    /** More text. */
    record TextDelta(int choice, Passage passage) implements Event {
        public TextDelta(int choice, String text) {
            this(choice, Passage.of(text));
        }

        /** All of it. */
        public String text() {
            return passage.text();
        }
    }

    /** More reasoning. */
    record ReasoningDelta(int choice, Passage passage) implements Event {
        public ReasoningDelta(int choice, String text) {
            this(choice, Passage.of(text));
        }
    }

    /** The signature of the reasoning so far, or of the tool call that comes next. */
    record ReasoningSigned(int choice, Seal signature) implements Event {}

    /** Reasoning that only the vendor who made it can read. */
    record ReasoningSealed(int choice, Seal seal) implements Event {}

    /** A picture or sound of the answer, or a piece of one. */
    record MediaDelta(int choice, Part.Media media) implements Event {}

    /** More of a refusal in words. */
    record RefusalDelta(int choice, Passage passage) implements Event {
        public RefusalDelta(int choice, String text) {
            this(choice, Passage.of(text));
        }
    }

    /** A tool call begins; {@code index} counts the calls of this choice. */
    record ToolCallStarted(int choice, int index, String id, String name) implements Event {}

    /** More of a tool call's arguments (JSON text). */
    record ToolCallDelta(int choice, int index, Passage arguments) implements Event {
        public ToolCallDelta(int choice, int index, String arguments) {
            this(choice, index, Passage.of(arguments));
        }
    }

    /** The text so far, or a stretch of it, rests on this source. */
    record Cited(int choice, Citation citation) implements Event {}

    /** How likely the next tokens of the choice's text were, in order. */
    record LogProbs(int choice, List<LogProb> tokens) implements Event {
        public LogProbs {
            tokens = List.copyOf(tokens);
        }
    }

    /** How sure the model was of the tokens that it wrote since it last told. */
    record Weighed(int choice, Evidence evidence) implements Event {}

    /** A choice is complete. */
    record Finished(int choice, FinishReason reason) implements Event {}

    /** Tokens counted so far. */
    record Used(Usage usage) implements Event {}

    /** A part of the answer that has no word here (hosted tools), by its vendor's name. */
    record Other(int choice, String kind) implements Event {}

    /** Something of the vendor's about the answer, and no part of it (safety ratings, metadata of sources), by its name. */
    record Noted(int choice, String kind) implements Event {}

    /** An event of upstream's that says no more than that it works. */
    record Ping() implements Event {}

    /** No event at all, but bytes between them: a comment, a blank line. */
    record Comment() implements Event {}

    /** The stream's own end mark (OpenAI {@code [DONE]}, Anthropic {@code message_stop}). */
    record Ended() implements Event {}

    /** Upstream reports an error inside an answer of status 200. */
    record Failed(Failure failure) implements Event {}

    /** Whether the app would see something of the answer: what stops the first-token clock. */
    default boolean isContent() {
        return switch (this) {
            case TextDelta delta -> !delta.passage().isEmpty();
            case ReasoningDelta delta -> !delta.passage().isEmpty();
            case RefusalDelta delta -> !delta.passage().isEmpty();
            case MediaDelta delta -> true;
            case ToolCallStarted started -> true;
            case ToolCallDelta delta -> !delta.arguments().isEmpty();
            case Started started -> false;
            case ReasoningSigned signed -> false;
            case ReasoningSealed sealed -> false;
            case Cited cited -> false;
            case LogProbs told -> false;
            case Weighed weighed -> false;
            case Finished finished -> false;
            case Used used -> false;
            case Other other -> false;
            case Noted noted -> false;
            case Ping ping -> false;
            case Comment comment -> false;
            case Ended ended -> false;
            case Failed failed -> false;
        };
    }

    /** Whether it is a sign of life alone. */
    default boolean isSign() {
        return this instanceof Ping || this instanceof Comment;
    }

    /** Whether upstream says something by it: what the idle clock waits for. Empty pieces and mere counts say nothing. */
    default boolean isHeard() {
        return switch (this) {
            case TextDelta _, ReasoningDelta _, RefusalDelta _, MediaDelta _, ToolCallStarted _, ToolCallDelta _ ->
                isContent();
            case LogProbs told -> !told.tokens().isEmpty();
            case Started _, ReasoningSigned _, ReasoningSealed _, Cited _, Finished _, Other _ -> true;
            case Ping _, Ended _, Failed _ -> true;
            case Used _, Noted _, Weighed _, Comment _ -> false;
        };
    }
}
