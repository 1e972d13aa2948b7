package dev.outrigger;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import picocli.CommandLine;

/** The admin port of the sidecar that runs on this machine. */
record AdminPort(int port) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int OK = 200;

    /** Sends a body, and prints the answer; returns the exit status. */
    int post(String path, String body, CommandLine at) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + Server.LOOPBACK + ":" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(PATIENCE)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            boolean isDone = answer.statusCode() == OK;
            if (isDone) at.getOut().print(answer.body());
            else at.getErr().print("outrigger: " + answer.body());
            at.getOut().flush();
            at.getErr().flush();
            return isDone ? 0 : 1;
        } catch (ConnectException nobody) {
            throw new IOException("no sidecar answers on admin port " + port, nobody);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stopped);
        }
    }
}
