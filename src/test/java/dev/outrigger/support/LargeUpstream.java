package dev.outrigger.support;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that takes requests of any length and keeps nothing of them. What it answers is the last word of the URL:
 * {@code /whole/N} a whole answer with N KiB of text and its length, {@code /chunked/N} the same without, {@code /stream/N}
 * as many events as make N KiB, {@code /event/N} one event of N KiB, {@code /error/N} an error answer of that length.
 */
public final class LargeUpstream implements AutoCloseable {
    private static final byte[] LINE = "x".repeat(1024).getBytes(StandardCharsets.US_ASCII);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    public LargeUpstream() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    /** Where a backend that answers so is. */
    public URI url(String kind, int kilobytes) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/" + kind + "/" + kilobytes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange;
                InputStream body = exchange.getRequestBody()) {
            body.transferTo(OutputStream.nullOutputStream());
            String[] path = exchange.getRequestURI().getPath().split("/", -1);
            int kilobytes = Integer.parseInt(path[2]);
            switch (path[1]) {
                case "whole" -> whole(exchange, kilobytes, true);
                case "chunked" -> whole(exchange, kilobytes, false);
                case "stream" -> stream(exchange, kilobytes, 1);
                case "event" -> stream(exchange, 1, kilobytes);
                case "error" -> error(exchange, kilobytes);
                default -> throw new IOException("no such answer: " + path[1]);
            }
        }
    }

    private static void whole(HttpExchange exchange, int kilobytes, boolean announced) throws IOException {
        String[] ends = OpenAiText.answer("#").split("#", -1);
        long length = ends[0].length() + kilobytes * 1024L + ends[1].length();
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(200, announced ? length : 0);
        try (OutputStream out = exchange.getResponseBody()) {
            text(out, ends[0]);
            for (int i = 0; i < kilobytes; i++) out.write(LINE);
            text(out, ends[1]);
        }
    }

    private static void stream(HttpExchange exchange, int events, int kilobytes) throws IOException {
        exchange.getResponseHeaders().set("content-type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        String[] ends = OpenAiText.delta("#").split("#", -1);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int event = 0; event < events; event++) {
                text(out, ends[0]);
                for (int i = 0; i < kilobytes; i++) out.write(LINE);
                text(out, ends[1]);
            }
            text(out, OpenAiText.finish(0) + OpenAiText.DONE);
        }
    }

    private static void error(HttpExchange exchange, int kilobytes) throws IOException {
        String[] ends = OpenAiText.error("invalid_request_error", "#").split("#", -1);
        exchange.getResponseHeaders().set("content-type", "application/json");
        exchange.sendResponseHeaders(400, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            text(out, ends[0]);
            for (int i = 0; i < kilobytes; i++) out.write(LINE);
            text(out, ends[1]);
        }
    }

    private static void text(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
