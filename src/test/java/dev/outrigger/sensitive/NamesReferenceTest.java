package dev.outrigger.sensitive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What Java finds is what the tagger was judged by in Python. */
class NamesReferenceTest {
    @Test
    void findsWhatPythonFinds() throws IOException {
        Scanner guessing = new Scanner(SensitiveType.tagged());
        for (JsonElement row : rows()) {
            String text = row.getAsJsonObject().get("text").getAsString();
            List<Finding> expected = new ArrayList<>();
            for (JsonElement found : row.getAsJsonObject().getAsJsonArray("findings")) {
                JsonArray three = found.getAsJsonArray();
                expected.add(new Finding(
                        SensitiveType.valueOf(three.get(0).getAsString()),
                        three.get(1).getAsInt(),
                        three.get(2).getAsInt()));
            }
            expected.sort(java.util.Comparator.comparingInt(Finding::start));

            assertEquals(expected, guessing.scan(text), text);
        }
    }

    private static JsonArray rows() throws IOException {
        try (Reader file = new InputStreamReader(
                Objects.requireNonNull(NamesReferenceTest.class.getResourceAsStream("names-reference.json")),
                StandardCharsets.UTF_8)) {
            return JsonParser.parseReader(file).getAsJsonArray();
        }
    }
}
