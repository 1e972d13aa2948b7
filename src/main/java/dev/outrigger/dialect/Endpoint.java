package dev.outrigger.dialect;

/** What a path asks for. */
public sealed interface Endpoint {
    /** A chat answer. */
    record Chat() implements Endpoint {}

    /** The list of models. */
    record Models() implements Endpoint {}

    /** Anything else of the vendor's: handed on unread, to this path below the backend's URL. */
    record Other(String path) implements Endpoint {}
}
