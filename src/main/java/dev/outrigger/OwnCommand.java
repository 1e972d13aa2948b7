package dev.outrigger;

import dev.outrigger.child.Command;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** How this very program, in this JVM and with its flags, is started once more. */
final class OwnCommand {
    /** What one process has for itself: debuggers, agents, recordings, ports, and the cache of classes while it is made. */
    private static final Pattern OWN = Pattern.compile(
            "-(agentlib|agentpath|javaagent|Xrun|Xdebug|Xms|Xlog:gc|XX:AOTCacheOutput|XX:AOTMode|XX:ErrorFile|XX:StartFlightRecording|Dcom\\.sun\\.management).*");

    private static final String PACKAGED = "quarkus-run.jar";

    private OwnCommand() {}

    /**
     * The command, its verb not among it.
     *
     * @param run the folder for traces of running processes
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
        return new Command(command, environment, EngineCommand.version(), crash);
    }

    /** The packaged program starts by its own jar, which finds its libraries; in tests Main is one class of many. */
    private static List<String> program(String path) {
        return path.endsWith(PACKAGED) ? List.of("-jar", path) : List.of("-cp", path, Main.class.getName());
    }
}
