package dev.outrigger.engine;

import static dev.outrigger.engine.Packages.bytes;
import static dev.outrigger.engine.Packages.pin;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    private static final byte[] WEIGHTS = new byte[3000];

    static {
        for (var i = 0; i < WEIGHTS.length; i++) WEIGHTS[i] = (byte) (i * 31 + i / 7);
    }

    @TempDir
    private Path folder;

    @Test
    void findsTheMemberOfAZip() throws IOException {
        var archive = archive(Packages.zip(Map.of("a/readme", bytes("no"), "a/model.bin", WEIGHTS)));

        assertArrayEquals(WEIGHTS, copy(archive, "a/model.bin"));
    }

    @Test
    void findsTheMemberOfATar() throws IOException {
        var members =
                new TreeMap<>(Map.of("package/a", bytes("no"), "package/model.bin", WEIGHTS, "package/z", WEIGHTS));
        var archive = archive(Packages.tgz(members));

        assertArrayEquals(WEIGHTS, copy(archive, "package/model.bin"));
    }

    @Test
    void readsPaxAndGnuLongNames() throws IOException {
        var name = "package/" + "deep/".repeat(30) + "model.bin";
        var pax = path(name);
        var tar = tar(out -> {
            Packages.tarMember(out, "pax", 'x', bytes(pax));
            Packages.tarMember(out, "package/cut-short", '0', WEIGHTS);
            Packages.tarMember(out, "././@LongLink", 'L', bytes(name + "-gnu\0"));
            Packages.tarMember(out, "package/cut-short", '0', bytes("gnu"));
        });

        assertArrayEquals(WEIGHTS, copy(archive(tar), name));
        var out = new ByteArrayOutputStream();
        archive(tar).copy(name + "-gnu", pin(bytes("gnu")), out);
        assertEquals("gnu", out.toString(java.nio.charset.StandardCharsets.UTF_8));
    }

    @Test
    void takesNoLinkForAFile() throws IOException {
        var tar = tar(out -> Packages.tarMember(out, "package/model.bin", '2', new byte[0]));

        assertThrows(FileNotFoundException.class, () -> copy(archive(tar), "package/model.bin"));
    }

    @Test
    void saysThatAMemberIsNotThere() throws IOException {
        for (var content : new byte[][] {Packages.zip(Map.of("a", WEIGHTS)), Packages.tgz(Map.of("a", WEIGHTS))}) {
            var archive = archive(content);

            var failure = assertThrows(FileNotFoundException.class, () -> copy(archive, "b"));

            assertEquals("package.bin has no member b", failure.getMessage());
        }
    }

    @Test
    void failsOnATruncatedArchive() throws IOException {
        var zip = Packages.zip(Map.of("model.bin", WEIGHTS));
        var tgz = Packages.tgz(Map.of("model.bin", WEIGHTS));
        for (var whole : new byte[][] {zip, tgz}) {
            var archive = archive(Arrays.copyOf(whole, whole.length / 2));

            assertThrows(IOException.class, () -> copy(archive, "model.bin"));
        }
    }

    @Test
    void failsOnSomethingThatIsNoArchive() throws IOException {
        var archive = archive(bytes("<html>not found</html>"));

        assertThrows(IOException.class, () -> copy(archive, "model.bin"));
    }

    @Test
    void failsOnATarWithSenselessSizes() throws IOException {
        var header = new byte[512];
        Arrays.fill(header, (byte) 'q');
        var tar = tar(out -> out.write(header));

        assertThrows(IOException.class, () -> copy(archive(tar), "model.bin"));
    }

    private Archive archive(byte[] content) throws IOException {
        return new Archive(Files.write(folder.resolve("package.bin"), content));
    }

    private static byte[] copy(Archive archive, String member) throws IOException {
        var out = new ByteArrayOutputStream();
        archive.copy(member, pin(WEIGHTS), out);
        return out.toByteArray();
    }

    private static String path(String name) {
        var record = " path=" + name + "\n";
        return (record.length() + 3) + record;
    }

    private static byte[] tar(TarContent content) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            content.write(out);
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    private interface TarContent {
        void write(GZIPOutputStream out) throws IOException;
    }
}
