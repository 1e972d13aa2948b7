package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenWindowIT {
    private TokenWindow window;

    @BeforeAll
    void open() throws IOException {
        EngineFixture.plain().check();
        window = TokenWindow.open(EngineFixture.plain().tokenizer());
    }

    @AfterAll
    void close() {
        window.close();
    }

    @Test
    void givesTheIdsThatTrainingSaw() throws IOException {
        for (EngineFixture.Plain reference : EngineFixture.plainTexts()) {
            assertEquals(
                    reference.ids(),
                    LongStream.of(window.ids(reference.text())).boxed().toList(),
                    reference.text());
        }
    }

    @Test
    void showsHeadAndTailOfALongText() {
        // Given
        String text = "first " + "middle ".repeat(500) + "last";
        // When
        long[] ids = window.ids(text);
        // Then
        assertEquals(TokenWindow.TOKENS, ids.length);
        assertEquals(window.ids("first")[1], ids[1]);
        assertEquals(window.ids("last")[1], ids[ids.length - 2]);
    }

    @Test
    void aTextOfMegabytesCostsNoMoreThanItsEnds() {
        // Given
        String text = "😀 first " + "x".repeat(8 << 20) + " last 😀";
        // When
        long[] ids = window.ids(text);
        // Then the giant word is one unknown token on either side of the cut
        assertArrayEquals(window.ids("😀 first " + "x".repeat(200) + " " + "x".repeat(200) + " last 😀"), ids);
    }

    @Test
    void knowsHowMuchOfATextTheVocabularyHasNoWordFor() {
        assertEquals(1, TokenWindow.unknown(window.ids("สวัสดีครับ ช่วยอธิบายวิธีการทำงานของเครื่องยนต์ดีเซลหน่อย")));
        assertEquals(1, TokenWindow.unknown(window.ids("ሰላም፣ የናፍጣ ሞተር እንዴት እንደሚሠራ አብራራልኝ")));
        assertEquals(0, TokenWindow.unknown(window.ids("Erkläre bitte die Dieselmaschine, любой Motor.")));
        assertEquals(0.5, TokenWindow.unknown(window.ids("👍 ok")));
        assertEquals(0, TokenWindow.unknown(window.ids("")));
    }

    @Test
    void readsHalfASurrogatePairAsAReplacementCharacter() {
        assertArrayEquals(window.ids("a \uFFFD b 😀"), window.ids("a \uD83D b 😀"));
    }

    @Test
    void refusesAFileThatIsNoTokenizer(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThrows(IOException.class, () -> TokenWindow.open(file));
    }
}
