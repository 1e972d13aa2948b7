package dev.outrigger.analyze;

import dev.outrigger.config.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Everything that was learned and costs microseconds: no native code, no file to fetch. It is part of the product's jar, in
 * two files.
 *
 * <pre>
 * attacks.bin, made by gpu-models/outrigger-tier0/train.py
 *
 * UTF    "outrigger-tier0"
 * UTF    version
 * float  threshold
 * 2 ×    attack head, direct and indirect: int words, float scale, bias, slope, decay, intercept; byte… weights, one a bucket
 *
 * asked.bin, made by gpu-models/outrigger-analyzer/quick.py
 *
 * UTF    "outrigger-asked"
 * UTF    version
 * int    rows, width; float scale of the table
 * float  confidence from which on the domain is sure
 * int    heads, each: UTF name, float sure, int labels, each: UTF label
 * float… offset; weights and bias of one layer; weights and bias of all heads
 * byte…  table, row by row
 * </pre>
 *
 * Thread safe.
 */
public final class QuickModel {
    private static final String ATTACKS = "attacks.bin";
    private static final String ASKED = "asked.bin";

    private final String version;
    private final Hash hash;
    private final float threshold;
    private final AttackHead direct;
    private final AttackHead indirect;
    private final QuickHeads heads;

    private QuickModel(Artifact attacks, Artifact asked) throws IOException {
        threshold = attacks.number();
        attacks.check(threshold > 0 && threshold < 1, "has a threshold that is not within 0 to 1");
        direct = attack(attacks);
        indirect = attack(attacks);
        attacks.end();
        heads = heads(asked);
        asked.end();
        version = "attacks " + attacks.version() + ", asked " + asked.version();
        hash = Hash.of(version, attacks.checksum(), asked.checksum());
    }

    /** Reads the model on the class path, some 2.3 MB: milliseconds. */
    static QuickModel load() throws IOException {
        return read(Artifact.bytes(ATTACKS), Artifact.bytes(ASKED));
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

    /** Fails with what is wrong with them. */
    static QuickModel read(byte[] attacks, byte[] asked) throws IOException {
        return new QuickModel(
                Artifact.open(ATTACKS, "outrigger-tier0", attacks), Artifact.open(ASKED, "outrigger-asked", asked));
    }

    /** Of both files. */
    public String version() {
        return version;
    }

    /** Of all of them. */
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

    private static AttackHead attack(Artifact in) throws IOException {
        AttackHead.Form form =
                new AttackHead.Form(in.count(), in.number(), in.number(), in.number(), in.number(), in.number());
        return new AttackHead(in.bytes(HashedText.BUCKETS), form);
    }

    private static QuickHeads heads(Artifact in) throws IOException {
        int rows = in.rows();
        int width = in.count();
        float scale = in.number();
        float sureOfDomain = confidence(in);
        List<QuickHeads.Head> heads = new ArrayList<>();
        int columns = 0;
        for (int left = in.count(); left > 0; left--) {
            QuickHeads.Head head = head(in);
            columns += head.labels().size();
            heads.add(head);
        }
        float[] offset = in.numbers(width);
        DenseLayer bend = new DenseLayer(in.numbers(width * width), in.numbers(width));
        DenseLayer out = new DenseLayer(in.numbers(columns * 2 * width), in.numbers(columns));
        FeatureTable table = new FeatureTable(scale, offset, in.bytes(rows * width));
        return new QuickHeads(heads, sureOfDomain, table, bend, out);
    }

    /** One that a guess cannot have by having nothing better. */
    private static float confidence(Artifact in) throws IOException {
        float least = in.number();
        in.check(least > 0, "has a confidence that is not over 0");
        return least;
    }

    private static QuickHeads.Head head(Artifact in) throws IOException {
        String name = in.text();
        float sure = confidence(in);
        List<String> labels = new ArrayList<>();
        for (int left = in.count(); left > 0; left--) labels.add(in.text());
        return new QuickHeads.Head(name, labels, sure);
    }
}
