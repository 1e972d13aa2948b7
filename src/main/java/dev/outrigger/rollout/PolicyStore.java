package dev.outrigger.rollout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.outrigger.config.Document;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
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
 * One process changes it at a time; others wait {@link #WAIT} for their turn. An act is written to the history first and takes
 * effect after: whoever is told that it failed finds the store as it was, and the history says so. Thread-safe.
 */
public final class PolicyStore {
    /** Versions of one policy. */
    public static final int MOST_VERSIONS = 64;

    /** Policies. */
    public static final int MOST_POLICIES = 64;

    /** Bytes of one file of the history; two are kept. */
    static final long HISTORY_BYTES = 1 << 20;

    /** How long an act waits for another process's. */
    static final Duration WAIT = Duration.ofSeconds(2);

    private static final int HISTORY_FILES = 2;
    private static final Duration TURN = Duration.ofMillis(10);
    private static final String HISTORY = "history";
    private static final String SERVING = "serving.json";
    private static final String END = ".yaml";
    private static final int FORMAT = 1;
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final RecordCodec CODEC = new RecordCodec();

    private final Path folder;
    private final InstantSource clock;
    private final Replacing replacing;

    public PolicyStore(Path folder, InstantSource clock) {
        this(folder, clock, Replacing.ATOMIC);
    }

    /** One that replaces files so. */
    PolicyStore(Path folder, InstantSource clock, Replacing replacing) {
        this.folder = folder;
        this.clock = clock;
        this.replacing = replacing;
    }

    /** What {@value #SERVING} holds. */
    private record State(int format, Map<String, Serving> policies) {}

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
            replacing.replace(file, version.write());
            Serving serving = state().getOrDefault(name, Serving.CONFIGURED);
            Optional<String> hash = Optional.of(version.version().hash());
            record(history, new Act(clock.instant(), "import", name, hash, serving));
        }
    }

    /**
     * Changes which versions of a policy serve.
     *
     * @param act what is done, for the history
     * @param otherwise which versions serve where the store does not say: a file that was lost takes no other policy's along
     */
    synchronized Serving change(
            String policy,
            String act,
            Optional<String> hash,
            Map<String, Serving> otherwise,
            UnaryOperator<Serving> how)
            throws IOException {
        Version.checkName(policy);
        try (ChainedFiles history = history()) {
            Map<String, Serving> before = said().orElse(otherwise);
            Serving was = before.getOrDefault(policy, Serving.CONFIGURED);
            Serving next = how.apply(was);
            Map<String, Serving> policies = new TreeMap<>(before);
            policies.put(policy, next);
            settle(history, before);
            record(history, new Act(clock.instant(), act, policy, hash, next));
            try {
                replacing.replace(
                        serving(),
                        JSON.writerWithDefaultPrettyPrinter()
                                .writeValueAsBytes(CODEC.encode(new State(FORMAT, policies), State.class)));
            } catch (IOException failed) {
                revoke(history, new Act(clock.instant(), Act.VOID, policy, hash, was), failed);
                throw failed;
            }
            return next;
        }
    }

    private static void revoke(ChainedFiles history, Act act, IOException because) {
        try {
            record(history, act);
        } catch (IOException later) {
            // The next act says it.
            because.addSuppressed(later);
        }
    }

    /** An act that stopped between the history and its effect is said to have had none. */
    private void settle(ChainedFiles history, Map<String, Serving> serves) throws IOException {
        for (Act last : Acts.read(folder, HISTORY).last()) {
            Serving is = serves.getOrDefault(last.policy(), Serving.CONFIGURED);
            if (!is.equals(last.serving()))
                record(history, new Act(clock.instant(), Act.VOID, last.policy(), last.version(), is));
        }
    }

    private static void record(ChainedFiles history, Act act) throws IOException {
        String body = CODEC.encode(act, Act.class).toString();
        history.turn(body.length());
        history.append(body);
    }

    private ChainedFiles history() throws IOException {
        long end = System.nanoTime() + WAIT.toNanos();
        while (true) {
            try {
                return new ChainedFiles(folder, HISTORY, HISTORY_BYTES, HISTORY_FILES, clock);
            } catch (ChainedFiles.HeldException held) {
                if (System.nanoTime() > end) throw held;
            }
            pause();
        }
    }

    private static void pause() throws IOException {
        LockSupport.parkNanos(TURN.toNanos());
        if (Thread.currentThread().isInterrupted())
            throw new InterruptedIOException("stopped while another process writes");
    }

    /** The last acts, newest first, and which lines of the history cannot be read. */
    public History history(int most) throws IOException {
        Acts read = Acts.read(folder, HISTORY);
        List<String> newest = read.lines().reversed();
        List<String> problems = new ArrayList<>(read.problems());
        Optional<Map<String, Serving>> said = said();
        for (Act last : read.last()) {
            boolean holds = said.map(state -> state.getOrDefault(last.policy(), Serving.CONFIGURED))
                    .filter(last.serving()::equals)
                    .isPresent();
            if (!holds && !last.serving().equals(Serving.CONFIGURED))
                problems.add(last.policy() + ": the last act of the history, " + last.act() + ", is not what " + SERVING
                        + " says");
        }
        return new History(newest.subList(0, Math.min(most, newest.size())), problems);
    }

    /**
     * What was done with a store.
     *
     * @param acts newest first, each as a line of JSON
     * @param problems in words: lines that cannot be read, and acts that did not take effect
     */
    public record History(List<String> acts, List<String> problems) {
        public History {
            acts = List.copyOf(acts);
            problems = List.copyOf(problems);
        }
    }
}
