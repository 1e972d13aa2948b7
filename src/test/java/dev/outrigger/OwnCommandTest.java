package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the engine's process gets of this one's surroundings. */
class OwnCommandTest {
    private static final Map<String, String> NEEDED = Map.of(
            "PATH", "/bin",
            "HOME", "/home/one",
            "LC_ALL", "C.UTF-8",
            "OUTRIGGER_HOME", "/opt/outrigger",
            "OUTRIGGER_CACHE", "/cache",
            "DJL_CACHE_DIR", "/djl",
            "LD_LIBRARY_PATH", "/lib",
            "MALLOC_ARENA_MAX", "2");

    private static final Map<String, String> OWN = Map.of(
            "OPENAI_API_KEY", "secret",
            "OUTRIGGER_MISTRAL_API_KEY", "secret",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "HF_TOKEN", "secret",
            "JAVA_TOOL_OPTIONS", "-agentlib:jdwp=transport=dt_socket,server=y,address=5005",
            "JDK_JAVA_OPTIONS", "-javaagent:a.jar",
            "_JAVA_OPTIONS", "-Xmx1g",
            "HTTPS_PROXY", "http://user:secret@proxy");

    /** What has a library loaded into whoever finds it. */
    private static final List<String> INJECTING = List.of(
            "LD_PRELOAD",
            "LD_AUDIT",
            "LD_DEBUG_OUTPUT",
            "GLIBC_TUNABLES",
            "CUDA_INJECTION64_PATH",
            "NVTX_INJECTION64_PATH",
            "OMP_TOOL_LIBRARIES",
            "RUST_LOG",
            "PYTHONPATH");

    @Test
    void neitherKeysNorDebuggersNorLibrariesCross() {
        Map<String, String> all = new TreeMap<>(NEEDED);
        all.putAll(OWN);
        INJECTING.forEach(name -> all.put(name, "/tmp/library.so"));
        assertEquals(NEEDED, OwnCommand.again(Path.of("run"), all).environment());
    }
}
