package dev.outrigger;

import dev.outrigger.child.Command;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How this very program, in this JVM and with its flags, is started once more. */
final class OwnCommand {
    /** What one process has for itself: debuggers, agents, recordings, ports, and the cache of classes while it is made. */
    private static final Pattern OWN = Pattern.compile(
            "-(agentlib|agentpath|javaagent|Xrun|Xdebug|Xms|Xlog:gc|XX:AOTCacheOutput|XX:AOTMode|XX:ErrorFile|XX:StartFlightRecording|Dcom\\.sun\\.management).*");

    /**
     * What the engine reads of its surroundings: where files and libraries lie, how text is written, and how memory and
     * threads are used. All else, providers' keys and what debuggers a JVM brings along among it, stays with the sidecar.
     */
    private static final Pattern PASSED = Pattern.compile("PATH|HOME|USER|TZ|LANG|LANGUAGE|LC_.*|TMPDIR"
            + "|OUTRIGGER_HOME|OUTRIGGER_CACHE|XDG_.*|DJL_.*|ENGINE_CACHE_DIR|TOKENIZERS_CACHE|PYTORCH_.*|TORCH_.*|RUST_.*"
            + "|CUDA_.*|NVIDIA_.*|LD_LIBRARY_PATH|LD_PRELOAD|OMP_.*|KMP_.*|MKL_.*|ONEDNN_.*|DNNL_.*"
            + "|MALLOC_.*|GLIBC_TUNABLES");

    private static final String PACKAGED = "quarkus-run.jar";

    private OwnCommand() {}

    /**
     * The command, its verb not among it.
     *
     * @param run the folder for traces of running processes
     * @param environment this process' variables, of which only some are passed on
     */
    static Command again(Path run, Map<String, String> environment) {
        Path crash = run.resolve("engine-crash.log");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> !OWN.matcher(flag).matches())
                .forEach(command::add);
        // Its heap begins small, for weights lie outside; a core would hold prompts.
        command.addAll(List.of("-Xms16m", "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + crash));
        command.addAll(program(System.getProperty("java.class.path")));
        return new Command(command, passed(environment), EngineCommand.version(), crash);
    }

    private static Map<String, String> passed(Map<String, String> environment) {
        return environment.entrySet().stream()
                .filter(variable -> PASSED.matcher(variable.getKey()).matches())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The packaged program starts by its own jar, which finds its libraries; in tests Main is one class of many. */
    private static List<String> program(String path) {
        return path.endsWith(PACKAGED) ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName());
    }
}
