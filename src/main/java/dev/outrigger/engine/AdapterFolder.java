package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import java.io.File;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The adapters that lie in a folder, each in a folder of its name. They are looked for when they are asked for, so one may
 * come, change or go at any time; hundreds that nobody asks for cost nothing. One thread looks and another reads, so that who
 * asks for an adapter that is in memory does not wait behind one that is not. Both end when nothing was asked for a while.
 */
final class AdapterFolder implements AdapterSource {
    /** Adapters that wait to be looked for: of answers that wait, and of those that were given up meanwhile. */
    static final int LOOKS = 1024;

    /** Adapters whose files were checked, and are not checked again while they are the same. */
    private static final int CHECKED = 1024;

    private static final Duration IDLE = Duration.ofSeconds(10);

    private static final Logger LOG = System.getLogger(AdapterFolder.class.getName());

    private final ModelName model;
    private final DecoderShape shape;
    private final AdapterSettings settings;
    private final AdapterShelf shelf;
    private final Runnable wake;
    private final ExecutorService finder;
    private final ExecutorService reader;

    /** The finder's own. */
    private final Map<String, AdapterVersion> checked = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, AdapterVersion> eldest) {
            return size() > CHECKED;
        }
    };

    AdapterFolder(ModelName model, DecoderShape shape, AdapterSettings settings, Runnable wake) {
        this.model = model;
        this.shape = shape;
        this.settings = settings;
        this.shelf = new AdapterShelf(settings.folder());
        this.wake = wake;
        this.finder = thread("finder");
        this.reader = thread("reader");
    }

    private ExecutorService thread(String what) {
        ThreadPoolExecutor one = new ThreadPoolExecutor(
                1,
                1,
                IDLE.toMillis(),
                TimeUnit.MILLISECONDS,
                new LinkedBlockingQueue<>(LOOKS),
                Thread.ofPlatform()
                        .daemon()
                        .name("outrigger-" + model + "-adapter-" + what)
                        .factory());
        one.allowCoreThreadTimeOut(true);
        return one;
    }

    @Override
    public AdapterWish find(String name) {
        AdapterWish wish = new AdapterWish();
        submit(finder, () -> look(name, wish), wish::refused);
        return wish;
    }

    @Override
    public AdapterLoad load(AdapterVersion version) {
        AdapterLoad load = new AdapterLoad();
        submit(reader, () -> read(version, load), load::fail);
        return load;
    }

    @Override
    public void close() {
        finder.shutdownNow();
        reader.shutdownNow();
    }

    private void submit(ExecutorService thread, Runnable task, Consumer<Failure> refused) {
        try {
            thread.execute(() -> {
                try {
                    task.run();
                } finally {
                    wake.run();
                }
            });
        } catch (RejectedExecutionException none) {
            refused.accept(
                    thread.isShutdown()
                            ? new Failure.Overloaded(503, "the local model is closing", Optional.empty())
                            : new Failure.Overloaded(
                                    503,
                                    Optional.of(Stepper.BUSY),
                                    LOOKS + " adapters wait to be looked for already",
                                    Optional.empty()));
        }
    }

    private void look(String name, AdapterWish wish) {
        try {
            Optional<String> objection = shelf.objection(name);
            if (objection.isPresent()) wish.refused(unknown(objection.get()));
            else wish.found(version(name));
        } catch (IOException | RuntimeException | VirtualMachineError cause) {
            wish.refused(unusable(name, cause));
        }
    }

    private AdapterVersion version(String name) throws IOException {
        String stamp = stamp(name);
        AdapterVersion known = checked.get(name);
        if (known != null && known.stamp().equals(stamp)) return known;
        try (AdapterFile file = open(name)) {
            AdapterVersion version = new AdapterVersion(name, stamp, file.bytes());
            checked.put(name, version);
            return version;
        }
    }

    private void read(AdapterVersion version, AdapterLoad load) {
        try (AdapterFile file = open(version.name())) {
            for (int linear = 0; linear < file.linears(); linear++) {
                Optional<AdapterPair> pair = file.pair(linear);
                if (pair.isEmpty()) continue;
                if (!load.put(pair.get())) return;
                wake.run();
            }
            if (stamp(version.name()).equals(version.stamp())) load.finish();
            else load.fail(changed(version));
        } catch (InterruptedException closing) {
            load.fail(new Failure.Overloaded(503, "the local model is closing", Optional.empty()));
        } catch (IOException | RuntimeException | VirtualMachineError cause) {
            // A file that is cut short while it is mapped is an InternalError; one too big for the heap, or nested too
            // deep, is its own fault.
            load.fail(unusable(version.name(), cause));
        }
    }

    private AdapterFile open(String name) throws IOException {
        return AdapterFile.open(shelf.place(name), shape, settings);
    }

    /** Tells apart the files of one time from those of another. */
    private String stamp(String name) throws IOException {
        Path folder = shelf.place(name);
        return stamp(folder.resolve(AdapterConfig.FILE)) + ";" + stamp(folder.resolve(AdapterFile.FILE));
    }

    private static String stamp(Path file) throws IOException {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return now.size() + "," + now.lastModifiedTime().to(TimeUnit.NANOSECONDS) + "," + now.fileKey();
        } catch (NoSuchFileException absent) {
            return "absent";
        }
    }

    private Failure unknown(String why) {
        return new Failure.Rejected(404, "model " + model + ": " + why, Optional.empty());
    }

    private Failure unusable(String name, Throwable cause) {
        String why = cause instanceof IOException ? cause.getMessage() : cause.toString();
        LOG.log(Level.WARNING, "adapter {0} of model {1}: {2}", name, model, why);
        // Where it lies is nothing to an app.
        String toApp = String.valueOf(why).replace(settings.folder() + File.separator, "");
        return new Failure.Rejected(
                400, "adapter " + name + " of model " + model + " cannot be used: " + toApp, Optional.empty());
    }

    private Failure changed(AdapterVersion version) {
        return new Failure.Overloaded(
                503,
                Optional.of(Duration.ofSeconds(1)),
                "adapter " + version + " of model " + model + " changed while it was read",
                Optional.empty());
    }
}
