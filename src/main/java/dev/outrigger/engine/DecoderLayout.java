package dev.outrigger.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Every tensor of a decoder in its place. Making one checks that the file has each of them in its size, and none besides:
 * one that is not known would change what the model computes.
 */
final class DecoderLayout {
    /**
     * What a layer is made of, in the order it computes.
     *
     * @param biases of queries, keys and values, or none
     * @param headNorms of query heads and of key heads, or none
     */
    record Layer(
            Matrix attentionNorm,
            List<Matrix> queryKeyValue,
            List<Matrix> biases,
            List<Matrix> headNorms,
            Matrix attentionOutput,
            Matrix feedForwardNorm,
            List<Matrix> gateUp,
            Matrix down) {
        Layer {
            queryKeyValue = List.copyOf(queryKeyValue);
            biases = List.copyOf(biases);
            headNorms = List.copyOf(headNorms);
            gateUp = List.copyOf(gateUp);
        }

        /** What is multiplied, in the program's order. */
        List<List<Matrix>> linears() {
            return List.of(queryKeyValue, List.of(attentionOutput), gateUp, List.of(down));
        }
    }

    private final DecoderFile file;
    private final DecoderShape shape;
    private final Set<String> taken = new HashSet<>();
    private final List<Layer> layers = new ArrayList<>();
    private final Matrix outputNorm;
    private final Matrix words;
    private final Matrix output;

    DecoderLayout(DecoderFile file) throws IOException {
        this.file = file;
        this.shape = file.shape();
        for (int i = 0; i < shape.layers(); i++) layers.add(layer("blk." + i + "."));
        this.outputNorm = take("output_norm.weight", 1, shape.width());
        this.words = take("token_embd.weight", shape.vocabulary(), shape.width());
        boolean isTied = file.find("output.weight").isEmpty();
        this.output = isTied ? words : take("output.weight", shape.vocabulary(), shape.width());
        taken.add(file.own("rope_freqs.weight"));
        refuseOthers();
    }

    List<Layer> layers() {
        return layers;
    }

    Matrix outputNorm() {
        return outputNorm;
    }

    /** The table that embeds tokens. */
    Matrix words() {
        return words;
    }

    /** Whether one table embeds tokens and scores them. */
    boolean isTied() {
        return output.equals(words);
    }

    /** The table that scores tokens; the same in models that tie them. */
    Matrix output() {
        return output;
    }

    /** Numbers in all matrices that the program is given; not those of norms and biases. */
    long weights() {
        long inLayers = layers.stream()
                .flatMap(layer -> layer.linears().stream())
                .flatMap(linear -> linear.stream())
                .mapToLong(matrix -> matrix.rows() * matrix.columns())
                .sum();
        return inLayers + output.rows() * output.columns();
    }

    /** Memory that the weights take, in bfloat16: the program's, and the rows of the tables that are kept. */
    long bytes() {
        long inLayers = layers.stream()
                .flatMap(layer -> layer.linears().stream())
                .flatMap(linear -> LinearPart.of(linear).stream())
                .mapToLong(LinearPart::bytes)
                .sum();
        long inTables = TokenTable.bytes(words) + (isTied() ? 0 : TokenTable.bytes(output));
        return inLayers + FourBits.bytes(output.rows() * output.columns()) + inTables;
    }

    private Layer layer(String at) throws IOException {
        Architecture architecture = shape.architecture();
        long width = shape.width();
        long query = shape.queryWidth();
        long key = shape.keyWidth();
        long inner = shape.feedForward();
        return new Layer(
                take(at + "attn_norm.weight", 1, width),
                List.of(
                        take(at + "attn_q.weight", query, width),
                        take(at + "attn_k.weight", key, width),
                        take(at + "attn_v.weight", key, width)),
                architecture.hasBiases()
                        ? List.of(
                                take(at + "attn_q.bias", 1, query),
                                take(at + "attn_k.bias", 1, key),
                                take(at + "attn_v.bias", 1, key))
                        : List.of(),
                architecture.hasHeadNorms()
                        ? List.of(
                                take(at + "attn_q_norm.weight", 1, shape.headWidth()),
                                take(at + "attn_k_norm.weight", 1, shape.headWidth()))
                        : List.of(),
                take(at + "attn_output.weight", width, query),
                take(at + "ffn_norm.weight", 1, width),
                List.of(take(at + "ffn_gate.weight", inner, width), take(at + "ffn_up.weight", inner, width)),
                take(at + "ffn_down.weight", width, inner));
    }

    private Matrix take(String name, long rows, long columns) throws IOException {
        taken.add(file.own(name));
        return file.matrix(name, rows, columns);
    }

    private void refuseOthers() throws IOException {
        Optional<String> other = new TreeSet<>(file.owns())
                .stream().filter(name -> !taken.contains(name)).findFirst();
        if (other.isPresent()) {
            throw new IOException(file.path() + ": tensor " + other.get() + " has no place in a "
                    + shape.architecture().word() + " decoder of " + shape.layers() + " layers");
        }
    }
}
