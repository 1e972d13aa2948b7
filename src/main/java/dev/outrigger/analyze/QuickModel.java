package dev.outrigger.analyze;

import dev.outrigger.config.Hash;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Everything that was learned and costs microseconds: no native code, no file to fetch. It is part of the product's jar,
 * {@code tier0.bin}, made by {@code gpu-models/outrigger-tier0/train.py}.
 *
 * <pre>
 * UTF    "outrigger-tier0"
 * UTF    version
 * float  threshold
 * 2 ×    attack head, direct and indirect: int words, float scale, bias, slope, decay, intercept; byte… weights, one a bucket
 * int    rows of the heads that follow
 * float  confidence from which on the domain is sure
 * int    heads, each: UTF name, float scale, float sure, int labels, each: UTF label, float bias
 * byte…  weights, row by row
 * </pre>
 *
 * Thread safe.
 */
public final class QuickModel {
    private static final String ARTIFACT = "tier0.bin";
    private static final String FORMAT = "outrigger-tier0";
    /** More than any sensible model has: a corrupt count must not become an array. */
    private static final int MOST = 100;

    private final String version;
    private final Hash hash;
    private final float threshold;
    private final AttackHead direct;
    private final AttackHead indirect;
    private final QuickHeads heads;

    private QuickModel(byte[] artifact, DataInputStream in) throws IOException {
        check(in.readUTF().equals(FORMAT), "is of another format");
        version = in.readUTF();
        threshold = number(in);
        check(threshold > 0 && threshold < 1, "has a threshold that is not within 0 to 1");
        direct = attack(in);
        indirect = attack(in);
        heads = heads(in);
        check(in.read() < 0, "goes on after its weights");
        hash = Hash.of(version, checksum(artifact));
    }

    /** Reads the model on the class path, some 0.7 MB: milliseconds. */
    static QuickModel load() throws IOException {
        try (InputStream artifact = QuickModel.class.getResourceAsStream(ARTIFACT)) {
            if (artifact == null) throw new IOException("the class path has no " + ARTIFACT);
            return read(artifact.readAllBytes());
        }
    }

    /**
     * The same, for those who cannot do without.
     *
     * @throws UncheckedIOException the product's jar is broken
     */
    public static QuickModel ofProduct() {
        try {
            return load();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Fails with what is wrong with it. */
    static QuickModel read(byte[] artifact) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(artifact))) {
            return new QuickModel(artifact, in);
        } catch (EOFException cut) {
            throw new IOException("the tier-0 model is cut short", cut);
        }
    }

    /** Of the artefact. */
    public String version() {
        return version;
    }

    /** Of all of it. */
    public Hash hash() {
        return hash;
    }

    /** The probability of an attack at which one honest prompt in a hundred is taken for one. */
    public float threshold() {
        return threshold;
    }

    /** Reads what the user wrote, and what came from elsewhere. */
    AttackHead direct() {
        return direct;
    }

    /** Reads what came from elsewhere: results of tools. */
    AttackHead indirect() {
        return indirect;
    }

    /** Read what is asked. */
    QuickHeads heads() {
        return heads;
    }

    private static AttackHead attack(DataInputStream in) throws IOException {
        int words = count(in);
        AttackHead.Form form = new AttackHead.Form(words, number(in), number(in), number(in), number(in), number(in));
        return new AttackHead(bytes(in, HashedText.BUCKETS), form);
    }

    private static QuickHeads heads(DataInputStream in) throws IOException {
        int rows = in.readInt();
        check(rows > 0 && rows <= HashedText.BUCKETS && Integer.bitCount(rows) == 1, "has " + rows + " rows");
        float sureOfDomain = number(in);
        List<QuickHeads.Head> heads = new ArrayList<>();
        int columns = 0;
        for (int left = count(in); left > 0; left--) {
            QuickHeads.Head head = head(in);
            columns += head.labels().size();
            heads.add(head);
        }
        return new QuickHeads(heads, sureOfDomain, bytes(in, rows * columns));
    }

    private static QuickHeads.Head head(DataInputStream in) throws IOException {
        String name = in.readUTF();
        float scale = number(in);
        float sure = number(in);
        List<String> labels = new ArrayList<>();
        List<Float> bias = new ArrayList<>();
        for (int left = count(in); left > 0; left--) {
            labels.add(in.readUTF());
            bias.add(number(in));
        }
        return new QuickHeads.Head(name, labels, bias, scale, sure);
    }

    private static int count(DataInputStream in) throws IOException {
        int count = in.readInt();
        check(count >= 1 && count <= MOST, "cannot have " + count + " words, heads or labels");
        return count;
    }

    private static float number(DataInputStream in) throws IOException {
        float number = in.readFloat();
        check(Float.isFinite(number), "has a number that is not finite");
        return number;
    }

    private static byte[] bytes(DataInputStream in, int count) throws IOException {
        byte[] bytes = new byte[count];
        in.readFully(bytes);
        return bytes;
    }

    /** A checksum that the JVM computes in native code from the start; a cryptographic one would take most of the load. */
    private static long checksum(byte[] artifact) {
        CRC32 checksum = new CRC32();
        checksum.update(artifact);
        return checksum.getValue();
    }

    private static void check(boolean holds, String fault) throws IOException {
        if (!holds) throw new IOException("the tier-0 model " + fault);
    }
}
