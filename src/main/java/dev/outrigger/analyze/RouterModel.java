package dev.outrigger.analyze;

import dev.outrigger.chat.Bytes;
import dev.outrigger.config.Hash;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a prompt lies among kinds of difficulty, learned from which of about a hundred models answered which public
 * prompts right.
 *
 * <p>How: a prompt's point is its vector less the mean one, of unit length, beside eleven counts of its text; its nearness
 * to some hundred landmarks is Gaussian; sixteen factors are linear in that. What a model makes of them is its {@link
 * Abilities ability}. Multidimensional item response theory with the prompts' side fixed; see the card in {@code
 * gpu-models/outrigger-router}.
 */
public final class RouterModel {
    private static final String FORMAT = "outrigger-router/2";
    private static final String NAME = "router.bin";
    /** Of a file: some hundred times what is shipped. */
    static final long MOST_BYTES = 64L << 20;

    private final EncoderId encoder;
    private final int width;
    private final int factors;
    private final float gamma;
    private final float countsWeight;
    private final float countsCut;
    private final float[] mean;
    private final float[] countsMean;
    private final float[] countsScale;
    private final float[][] landmarks;
    private final float[][] weights;
    private final float[] bias;
    private final Abilities abilities;
    private final Hash hash;

    private RouterModel(Artifact file, Hash hash) throws IOException {
        this.hash = hash;
        this.encoder = EncoderId.read(file);
        this.width = file.width();
        int counts = file.count();
        file.check(counts == TextCounts.SIZE, "has " + counts + " counts, where there are " + TextCounts.SIZE);
        int places = file.width();
        this.factors = file.count();
        this.gamma = file.number();
        this.countsWeight = file.number();
        this.countsCut = file.number();
        this.mean = file.numbers(width);
        this.countsMean = file.numbers(counts);
        this.countsScale = file.numbers(counts);
        this.landmarks = new float[places][];
        for (int i = 0; i < places; i++) landmarks[i] = file.halves(width + counts);
        this.weights = new float[factors][];
        for (int i = 0; i < factors; i++) weights[i] = file.numbers(places);
        this.bias = file.numbers(factors);
        this.abilities = Abilities.read(file, factors);
        file.end();
    }

    /** The one that is shipped; read at its first use, for most policies need none. */
    public static RouterModel ofProduct() {
        return Shipped.MODEL;
    }

    private static final class Shipped {
        private static final RouterModel MODEL = shipped();
    }

    private static RouterModel shipped() {
        try {
            return of(NAME, Artifact.bytes(NAME));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Names what the one that is shipped learned, without reading it. */
    public static Hash hashOfProduct() {
        return Named.HASH;
    }

    private static final class Named {
        private static final Hash HASH = named();
    }

    private static Hash named() {
        try {
            return Hash.of(Bytes.of(Artifact.bytes(NAME)));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * One that an operator trained.
     *
     * @throws IOException when it cannot be read, or is none; the message names the file
     */
    public static RouterModel read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) throw new IOException(file + " is longer than " + MOST_BYTES + " bytes");
        return of(file.toString(), Files.readAllBytes(file));
    }

    private static RouterModel of(String name, byte[] bytes) throws IOException {
        return new RouterModel(Artifact.open(name, FORMAT, bytes), Hash.of(Bytes.of(bytes)));
    }

    /** Names what it learned. */
    public Hash hash() {
        return hash;
    }

    /** What the models it knows make of its factors. */
    public Abilities abilities() {
        return abilities;
    }

    /** Whose vectors it was trained with. */
    public EncoderId encoder() {
        return encoder;
    }

    /** For people. */
    public String words() {
        return hash + ", " + abilities.known().size() + " models, for " + encoder.words();
    }

    /** Whether it was trained with vectors of the encoder of this one; where nobody says which that is, with as wide ones. */
    boolean isFor(TextVector vector) {
        return vector.width() == width
                && vector.encoder().map(encoder::isSameAs).orElse(true);
    }

    /** A text's factors, {@code f01} on. */
    SortedMap<String, Double> factors(TextVector vector, String text) {
        float[] point = point(vector, TextCounts.of(text));
        double[] found = new double[factors];
        for (int i = 0; i < landmarks.length; i++) {
            double near = Math.exp(2 * gamma * (dot(point, landmarks[i]) - 1));
            for (int factor = 0; factor < factors; factor++) found[factor] += near * weights[factor][i];
        }
        SortedMap<String, Double> named = new TreeMap<>();
        for (int factor = 0; factor < factors; factor++)
            named.put(name(factor), Math.round((found[factor] + bias[factor]) * 1e6) / 1e6);
        return Collections.unmodifiableSortedMap(named);
    }

    /** Of the factor at this place, from 0. */
    static String name(int factor) {
        return (factor < 9 ? "f0" : "f") + (factor + 1);
    }

    private float[] point(TextVector vector, double[] counts) {
        float[] point = new float[width + counts.length];
        double squares = 0;
        for (int i = 0; i < width; i++) {
            point[i] = vector.at(i) - mean[i];
            squares += (double) point[i] * point[i];
        }
        double length = Math.max(Math.sqrt(squares), 1e-9);
        for (int i = 0; i < width; i++) point[i] = (float) (point[i] / length);
        double all = 1;
        for (int i = 0; i < counts.length; i++) {
            double scaled = Math.clamp((counts[i] - countsMean[i]) / countsScale[i], -countsCut, countsCut);
            point[width + i] = (float) (countsWeight * scaled);
            all += (double) point[width + i] * point[width + i];
        }
        double whole = Math.sqrt(all);
        for (int i = 0; i < point.length; i++) point[i] = (float) (point[i] / whole);
        return point;
    }

    private static double dot(float[] a, float[] b) {
        float sum = 0;
        for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
        return sum;
    }
}
