package dev.outrigger;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.config.Hash;
import dev.outrigger.engine.ChatCounter;
import dev.outrigger.engine.Device;
import dev.outrigger.engine.DjlRuntime;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.EncoderBounds;
import dev.outrigger.engine.EncoderFiles;
import dev.outrigger.engine.FilesState;
import dev.outrigger.engine.Footprint;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Heads;
import dev.outrigger.engine.HeadsFile;
import dev.outrigger.engine.LlamaGenerator;
import dev.outrigger.engine.Manifest;
import dev.outrigger.engine.MemoryRoom;
import dev.outrigger.engine.MiniLmEmbedder;
import dev.outrigger.engine.MiniLmEncoder;
import dev.outrigger.engine.ModelFile;
import dev.outrigger.engine.ModelFiles;
import dev.outrigger.engine.ModelKind;
import dev.outrigger.engine.ModelStore;
import dev.outrigger.life.Loaded;
import dev.outrigger.life.Loader;
import dev.outrigger.registry.Skills;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.DoubleConsumer;
import java.util.stream.Collectors;

/** Models of the store, run by libtorch in this process. */
final class NativeModels implements ModelLoader {
    /** One operator's threads in the encoder: with more, a request's reading would take the cores of all others. */
    private static final int ENCODER_THREADS = 1;

    /** What is left free when a model is loaded beside the one it replaces: for requests that run meanwhile. */
    private static final long SPARE_BYTES = 64L << 20;

    private final ModelStore store;
    private final MemoryRoom room;
    private final Map<String, Skills> skills;

    /**
     * @throws dev.outrigger.config.WrongConfigException when what was measured of a model is wrongly written
     */
    NativeModels(ModelStore store, MemoryRoom room) {
        this.store = store;
        this.room = room;
        this.skills = store.manifests().stream()
                .collect(Collectors.toUnmodifiableMap(Manifest::name, manifest -> Skills.in(manifest.folder())));
    }

    @Override
    public Skills skills(String model) {
        return skills.getOrDefault(model, Skills.NONE);
    }

    @Override
    public Loader<Wanted.Reader, LearnedReader> readers() {
        return new Readers();
    }

    @Override
    public Loader<Wanted.Embedding, Embedder> embedders() {
        return new Embedders();
    }

    @Override
    public int countTokens(String model, ChatRequest request) throws IOException {
        Manifest manifest = ready(model);
        if (manifest.kind() != ModelKind.GENERATOR) throw new IOException(model + " chats with nobody");
        try (ChatCounter counter = ChatCounter.open(weights(manifest))) {
            return counter.count(request);
        }
    }

    @Override
    public Loader<Wanted.Answering, Generator> generators() {
        return new Generators();
    }

    /** Brings an encoder into memory, wherever that is. */
    interface EncoderLoad {
        Encoder load() throws IOException;
    }

    /** The reader of an encoder that is loaded there, warm. */
    Loaded<LearnedReader> reader(Wanted.Reader wanted, EncoderLoad load) throws IOException {
        Path folder = ready(wanted.heads()).folder();
        Optional<Hash> before = hash(wanted);
        Encoder encoder = load.load();
        try {
            Heads heads = HeadsFile.read(folder);
            if (before.isEmpty() || !before.equals(hash(wanted)))
                throw new IOException("the files of " + wanted.heads() + " changed while they were read");
            EncoderClassifier classifier = new EncoderClassifier(
                    encoder, heads, new StoredModels(store.manifests()).encoder(wanted.encoder(), wanted.heads()));
            WarmUp.of(wanted.encoder(), classifier);
            return new Loaded<>(
                    new LearnedReader(classifier, before.get()), encoder.device(), encoder::close, encoder::whenLost);
        } catch (IOException | RuntimeException | Error cause) {
            encoder.close();
            throw cause;
        }
    }

    /** The encoder alone, in this process. */
    Encoder encoder(Wanted.Reader wanted, DoubleConsumer progress) throws IOException {
        Manifest weights = ready(wanted.encoder());
        Path folder = ready(wanted.heads()).folder();
        return MiniLmEncoder.load(
                runtime(ENCODER_THREADS, wanted.device(), progress),
                EncoderFiles.in(store.folder(weights), weights.folder(), Optional.of(folder)),
                EncoderBounds.standard());
    }

    private final class Readers implements Loader<Wanted.Reader, LearnedReader> {
        @Override
        public Loaded<LearnedReader> load(Wanted.Reader wanted, DoubleConsumer progress) throws IOException {
            return reader(wanted, () -> encoder(wanted, progress));
        }

        @Override
        public Footprint footprint(Wanted.Reader wanted) throws IOException {
            return MiniLmEncoder.footprint(store.bytes(ready(wanted.encoder())));
        }

        @Override
        public boolean hasRoom(Wanted.Reader wanted) {
            return fitsEncoder(wanted.encoder());
        }
    }

    private final class Embedders implements Loader<Wanted.Embedding, Embedder> {
        @Override
        public Loaded<Embedder> load(Wanted.Embedding wanted, DoubleConsumer progress) throws IOException {
            Manifest manifest = encoder(wanted.model());
            Embedder embedder = MiniLmEmbedder.load(
                    runtime(ENCODER_THREADS, wanted.device(), progress),
                    EncoderFiles.in(store.folder(manifest), manifest.folder(), Optional.empty()));
            return new Loaded<>(embedder, embedder.device(), embedder::close, embedder::whenLost);
        }

        /** The same weights as the analyzer's encoder, and not shared with it. */
        @Override
        public Footprint footprint(Wanted.Embedding wanted) throws IOException {
            return MiniLmEncoder.footprint(store.bytes(encoder(wanted.model())));
        }

        @Override
        public boolean hasRoom(Wanted.Embedding wanted) {
            return fitsEncoder(wanted.model());
        }

        private Manifest encoder(String model) throws IOException {
            Manifest manifest = ready(model);
            if (manifest.kind() == ModelKind.ENCODER) return manifest;
            throw new IOException(model + " is of kind " + manifest.kind().label() + ", and makes no vectors");
        }
    }

    private boolean fitsEncoder(String model) {
        return store.find(model)
                .map(manifest -> fits(MiniLmEncoder.residentBytes(store.bytes(manifest))))
                .orElse(true);
    }

    private final class Generators implements Loader<Wanted.Answering, Generator> {
        @Override
        public Loaded<Generator> load(Wanted.Answering wanted, DoubleConsumer progress) throws IOException {
            ModelName name = new ModelName(wanted.model());
            LlamaGenerator generator = LlamaGenerator.load(
                    runtime(wanted.threads(), wanted.device(), progress),
                    name,
                    files(wanted),
                    wanted.settings(),
                    wanted.adapters());
            try {
                WarmUp.of(name, generator);
            } catch (RuntimeException | Error cause) {
                generator.close();
                throw cause;
            }
            return new Loaded<>(generator, generator.device(), generator::close, generator::whenLost);
        }

        @Override
        public Footprint footprint(Wanted.Answering wanted) throws IOException {
            return LlamaGenerator.footprint(files(wanted), wanted.settings(), wanted.adapters());
        }

        @Override
        public boolean hasRoom(Wanted.Answering wanted) {
            try {
                return fits(LlamaGenerator.residentBytes(files(wanted), wanted.settings(), wanted.adapters()));
            } catch (IOException unreadable) {
                // Its load will say so better, and the one that serves stays meanwhile.
                return true;
            }
        }
    }

    private static DjlRuntime runtime(int threads, Optional<Device> device, DoubleConsumer progress)
            throws IOException {
        DjlRuntime runtime = DjlRuntime.load(threads).telling(progress);
        return device.map(runtime::on).orElse(runtime);
    }

    /** Fetched weights by their pins, which were checked when they were fetched; what lies beside a manifest by content. */
    @Override
    public Optional<Hash> hash(Wanted.Reader wanted) {
        List<Hash> parts = new ArrayList<>();
        for (String name : List.of(wanted.encoder(), wanted.heads())) {
            Optional<Manifest> manifest = store.find(name);
            if (manifest.isEmpty()) return Optional.empty();
            try {
                for (ModelFile file : manifest.get().files()) parts.add(hash(manifest.get(), file));
            } catch (IOException missing) {
                return Optional.empty();
            }
        }
        return Optional.of(Hash.of(parts));
    }

    private Hash hash(Manifest manifest, ModelFile file) throws IOException {
        if (file.pin().isPresent()) return Hash.of(file.name(), file.pin().get().sha256());
        return Hash.of(file.name(), Bytes.of(Files.readAllBytes(store.path(manifest, file))));
    }

    private boolean fits(long bytes) {
        OptionalLong free = room.bytes();
        return free.isEmpty() || free.getAsLong() >= bytes + SPARE_BYTES;
    }

    private ModelFiles files(Wanted.Answering wanted) throws IOException {
        Manifest manifest = ready(wanted.model());
        try {
            return new ModelFiles(store.path(manifest, "program.pt"), weights(manifest));
        } catch (IllegalArgumentException other) {
            throw new IOException(wanted.model() + " is no model that answers: " + other.getMessage(), other);
        }
    }

    /** A GGUF file, or the folder in which the files lie as the hub names them. */
    private Path weights(Manifest manifest) {
        boolean isFolder =
                manifest.files().stream().anyMatch(file -> file.name().equals("config.json"));
        if (!isFolder) return store.path(manifest, "model.gguf");
        return store.path(manifest, "config.json").resolveSibling("");
    }

    /** The model's manifest, when its files are there. */
    private Manifest ready(String name) throws IOException {
        Manifest manifest =
                store.find(name).orElseThrow(() -> new FileNotFoundException("no local model is named " + name));
        FilesState state = store.state(manifest);
        if (state instanceof FilesState.Ready) return manifest;
        String what = state.detail() + "; run: ./outrigger models pull " + name;
        throw state instanceof FilesState.Missing ? new FileNotFoundException(what) : new IOException(what);
    }
}
