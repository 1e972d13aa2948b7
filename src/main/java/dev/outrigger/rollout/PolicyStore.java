package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.config.Document;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Versions of policies in a folder, which of them serves, and how that came about.
 *
 * <pre>
 * policies/NAME/HASH.yaml     a version; never changed
 * serving.json                which serve; replaced as a whole, so that a reader never meets half of it
 * history-000001.ndjson       every act, chained as a decision log is
 * </pre>
 *
 * One process changes it at a time; others are told so, and try again. Thread-safe.
 */
public final class PolicyStore {
    /** Versions of one policy. */
    public static final int MOST_VERSIONS = 64;

    /** Policies. */
    public static final int MOST_POLICIES = 64;

    /** Bytes of one file of the history; two are kept. */
    static final long HISTORY_BYTES = 1 << 20;

    private static final int HISTORY_FILES = 2;
    private static final String HISTORY = "history";
    private static final String SERVING = "serving.json";
    private static final String END = ".yaml";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordCodec CODEC = new RecordCodec();

    private final Path folder;
    private final InstantSource clock;

    public PolicyStore(Path folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** What {@value #SERVING} holds. */
    private record State(int format, Map<String, Serving> policies) {}

    /** An act. */
    private record Act(Instant time, String act, String policy, Optional<String> version, Serving serving) {}

    /** The file that says which serve: whoever watches it learns of every change. */
    public Path serving() {
        return folder.resolve(SERVING);
    }

    /** Which serve, by policy. */
    Map<String, Serving> state() throws IOException {
        return said().orElse(Map.of());
    }

    /** The same; absent where there is no file, as before the first act, or where the folder is gone. */
    Optional<Map<String, Serving>> said() throws IOException {
        try {
            State state = CODEC.decode(JSON.readTree(bounded(serving())), State.class);
            if (state.format() != FORMAT)
                throw new IOException(serving() + ": format " + state.format() + " is not known here");
            return Optional.of(state.policies());
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IllegalArgumentException | JsonProcessingException wrong) {
            throw new IOException(serving() + " cannot be read: " + wrong.getMessage(), wrong);
        }
    }

    private static byte[] bounded(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Document.MAX_BYTES + 1);
            if (bytes.length > Document.MAX_BYTES) throw new IOException(file + " is too long");
            return bytes;
        }
    }

    /** The hashes of a policy's versions, sorted. */
    List<String> versions(String policy) throws IOException {
        Path versions = folder.resolve("policies").resolve(Version.checkName(policy));
        if (!Files.isDirectory(versions)) return List.of();
        try (Stream<Path> files = Files.list(versions)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("[0-9a-f]{12}\\.yaml"))
                    .map(name -> name.substring(0, name.length() - END.length()))
                    .sorted()
                    .toList();
        }
    }

    /** Names of policies that have versions, sorted. */
    List<String> policies() throws IOException {
        Path policies = folder.resolve("policies");
        if (!Files.isDirectory(policies)) return List.of();
        try (Stream<Path> names = Files.list(policies)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private Path file(Version version) {
        return folder.resolve("policies").resolve(version.name()).resolve(version.hash() + END);
    }

    /**
     * A version.
     *
     * @throws IllegalArgumentException when it is not what its hash says
     * @throws NoSuchFileException when there is none
     */
    public PolicyVersion read(Version version) throws IOException {
        byte[] content = bounded(file(version));
        Recipe none = new Recipe(version.name(), Optional.empty(), List.of(), Readers.NONE);
        PolicyVersion read = PolicyVersion.read(version.toString(), content, none);
        if (!read.version().equals(version))
            throw new IllegalArgumentException(file(version) + " holds " + read.version());
        return read;
    }

    /** Takes a version in; one that is there already stays as it is. */
    public synchronized void add(PolicyVersion version) throws IOException {
        try (ChainedFiles history = history()) {
            Path file = file(version.version());
            if (Files.exists(file)) return;
            String name = version.version().name();
            if (versions(name).size() >= MOST_VERSIONS)
                throw new IOException("at most " + MOST_VERSIONS + " versions of a policy are kept: delete some of "
                        + file.getParent());
            List<String> policies = policies();
            if (!policies.contains(name) && policies.size() >= MOST_POLICIES)
                throw new IOException("at most " + MOST_POLICIES + " policies are kept: delete some of "
                        + folder.resolve("policies"));
            replace(file, version.write());
            Serving serving = state().getOrDefault(name, Serving.CONFIGURED);
            record(
                    history,
                    new Act(
                            clock.instant(),
                            "import",
                            name,
                            Optional.of(version.version().hash()),
                            serving));
        }
    }

    /**
     * Changes which versions of a policy serve.
     *
     * @param act what is done, for the history
     */
    synchronized Serving change(String policy, String act, Optional<String> hash, UnaryOperator<Serving> how)
            throws IOException {
        Version.checkName(policy);
        try (ChainedFiles history = history()) {
            Map<String, Serving> policies = new TreeMap<>(state());
            Serving next = how.apply(policies.getOrDefault(policy, Serving.CONFIGURED));
            policies.put(policy, next);
            replace(
                    serving(),
                    JSON.writerWithDefaultPrettyPrinter()
                            .writeValueAsBytes(CODEC.encode(new State(FORMAT, policies), State.class)));
            record(history, new Act(clock.instant(), act, policy, hash, next));
            return next;
        }
    }

    private static void record(ChainedFiles history, Act act) throws IOException {
        String body = CODEC.encode(act, Act.class).toString();
        history.turn(body.length());
        history.append(body);
    }

    private ChainedFiles history() throws IOException {
        return new ChainedFiles(folder, HISTORY, HISTORY_BYTES, HISTORY_FILES, clock);
    }

    private static void replace(Path file, byte[] content) throws IOException {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) throw new IOException(file + " is in no folder");
        Files.createDirectories(parent);
        Path draft = Files.createTempFile(parent, ".", ".draft");
        try {
            try (FileChannel out = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) out.write(bytes);
                out.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The last acts, newest first, each as a line of JSON; what cannot be read is told instead. */
    public List<String> history(int most) throws IOException {
        if (!Files.isDirectory(folder) || ChainedFiles.in(folder, HISTORY).isEmpty()) return List.of();
        List<String> acts = new ArrayList<>();
        ChainCheck.Result result = ChainCheck.read(folder, HISTORY, (at, body) -> {
            if (body.has("act")) acts.add(body.toString());
            if (acts.size() > most) acts.removeFirst();
        });
        if (result instanceof ChainCheck.Result.Broken(String at, String because))
            throw new IOException(at + ": " + because);
        Collections.reverse(acts);
        return acts;
    }
}
