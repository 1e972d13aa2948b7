package dev.outrigger.console;

import dev.outrigger.rollout.PolicyDesk;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code GET /policies}, {@code POST /policies} (takes a version in), {@code POST /policies/NAME/promote} and {@code POST
 * /policies/NAME/rollback}. Files are read and written on a worker's thread, one request after the other.
 */
final class PoliciesHandler {
    static final String PATH = "/policies";

    /** Longest body. */
    static final int MAX_BODY_BYTES = 1024 * 1024;

    /** What a body may be. */
    private static final Set<String> TYPES =
            Set.of("application/json", "application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml");

    /** Names that a store can hold; nothing of a path is decoded, so nothing else stands for a slash. */
    private static final Pattern ACT = Pattern.compile("/policies/([A-Za-z0-9._-]{1,200})/(promote|rollback)");

    private final Vertx vertx;
    private final PolicyDesk desk;

    PoliciesHandler(Vertx vertx, PolicyDesk desk) {
        this.vertx = vertx;
        this.desk = desk;
    }

    static boolean isAbout(String path) {
        return path.equals(PATH) || path.startsWith(PATH + "/");
    }

    void handle(HttpServerRequest request) {
        if (Unasked.isForeign(request)) {
            end(request, 403, "web pages of other origins are refused\n");
            return;
        }
        Matcher act = ACT.matcher(request.path());
        String method = request.method().name();
        if (method.equals("GET") && request.path().equals(PATH)) answer(request, desk::list);
        else if (method.equals("POST") && request.path().equals(PATH)) read(request, body -> desk.add(body.getBytes()));
        else if (method.equals("POST") && act.matches()) act(request, act.group(1), act.group(2));
        else end(request, 404, "there are GET /policies, POST /policies, POST /policies/NAME/promote and /rollback\n");
    }

    private void act(HttpServerRequest request, String name, String what) {
        if (what.equals("promote")) read(request, body -> desk.promote(name, body.toString()));
        else read(request, body -> desk.rollBack(name));
    }

    /** What is done with a body. */
    private interface Deed {
        String with(Buffer body) throws IOException;
    }

    private void read(HttpServerRequest request, Deed deed) {
        Buffer body = Buffer.buffer();
        request.handler(chunk -> {
            if (request.response().ended()) return;
            if (body.length() + chunk.length() <= MAX_BODY_BYTES) body.appendBuffer(chunk);
            else end(request, 413, "at most " + MAX_BODY_BYTES + " bytes\n");
        });
        request.endHandler(end -> {
            if (request.response().ended()) return;
            if (body.length() > 0 && !Unasked.isTyped(request, TYPES))
                end(request, 415, "content-type must be application/json or application/yaml\n");
            else answer(request, () -> deed.with(body));
        });
    }

    private void answer(HttpServerRequest request, Callable<String> deed) {
        vertx.executeBlocking(deed)
                .onSuccess(json -> {
                    if (request.response().closed()) return;
                    request.response()
                            .putHeader("content-type", "application/json")
                            .end(json);
                })
                .onFailure(failure -> end(request, status(failure), words(failure) + "\n"));
    }

    private static int status(Throwable failure) {
        return switch (failure) {
            case IllegalArgumentException wrong -> 400;
            case NoSuchFileException none -> 404;
            case IOException disk -> 503;
            default -> 500;
        };
    }

    private static String words(Throwable failure) {
        return switch (failure) {
            case NoSuchFileException none -> "there is no such version";
            case IllegalArgumentException wrong -> String.valueOf(wrong.getMessage());
            case IOException disk -> String.valueOf(disk.getMessage());
            default -> "it failed: " + failure.getClass().getSimpleName();
        };
    }

    private static void end(HttpServerRequest request, int status, String words) {
        if (!request.response().closed())
            request.response()
                    .setStatusCode(status)
                    .putHeader("content-type", "text/plain")
                    .end(words);
    }
}
