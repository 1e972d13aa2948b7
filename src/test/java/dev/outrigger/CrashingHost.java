package dev.outrigger;

import dev.outrigger.chat.Bytes;
import dev.outrigger.child.Host;
import dev.outrigger.child.Models;
import dev.outrigger.engine.Embedder;
import dev.outrigger.engine.Encoder;
import dev.outrigger.engine.Generator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.function.DoubleConsumer;

/** An engine's process whose loads end as native code's do. */
final class CrashingHost {
    private CrashingHost() {}

    /** With {@code engine --socket PATH}. */
    public static void main(String[] args) throws IOException {
        new Host(Path.of(args[2]), EngineCommand.version(), new Models() {
                    @Override
                    public Generator generator(Bytes wanted, DoubleConsumer progress) throws IOException {
                        throw crash();
                    }

                    @Override
                    public Encoder encoder(Bytes wanted, DoubleConsumer progress) throws IOException {
                        throw crash();
                    }

                    @Override
                    public Embedder embedder(Bytes wanted, DoubleConsumer progress) throws IOException {
                        throw crash();
                    }
                })
                .serve(ProcessHandle.current().parent());
    }

    /** It never returns. */
    private static IOException crash() throws IOException {
        long own = ProcessHandle.current().pid();
        try {
            int unusedStatus = new ProcessBuilder("kill", "-SEGV", Long.toString(own))
                    .start()
                    .waitFor();
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return new IOException("it lives");
    }
}
