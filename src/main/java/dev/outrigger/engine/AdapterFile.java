package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A low-rank adapter in a folder, as PEFT saves it: {@code adapter_config.json} and {@code adapter_model.safetensors}.
 * Opening one checks that it fits the decoder: every tensor has a place there, a partner and its size, and none is missing of
 * what the configuration names. It is mapped until it is closed. Rows of queries and keys lie as transformers has them, which
 * is how the program has them too, whatever the decoder's own file does.
 *
 * <p>Source: <a href="https://arxiv.org/abs/2106.09685">LoRA</a>;
 * <a href="https://huggingface.co/docs/peft/developer_guides/checkpoint">PEFT, Checkpoint format</a>.
 */
final class AdapterFile implements AutoCloseable {
    static final String FILE = "adapter_model.safetensors";
    /** As the program has them: ranks of pairs that it holds in float32, and whose multiples it holds. */
    private static final int THIN = 32;

    private static final long THIN_RANKS = 8;

    private static final String PICKLE = "adapter_model.bin";
    private static final String PREFIX = "base_model.model.";
    private static final Pattern NAME =
            Pattern.compile("base_model\\.model\\.model\\.layers\\.(\\d{1,6})\\.(\\w+\\.\\w+)\\.lora_[AB]\\.weight");
    private static final Pattern TABLE = Pattern.compile(".*\\b(embed_tokens|lm_head)\\b.*");
    private static final Set<String> TYPES = Set.of("F32", "F16", "BF16");

    private final AdapterConfig config;
    private final Safetensors tensors;
    private final DecoderShape shape;
    private final Path file;

    private AdapterFile(AdapterConfig config, Safetensors tensors, Path file, DecoderShape shape) {
        this.config = config;
        this.tensors = tensors;
        this.file = file;
        this.shape = shape;
    }

    /** @throws IOException when it is missing, damaged or does not fit; the message names file, key and rule */
    static AdapterFile open(Path folder, DecoderShape shape, AdapterSettings bounds) throws IOException {
        Path configFile = folder.resolve(AdapterConfig.FILE);
        if (!Files.isRegularFile(configFile)) throw new IOException(folder + ": has no " + AdapterConfig.FILE);
        AdapterConfig config = AdapterConfig.read(HubConfig.read(configFile));
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) throw new IOException(missing(folder));
        long size = Files.size(file);
        if (size > bounds.fileBytes())
            throw new IOException(file + ": must not be larger than twice adapterBytes, " + bounds.fileBytes()
                    + " bytes, was " + size);
        Safetensors tensors = Safetensors.open(file);
        try {
            AdapterFile opened = new AdapterFile(config, tensors, file, shape);
            opened.check(bounds);
            return opened;
        } catch (IOException | RuntimeException cause) {
            tensors.close();
            throw cause;
        }
    }

    /** Linears of the decoder that it may change. */
    int linears() {
        return AdapterModule.LINEARS * shape.layers();
    }

    /** Memory that it takes in the program: thin pairs are held in float32, others in bfloat16 where that is multiplied. */
    long bytes() throws IOException {
        boolean isHalved = Precision.ofThisProcessor() == Precision.BFLOAT16;
        long bytes = 0;
        for (int linear = 0; linear < linears(); linear++) {
            int layer = linear / AdapterModule.LINEARS;
            List<AdapterModule> modules = AdapterModule.ofLinear(linear % AdapterModule.LINEARS);
            long rows = modules.stream().mapToLong(module -> module.rows(shape)).sum();
            long ranks = 0;
            for (AdapterModule module : modules) if (isIn(module, layer)) ranks += config.rank(module, layer);
            long columns = modules.getFirst().columns(shape);
            bytes += isHalved && ranks > THIN
                    ? Short.BYTES * ranks * (rows + columns)
                    : Float.BYTES * Math.ceilDiv(ranks, THIN_RANKS) * THIN_RANKS * (rows + columns);
        }
        return bytes;
    }

    /**
     * What it adds to a linear, if it does.
     *
     * @throws IOException when it holds what is no number
     */
    Optional<AdapterPair> pair(int linear) throws IOException {
        int layer = linear / AdapterModule.LINEARS;
        List<AdapterModule> all = AdapterModule.ofLinear(linear % AdapterModule.LINEARS);
        List<AdapterModule> changed =
                all.stream().filter(module -> isIn(module, layer)).toList();
        if (changed.isEmpty()) return Optional.empty();
        int ranks = 0;
        for (AdapterModule module : changed) ranks += config.rank(module, layer);
        int columns = Math.toIntExact(changed.getFirst().columns(shape));
        int rows = Math.toIntExact(
                all.stream().mapToLong(module -> module.rows(shape)).sum());
        float[] down = new float[Math.multiplyExact(ranks, columns)];
        float[] up = new float[Math.multiplyExact(rows, ranks)];
        int row = 0;
        int rank = 0;
        for (AdapterModule module : all) {
            if (changed.contains(module)) {
                float[] a = numbers(name(module, layer, 'A'));
                System.arraycopy(a, 0, down, rank * columns, a.length);
                int own = config.rank(module, layer);
                float scale = (float) config.scale(module, layer);
                if (!Float.isFinite(scale)) throw new IOException(file + ": the scale of " + module + " is " + scale);
                float[] b = numbers(name(module, layer, 'B'));
                for (int i = 0; i < b.length; i++) up[(row + i / own) * ranks + rank + i % own] = scale * b[i];
                rank += own;
            }
            row += (int) module.rows(shape);
        }
        return Optional.of(new AdapterPair(linear, ranks, down, up));
    }

    @Override
    public void close() {
        tensors.close();
    }

    private void check(AdapterSettings bounds) throws IOException {
        for (String name : tensors.names()) checkName(name);
        boolean changesAny = false;
        for (int layer = 0; layer < shape.layers(); layer++)
            for (AdapterModule module : AdapterModule.values()) {
                checkModule(module, layer, bounds);
                changesAny |= isIn(module, layer);
            }
        if (!changesAny) throw new IOException(file + ": changes nothing");
        if (bytes() > bounds.bytes())
            throw new IOException(file + ": takes " + bytes() + " bytes of memory, adapterBytes is " + bounds.bytes());
    }

    private void checkName(String name) throws IOException {
        Matcher matcher = NAME.matcher(name);
        boolean isKnown = matcher.matches()
                && Integer.parseInt(matcher.group(1)) < shape.layers()
                && AdapterModule.of(matcher.group(2)).isPresent();
        if (isKnown) return;
        String why = TABLE.matcher(name).matches()
                ? "is of the token table or the output head, which adapters do not change here"
                : "has no place in an adapter of a " + shape.architecture().word() + " decoder of " + shape.layers()
                        + " layers";
        throw new IOException(file + ": tensor " + name + " " + why);
    }

    private void checkModule(AdapterModule module, int layer, AdapterSettings bounds) throws IOException {
        boolean hasDown = tensors.has(name(module, layer, 'A'));
        boolean hasUp = tensors.has(name(module, layer, 'B'));
        if (hasDown != hasUp) {
            String there = name(module, layer, hasDown ? 'A' : 'B');
            String missing = name(module, layer, hasDown ? 'B' : 'A');
            throw new IOException(file + ": has " + there + ", but no " + missing);
        }
        if (hasDown != config.has(module, layer))
            throw new IOException(file + ": has " + (hasDown ? "" : "no ") + name(module, layer, 'A') + ", though "
                    + config.path() + ": target_modules " + (hasDown ? "leaves" : "names") + " "
                    + module.in(layer) + (hasDown ? " out" : ""));
        if (!hasDown) return;
        long rank = config.rank(module, layer);
        if (rank > bounds.rank())
            throw new IOException(config.path() + ": r must be at most " + bounds.rank() + " (adapterRank), was " + rank
                    + " of " + module.in(layer));
        checkTensor(name(module, layer, 'A'), List.of(rank, module.columns(shape)));
        checkTensor(name(module, layer, 'B'), List.of(module.rows(shape), rank));
    }

    private void checkTensor(String name, List<Long> wanted) throws IOException {
        Tensor tensor = tensors.tensor(name, wanted);
        if (!TYPES.contains(tensor.type()))
            throw new IOException(file + ": tensor " + name + " must be F32, F16 or BF16, was " + tensor.type());
    }

    private boolean isIn(AdapterModule module, int layer) {
        return tensors.has(name(module, layer, 'A'));
    }

    private float[] numbers(String name) throws IOException {
        float[] numbers = tensors.tensor(name).floats();
        for (float number : numbers)
            if (!Float.isFinite(number)) throw new IOException(file + ": tensor " + name + " holds " + number);
        return numbers;
    }

    private static String name(AdapterModule module, int layer, char matrix) {
        return PREFIX + module.in(layer) + ".lora_" + matrix + ".weight";
    }

    private static String missing(Path folder) {
        String has = folder + ": has no " + FILE;
        return Files.exists(folder.resolve(PICKLE))
                ? has + ", and " + PICKLE + " is not read: a pickle can run code; save it with safe_serialization"
                : has;
    }
}
