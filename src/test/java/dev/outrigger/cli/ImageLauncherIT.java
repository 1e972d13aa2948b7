package dev.outrigger.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the launcher lays out for an image, and whom it gives it to. Scripts stand for Java's and the builder's tools. */
class ImageLauncherIT {
    private static final String DOCKER = "my outrigger/src/main/docker/";

    @TempDir
    private Path folder;

    private SmallRepository repository;

    @BeforeEach
    void aRepository() throws IOException {
        repository = new SmallRepository(folder);
        for (String each : new String[] {"image.sh", "jvm.options", "Dockerfile", "Dockerfile.cuda"})
            repository.write(DOCKER + each, Files.readString(Path.of("src/main/docker", each)));
        repository.write("my outrigger/LICENSE", "Apache-2.0");
        repository.write("my outrigger/gpu-models/small/manifest.yaml", "name: small");
        repository.write("my outrigger/gpu-models/small/train.py", "pass");
        repository.write(".cache/outrigger/models/small/weights", "w");
        repository.write(".cache/outrigger/models/unknown/weights", "w");
        repository.maven(SmallRepository.BUILD + """
                mkdir -p "$OUTRIGGER_HOME/target/quarkus-app/lib/main" "$OUTRIGGER_HOME/target/image/bom"
                cd "$OUTRIGGER_HOME/target/quarkus-app/lib/main"
                touch ai.djl.pytorch.pytorch-native-cpu-7.8.9-linux-x86_64.jar ai.djl.pytorch.pytorch-jni-7.8.9-1.2.jar
                touch ai.djl.huggingface.tokenizers-1.2.jar
                echo '{}' > "$OUTRIGGER_HOME/target/image/bom/sbom.json"
                """);
        tools();
    }

    /** Scripts that say what they were asked, or do it in small. */
    private void tools() throws IOException {
        // Java as the image will have it, which at its start writes the cache of classes that it is asked for.
        repository.script("jdks/jdk-25/bin/jlink", """
                for word; do last=$word; done
                mkdir -p "$last/bin"
                cat > "$last/bin/java" <<'JAVA'
                #!/bin/sh
                for word; do case $word in -XX:AOTCacheOutput=*) echo classes > "${word#*=}" ;; esac; done
                JAVA
                chmod +x "$last/bin/java"
                """);
        // Unpacks what it is asked for.
        repository.script("jdks/jdk-25/bin/jar", """
                shift 2
                for each; do
                  case $each in
                    */) mkdir -p "$each" && echo torch > "$each/libtorch.so" ;;
                    *) mkdir -p "$(dirname "$each")" && echo version=5.6 > "$each" ;;
                  esac
                done
                """);
        repository.write("my outrigger/pom.xml", """
                <project>
                  <version>1.2.3</version>
                  <djl.version>1.2</djl.version>
                  <libtorch.version>7.8.9</libtorch.version>
                </project>
                """);
        repository.script("bin/docker", "echo \"$*\" >> '" + folder + "/docker'");
    }

    @Test
    void laysOutWhatAStartNeedsAndHasItBuilt() throws Exception {
        var ended = repository.launch("image", "--tag", "shop/outrigger:7");

        assertEquals(0, ended.status(), ended.err());
        Path image = repository.home().resolve("target/image");
        Path inside = image.resolve("root/opt/outrigger");
        for (String each : new String[] {
            "jvm.options",
            "LICENSE",
            "classes.aot",
            "sbom.json",
            "libtorch/libtorch.so",
            "app/quarkus-run.jar",
            "models/small/weights",
            "gpu-models/small/manifest.yaml",
            "djl/pytorch/7.8.9-cpu-linux-x86_64/1.2-libdjl_torch.so",
            "djl/tokenizers/5.6-cpu-linux-x86_64/libtokenizers.so"
        }) assertTrue(Files.isRegularFile(inside.resolve(each)), each);
        // What is unpacked is not there packed too, nor what a model was trained with, nor one that nobody describes.
        for (String each : new String[] {
            "app/lib/main/ai.djl.pytorch.pytorch-native-cpu-7.8.9-linux-x86_64.jar",
            "gpu-models/small/train.py",
            "models/unknown"
        }) assertFalse(Files.exists(inside.resolve(each)), each);
        var called = Files.readAllLines(folder.resolve("docker")).getLast();
        assertTrue(called.startsWith("build -t shop/outrigger:7 -f " + image + "/Dockerfile "), called);
        assertTrue(called.contains("--build-arg VERSION=1.2.3") && called.endsWith(" " + image), called);
    }

    @Test
    void withoutABuilderItLeavesTheFiles() throws Exception {
        var ended = repository.launch("image", "--builder", "none", "--models", "none", "--flavour", "cuda");

        assertEquals(0, ended.status(), ended.err());
        Path image = repository.home().resolve("target/image");
        assertTrue(ended.err().contains("build it with: docker build -f " + image + "/Dockerfile"), ended.err());
        assertFalse(Files.exists(image.resolve("root/opt/outrigger/models/small")));
        assertFalse(Files.exists(image.resolve("root/opt/outrigger/libtorch/libtorch.so")));
        // Nothing is unpacked at a start, whether or not there are models now.
        assertTrue(Files.exists(
                image.resolve("root/opt/outrigger/djl/pytorch/7.8.9-cu128-linux-x86_64/1.2-libdjl_torch.so")));
        String file = Files.readString(image.resolve("Dockerfile"));
        assertTrue(file.contains("PYTORCH_FLAVOR=cu128") && file.contains("PYTORCH_VERSION=7.8.9"), file);
        assertFalse(Files.exists(folder.resolve("docker")));
    }

    @Test
    void saysWhatAnOptionMayBeBeforeItDoesAnything() throws Exception {
        var ended = repository.launch("image", "--models", "all");

        assertEquals(1, ended.status());
        assertTrue(ended.err().contains("image: --models is one of bundled none, not all"), ended.err());
        assertEquals(2, repository.launch("image", "--wrong").status());
        assertFalse(Files.exists(repository.home().resolve("target")));
    }
}
