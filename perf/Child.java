import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A helper process that is spoken to in lines. It ends when it is closed, or when this process dies. */
record Child(Process process, BufferedReader out) implements AutoCloseable {
    /** Has the kernel wake its threads when they asked to be woken, not up to 50 µs later, where it can be told so. */
    private static final List<String> PUNCTUAL = List.of("sh", "-c", "{ echo 1 >/proc/self/timerslack_ns; } 2>/dev/null; exec \"$@\"", "sh");

    /** Runs a program of this folder. */
    static Child start(Path folder, String program) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(PUNCTUAL);
        command.addAll(List.of(java, "-XX:+UseSerialGC", "-Xms256m", "-Xmx256m"));
        String path = System.getProperty("java.class.path");
        if (!path.isEmpty()) command.addAll(List.of("-cp", path));
        command.add(folder.resolve(program).toString());
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return new Child(process, new BufferedReader(new InputStreamReader(process.getInputStream())));
    }

    String line() {
        try {
            String line = out.readLine();
            if (line == null) throw new IllegalStateException("a helper process ended");
            return line;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Says a line and waits for the answer. */
    String ask(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            process.getOutputStream().flush();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return line();
    }

    @Override
    public void close() {
        process.destroy();
    }

    static File discard() {
        return new File("/dev/null");
    }
}
