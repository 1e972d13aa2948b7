package dev.outrigger.support;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** What an upstream does with one request. It runs on a thread of its own and may wait for the test. */
@FunctionalInterface
public interface Script {
    void play(Wire wire) throws Exception;

    /** A whole answer with its length. */
    static Script answer(int status, String type, String body, String... headers) {
        return wire -> wire.whole(status, type, body, headers);
    }

    static Script json(String body) {
        return answer(200, "application/json", body);
    }

    /** Server-sent events, each piece written and flushed on its own, then a proper end. */
    static Script stream(List<String> pieces) {
        return wire -> {
            wire.head(200, "text/event-stream");
            for (String piece : pieces) wire.chunk(piece);
            wire.end();
        };
    }

    /** Likewise, end and all in one write, so that a client has it in one read. */
    static Script atOnce(List<String> pieces) {
        return wire -> wire.chunked(200, "text/event-stream", pieces);
    }

    /** The first pieces, then nothing until the gate opens, then the others and the end. */
    static Script streamInTwo(List<String> first, CountDownLatch gate, List<String> then) {
        return wire -> {
            wire.head(200, "text/event-stream");
            for (String piece : first) wire.chunk(piece);
            wire.await(gate);
            for (String piece : then) wire.chunk(piece);
            wire.end();
        };
    }

    /** The same piece for ever. */
    static Script endless(String piece) {
        return endless("", piece);
    }

    /** A beginning, then the same piece for ever. */
    static Script endless(String first, String piece) {
        return wire -> {
            wire.head(200, "text/event-stream");
            if (!first.isEmpty()) wire.chunk(first);
            while (true) wire.chunk(piece);
        };
    }

    /** The pieces, then a reset in the middle of the stream. */
    static Script cut(List<String> pieces) {
        return wire -> {
            wire.head(200, "text/event-stream");
            for (String piece : pieces) wire.chunk(piece);
            wire.drained();
            wire.reset();
        };
    }

    /** A reset before any byte of an answer. */
    static Script reset() {
        return Wire::reset;
    }

    /** An orderly close before any byte of an answer. */
    static Script close() {
        return Wire::close;
    }

    /** No answer; the connection stays open until the client leaves. */
    static Script hang() {
        return Wire::hang;
    }

    /** A head, then nothing. */
    static Script hangAfterHead(int status, String type) {
        return wire -> {
            wire.head(status, type);
            wire.hang();
        };
    }

    /** Bytes as they are, HTTP or not, then a close. */
    static Script raw(String bytes) {
        return wire -> {
            wire.raw(bytes);
            wire.close();
        };
    }
}
