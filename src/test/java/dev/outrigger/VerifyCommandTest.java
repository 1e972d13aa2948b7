package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a decision log is held against. */
class VerifyCommandTest {
    private static final String BEGIN = "0".repeat(64);

    @TempDir
    private Path folder;

    private static String next(String link, String body) throws NoSuchAlgorithmException {
        byte[] bytes = (link + body).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    /** Writes a log; returns its lines' links. */
    private List<String> write() throws IOException, NoSuchAlgorithmException {
        List<String> bodies = List.of(
                "{\"head\":{\"format\":1,\"number\":1,\"before\":\"" + BEGIN
                        + "\",\"torn\":false,\"time\":\"1970-01-01T00:00:00Z\"}}",
                "{\"n\":1}",
                "{\"n\":2}");
        List<String> links = new ArrayList<>();
        StringBuilder lines = new StringBuilder();
        String last = BEGIN;
        for (String body : bodies) {
            last = next(last, body);
            links.add(last);
            lines.append("{\"chain\":\"%s\",\"body\":%s}%n".formatted(last, body));
        }
        Files.writeString(folder.resolve("decisions-000001.ndjson"), lines);
        return links;
    }

    private int verify(String link) {
        return new Shell().run(new VerifyCommand(), "verify", "--from", folder.toString(), "--ends", link);
    }

    @Test
    void takesALinkThatWasTheLastOnceAndNoOther() throws Exception {
        for (String link : write()) assertEquals(0, verify(link), link);
        assertEquals(1, verify("f".repeat(64)));
        assertEquals(1, verify(""));
    }
}
