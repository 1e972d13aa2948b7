package dev.outrigger;

import dev.outrigger.child.Command;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How this very program, in this JVM and with its flags, is started once more. */
final class OwnCommand {
    /** What one process has for itself: debuggers, agents, recordings, ports, and the cache of classes while it is made. */
    private static final Pattern OWN = Pattern.compile(
            "-(agentlib|agentpath|javaagent|Xrun|Xdebug|Xms|Xlog:gc|XX:AOTCacheOutput|XX:AOTMode|XX:ErrorFile|XX:StartFlightRecording|Dcom\\.sun\\.management).*");

    /**
     * What the engine reads of its surroundings: where files and libraries lie, how text is written, and how memory and
     * threads are used. All else stays with the sidecar: providers' keys, what debuggers a JVM brings along, and whatever has
     * a library loaded into each process that finds it ({@code LD_PRELOAD}, {@code LD_AUDIT}, {@code CUDA_INJECTION64_PATH},
     * {@code OMP_TOOL_LIBRARIES}). So each has its name here, and no beginning of a name is enough.
     */
    private static final Set<String> PASSED = Set.of(
            "PATH",
            "HOME",
            "USER",
            "TZ",
            "TMPDIR",
            "LANG",
            "LANGUAGE",
            "LC_ALL",
            "LC_CTYPE",
            "OUTRIGGER_HOME",
            "OUTRIGGER_CACHE",
            "OUTRIGGER_MODELS",
            "XDG_CACHE_HOME",
            "DJL_CACHE_DIR",
            "ENGINE_CACHE_DIR",
            "TOKENIZERS_CACHE",
            "TOKENIZERS_PARALLELISM",
            "RAYON_NUM_THREADS",
            "PYTORCH_VERSION",
            "PYTORCH_FLAVOR",
            "PYTORCH_LIBRARY_PATH",
            "PYTORCH_CUDA_ALLOC_CONF",
            "LD_LIBRARY_PATH",
            "CUDA_HOME",
            "CUDA_PATH",
            "CUDA_CACHE_PATH",
            "CUDA_DEVICE_ORDER",
            "CUDA_VISIBLE_DEVICES",
            "NVIDIA_VISIBLE_DEVICES",
            "NVIDIA_DRIVER_CAPABILITIES",
            "OMP_NUM_THREADS",
            "OMP_PLACES",
            "OMP_PROC_BIND",
            "OMP_WAIT_POLICY",
            "KMP_AFFINITY",
            "KMP_BLOCKTIME",
            "MKL_NUM_THREADS",
            "ONEDNN_MAX_CPU_ISA",
            "ONEDNN_PRIMITIVE_CACHE_CAPACITY",
            "MALLOC_ARENA_MAX",
            "MALLOC_MMAP_THRESHOLD_",
            "MALLOC_TOP_PAD_",
            "MALLOC_TRIM_THRESHOLD_");

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
                .filter(variable -> PASSED.contains(variable.getKey()))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The packaged program starts by its own jar, which finds its libraries; in tests Main is one class of many. */
    private static List<String> program(String path) {
        return path.endsWith(PACKAGED) ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName());
    }
}
