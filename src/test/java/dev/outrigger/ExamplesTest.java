package dev.outrigger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.outrigger.config.Bound;
import dev.outrigger.config.SchemaWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;

/** What the documents tell a person to write is a configuration. */
class ExamplesTest {
    private static final Path EXAMPLES = Path.of("src/site/examples");
    private static final Pattern YAML = Pattern.compile("(?ms)^```yaml\\n(.*?)^```");

    @Test
    void everyExampleFileBinds() throws IOException {
        List<Path> files = examples();

        files.forEach(file -> assertBinds(file.toString(), read(file)));

        assertFalse(files.isEmpty());
    }

    @Test
    void everyExampleFileFitsTheSchema() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(SchemaWriter.write("outrigger.yaml", Settings.class));

        for (Path file : examples()) {
            Object tree = new Yaml().load(read(file));
            assertEquals(Set.of(), schema.validate(new ObjectMapper().valueToTree(tree)), file.toString());
        }
    }

    @Test
    void everyConfigurationInTheDocumentsBinds() {
        for (Path document : List.of(Path.of("README.md"), Path.of("observability/README.md"))) {
            List<String> texts = YAML.matcher(read(document))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
            texts.forEach(text -> assertBinds(document.toString(), text));
            assertFalse(texts.isEmpty(), document.toString());
        }
    }

    private static List<Path> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).toList();
        }
    }

    private static void assertBinds(String name, String text) {
        Bound<Settings> bound = SettingsReader.read(name, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertInstanceOf(Bound.Ok.class, bound, () -> name + ": " + bound);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }
}
