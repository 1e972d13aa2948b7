package dev.outrigger.dialect;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.openai.OpenAi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A dialect of the product, with its cassettes. Every implementation is found in the product itself, so that a new one is
 * held to the contract without being named in it.
 */
public record Spoken(Dialect dialect, Path folder) {
    private static final Path CASSETTES = Path.of("src/test/resources/golden/dialect");
    private static final InstantSource CLOCK = () -> Instant.ofEpochSecond(1_750_000_000);

    /** Where vendors' paths begin. */
    private static final List<String> BEGINNINGS = List.of("/v1", "/v1beta", "/api", "");

    /** All there are, by name. */
    static List<Spoken> all() {
        return Found.ALL;
    }

    /** Looked for once: reading the classes takes a third of a second. */
    private static final class Found {
        private static final List<Spoken> ALL = find();
    }

    private static List<Spoken> find() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("dev.outrigger.dialect").stream()
                        .filter(type -> type.isAssignableTo(Dialect.class) && !type.isInterface())
                        // Another's as one of its hosts speaks it is upstream's alone.
                        .filter(type -> type.getRawSuperclass()
                                .filter(parent -> parent.isAssignableTo(Dialect.class))
                                .isEmpty())
                        .map(Spoken::of)
                        .sorted(Comparator.comparing(spoken -> spoken.dialect.name()))
                        .toList();
    }

    private static Spoken of(JavaClass type) {
        try {
            Constructor<?> made = type.reflect().getConstructors()[0];
            Object[] given = Stream.of(made.getParameterTypes())
                    .map(wanted -> wanted == Dialect.class ? new OpenAi(CLOCK) : CLOCK)
                    .toArray();
            Object dialect = made.newInstance(given);
            String last = type.getPackageName().substring(type.getPackageName().lastIndexOf('.') + 1);
            return new Spoken((Dialect) dialect, CASSETTES.resolve(last));
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException(
                    type.getName() + " is made of more than a clock and another dialect", other);
        }
    }

    /** Texts of the cassettes whose names begin so. */
    List<String> cassettes(String beginning) {
        return List.copyOf(named(beginning).values());
    }

    /** The same with their names, in the order of these. */
    SortedMap<String, String> named(String beginning) {
        SortedMap<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith(beginning))
                    .forEach(file -> texts.put(file.getFileName().toString(), text(file)));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        return texts;
    }

    /** Bytes of the streams among the cassettes, which are text or not. */
    List<Bytes> streams() {
        return List.copyOf(namedStreams().values());
    }

    /** The same with their names, in the order of these. */
    SortedMap<String, Bytes> namedStreams() {
        SortedMap<String, Bytes> streams = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.getFileName().toString().startsWith("stream-"))
                    .forEach(file -> streams.put(file.getFileName().toString(), bytes(file)));
        } catch (IOException none) {
            throw new UncheckedIOException(none);
        }
        return streams;
    }

    /** Whether its answers say which model gave them; else it is the one that was asked. */
    boolean namesTheModel() {
        return !dialect.name().equals("bedrock");
    }

    private static Bytes bytes(Path file) {
        try {
            return Bytes.of(Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What a body asks. */
    ChatRequest request(String body) {
        return read(dialect.chatAt(new ModelName("m")), Bytes.of(body)).request();
    }

    private Inbound read(Endpoint.Chat at, Bytes body) {
        return switch (dialect.decodeRequest(at, body)) {
            case Reading.Read read -> read.inbound();
            case Reading.About about -> about.inbound();
            case Reading.Owned owned -> throw new AssertionError(dialect.name() + " leaves it to its owner");
            case Reading.Unreadable unreadable ->
                throw new AssertionError(dialect.name() + " cannot read: " + unreadable.failure());
        };
    }

    /** The folder of its cassettes, as a word. */
    String word() {
        return String.valueOf(folder.getFileName());
    }

    /** The request as it is when it was said in this dialect, and read where it was sent. */
    Inbound said(ChatRequest request, Encoding.Said encoding) {
        return read(at(dialect.chatPath(request, new ModelName("m"), "")), encoding.body());
    }

    private Endpoint.Chat at(String below) {
        return (Endpoint.Chat) claimed(app(below)).orElseThrow();
    }

    /** Where an app sends what goes there below a backend's URL, its query included. */
    String app(String below) {
        return BEGINNINGS.stream()
                .map(beginning -> beginning + below)
                .filter(path -> claimed(path).isPresent())
                .findFirst()
                .orElseThrow(() -> new AssertionError(dialect.name() + " does not claim " + below));
    }

    /** What a path asks for, if it is read here. */
    private Optional<Endpoint> claimed(String path) {
        String[] parts = path.split("\\?", 2);
        return dialect.endpoint(
                        new RequestHead("POST", parts[0], parts.length > 1 ? parts[1] : "", name -> Optional.empty()))
                .filter(endpoint -> endpoint instanceof Endpoint.Chat || endpoint instanceof Endpoint.Embeddings);
    }

    @Override
    public String toString() {
        return dialect.name();
    }
}
