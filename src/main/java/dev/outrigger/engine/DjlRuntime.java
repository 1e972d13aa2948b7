package dev.outrigger.engine;

import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.DoubleConsumer;

/**
 * DJL's PyTorch engine, loaded into this process. The composition root makes one and lends it to whatever runs a
 * {@link Program}; libtorch itself is loaded once a process and cannot be unloaded, so a second runtime shares it.
 *
 * <p>It is the one place that sets DJL's properties, because DJL reads them only while it loads: nothing is fetched
 * over the network, nothing is reported, and libtorch gets its bound on threads.
 */
public final class DjlRuntime {
    private static final String ENGINE = "PyTorch";
    private static final int INTEROP_THREADS = 1;

    private final int threads;
    private final Optional<Device> device;
    private final DoubleConsumer progress;

    private DjlRuntime(int threads, Optional<Device> device, DoubleConsumer progress) {
        this.threads = threads;
        this.device = device;
        this.progress = progress;
    }

    /**
     * Loads libtorch, which takes from half a second to some seconds (the first time on a machine the library is
     * unpacked) and blocks the caller.
     *
     * @param threads that one operator may use, at least 1; more than 1 pays only on cores that nothing else uses
     * @throws IOException when the native library cannot be loaded
     */
    public static DjlRuntime load(int threads) throws IOException {
        if (threads < 1) throw new IllegalArgumentException("an operator needs at least 1 thread, not " + threads);
        NativeHeap.bound();
        OneDnnCache.bound();
        System.setProperty("ai.djl.offline", "true");
        System.setProperty("OPT_OUT_TRACKING", "true");
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
        System.setProperty("ai.djl.pytorch.num_interop_threads", Integer.toString(INTEROP_THREADS));
        // DJL looks for its engines with the thread's class loader, and a packaged application's knows only its own.
        Thread thread = Thread.currentThread();
        ClassLoader own = thread.getContextClassLoader();
        thread.setContextClassLoader(Engine.class.getClassLoader());
        try {
            Engine.getEngine(ENGINE);
        } catch (EngineException | UnsatisfiedLinkError cause) {
            throw new IOException("libtorch cannot be loaded: " + cause.getMessage(), cause);
        } finally {
            thread.setContextClassLoader(own);
        }
        return new DjlRuntime(threads, Optional.empty(), share -> {});
    }

    /** The same, whose programs run there; libtorch chooses, a GPU where there is one, unless this is said. */
    public DjlRuntime on(Device where) {
        return new DjlRuntime(threads, Optional.of(where), progress);
    }

    /** The same; this hears which share of a model's weights is in its program, 0 to 1, on the loading thread. */
    public DjlRuntime telling(DoubleConsumer listener) {
        return new DjlRuntime(threads, device, listener);
    }

    DoubleConsumer progress() {
        return progress;
    }

    /** Version of libtorch, for example {@code 2.7.1}. */
    public String version() {
        return Engine.getEngine(ENGINE).getVersion();
    }

    /**
     * Opens a TorchScript program (an archive as {@code torch.jit.save} writes it).
     *
     * @throws IOException when the file is missing or is no program
     */
    public Program open(Path archive) throws IOException {
        String name = archive.getFileName().toString();
        Model model = device.map(where -> Model.newInstance(name, where.ofDjl(), ENGINE))
                .orElseGet(() -> Model.newInstance(name, ENGINE));
        try (InputStream bytes = Files.newInputStream(archive)) {
            model.load(bytes);
            return new Program(model);
        } catch (Exception cause) {
            model.close();
            throw new IOException("cannot open program " + archive + ": " + cause.getMessage(), cause);
        }
    }

    /**
     * Bounds the calling thread's operators. Called first on each thread that runs programs: OpenMP keeps the bound per
     * thread, and the one set while loading holds for the loading thread alone.
     */
    public void enter() {
        JniUtils.setNumThreads(threads);
    }

    /** Gives memory that loading, or closing, freed back to the system. */
    public void trim() {
        NativeHeap.trim();
        LibraryPages.drop();
    }
}
