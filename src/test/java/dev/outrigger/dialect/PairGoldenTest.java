package dev.outrigger.dialect;

import static dev.outrigger.dialect.Translations.MODEL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Feature;
import dev.outrigger.support.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every cassette in every other dialect, byte for byte: what a vendor gets from an app of another one, and what that app
 * gets back. In {@code golden/dialect/pairs/APP-VENDOR}; changes are reviewed as those of code are.
 */
class PairGoldenTest {
    private static final List<Spoken> ALL = Spoken.all();
    private static final Path FOLDER = Path.of("src/test/resources/golden/dialect/pairs");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    static Stream<Arguments> pairs() {
        return ALL.stream()
                .flatMap(app ->
                        ALL.stream().filter(vendor -> !vendor.equals(app)).map(vendor -> Arguments.of(app, vendor)));
    }

    private static String folder(Spoken app, Spoken vendor) {
        return "dialect/pairs/" + app.word() + "-" + vendor.word() + "/";
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void asksTheVendorTheSame(Spoken app, Spoken vendor) {
        app.named("request-").forEach((name, cassette) -> {
            ChatRequest asked = app.request(cassette);
            // Another endpoint's: Ollama's prompts stand in no message.
            if (asked.messages().isEmpty()) return;
            String said = switch (vendor.dialect().encodeRequest(asked, MODEL)) {
                case Encoding.Unsayable(String what) -> "unsayable: " + what + "\n";
                case Encoding.Said(Bytes body, Set<Feature> lost) ->
                    "POST " + vendor.dialect().chatPath(asked, MODEL, "") + "\nx-outrigger-dropped: "
                            + dropped(asked, app, lost) + "\n\n" + pretty(body);
            };
            Golden.matches(folder(app, vendor) + name.replace(".json", ".txt"), said);
        });
    }

    private static String dropped(ChatRequest asked, Spoken app, Set<Feature> lost) {
        Set<String> names = new TreeSet<>(asked.vendorFields());
        for (Feature feature : lost) names.add(app.dialect().field(feature));
        return String.join(", ", names);
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void answersTheAppWhatTheVendorSaid(Spoken app, Spoken vendor) {
        vendor.named("answer-")
                .forEach((name, cassette) -> Translations.answer(vendor, app, cassette)
                        .ifPresent(answer -> Golden.matches(folder(app, vendor) + name, pretty(answer))));
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void streamsToTheAppWhatTheVendorStreams(Spoken app, Spoken vendor) {
        vendor.namedStreams()
                .forEach((name, cassette) -> Translations.stream(vendor, app, cassette)
                        .ifPresent(stream ->
                                Golden.matches(folder(app, vendor) + name.replace(".bin", ".txt"), readable(stream))));
    }

    /** A file that no pair has any more is looked at by nobody. */
    @Test
    void everyFolderIsOfAPair() throws IOException {
        Set<String> pairs = pairs().map(
                        pair -> pair.get()[0] instanceof Spoken app && pair.get()[1] instanceof Spoken vendor
                                ? app.word() + "-" + vendor.word()
                                : "")
                .collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertEquals(
                    pairs,
                    folders.map(folder -> String.valueOf(folder.getFileName()))
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    /** Text as it is; of a binary stream, the bytes between its texts in hexadecimal. */
    private static String readable(Bytes stream) {
        String text = stream.utf8();
        if (text.chars().allMatch(c -> c == '\n' || c == '\r' || (c >= ' ' && c != '\ufffd'))) return text;
        StringBuilder readable = new StringBuilder();
        for (byte b : stream.array())
            if (b >= ' ' && b < 127) readable.append((char) b);
            else readable.append("\\x%02x".formatted(b & 0xff));
        return readable.append('\n').toString();
    }

    private static String pretty(Bytes json) {
        try {
            return JSON.writeValueAsString(JSON.readTree(json.utf8())) + "\n";
        } catch (JsonProcessingException broken) {
            throw new AssertionError(broken);
        }
    }
}
