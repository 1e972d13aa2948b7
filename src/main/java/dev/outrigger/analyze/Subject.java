package dev.outrigger.analyze;

import dev.outrigger.chat.ChatRequest;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * What an analysis is about: a request, what the app said beside it, and what several probes read of it, made once. Used
 * by one thread at a time.
 */
public final class Subject {
    private final ChatRequest request;
    private final Optional<Patience> stated;
    private Optional<Reading> sensitivity = Optional.empty();
    private Optional<AskedText> asked = Optional.empty();
    private Optional<Wording> wording = Optional.empty();
    private Optional<TokenEstimate> tokens = Optional.empty();
    private Optional<Future<Predictions>> predicted = Optional.empty();
    private Optional<String> accepted = Optional.empty();
    private boolean isCut;

    /** @param stated what the app says of its patience, in a header */
    public Subject(ChatRequest request, Optional<Patience> stated) {
        this.request = request;
        this.stated = stated;
    }

    /** A request of which nothing is said beside it. */
    public static Subject of(ChatRequest request) {
        return new Subject(request, Optional.empty());
    }

    /** The request. */
    public ChatRequest request() {
        return request;
    }

    /** What the app says of its patience. */
    Optional<Patience> stated() {
        return stated;
    }

    /** It was read already; the probe need not. */
    public Subject sensed(Reading read) {
        sensitivity = Optional.of(read);
        return this;
    }

    /** The app sent this as {@code Accept-Language}. */
    public Subject accepting(Optional<String> languages) {
        accepted = languages;
        return this;
    }

    /** What the app sent as {@code Accept-Language}. */
    Optional<String> accepted() {
        return accepted;
    }

    /** What is sensitive in it, where it was read already. */
    Optional<Reading> sensitivity() {
        return sensitivity;
    }

    /** The text that says what is asked, as {@link AskedText} cuts it; empty when there is none. */
    Optional<AskedText> asked() {
        if (!isCut) asked = AskedText.of(request);
        isCut = true;
        return asked;
    }

    /** What the learned reader says of that text, which is asked once; empty when there is none. */
    Optional<Future<Predictions>> predicted(TextClassifier classifier) {
        if (predicted.isEmpty()) predicted = asked().map(text -> classifier.predict(text.text()));
        return predicted;
    }

    /** How many tokens it is, estimated. */
    TokenEstimate tokens() {
        TokenEstimate read = tokens.orElseGet(() -> TokenEstimate.read(request));
        tokens = Optional.of(read);
        return read;
    }

    /** The words in which it says what is wanted. */
    Wording wording() {
        Wording read = wording.orElseGet(() -> Wording.of(request));
        wording = Optional.of(read);
        return read;
    }
}
