package dev.outrigger.proxy;

import io.vertx.core.Future;

/** Writes one answer to the app. Confined to one event loop. */
interface AnswerWriter {
    /** Completes when the last byte was handed to the connection; fails when the answer was cut, which the app is told. */
    Future<Void> write();

    /** The app has left: there is nobody to write to, and no last frame will come. */
    void abandon();
}
