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
                    LongStream.of(window.view(reference.text()).ids()).boxed().toList(),
                    reference.text());
        }
    }

    @Test
    void showsHeadAndTailOfALongText() {
        // Given
        String text = "first " + "middle ".repeat(500) + "last";
        // When
        long[] ids = window.view(text).ids();
        // Then
        assertEquals(TokenWindow.TOKENS, ids.length);
        assertEquals(window.view("first").ids()[1], ids[1]);
        assertEquals(window.view("last").ids()[1], ids[ids.length - 2]);
    }

    @Test
    void aTextOfMegabytesCostsNoMoreThanItsEnds() {
        // Given
        String text = "😀 first " + "x".repeat(8 << 20) + " last 😀";
        // When
        long[] ids = window.view(text).ids();
        // Then the giant word is one unknown token on either side of the cut
        assertArrayEquals(
                window.view("😀 first " + "x".repeat(200) + " " + "x".repeat(200) + " last 😀")
                        .ids(),
                ids);
    }

    @Test
    void knowsHowMuchOfATextTheVocabularyHasNoWordFor() {
        assertEquals(
                1,
                window.view("สวัสดีครับ ช่วยอธิบายวิธีการทำงานของเครื่องยนต์ดีเซลหน่อย")
                        .unknown());
        assertEquals(1, window.view("ሰላም፣ የናፍጣ ሞተር እንዴት እንደሚሠራ አብራራልኝ").unknown());
        assertEquals(
                0, window.view("Erkläre bitte die Dieselmaschine, любой Motor.").unknown());
        assertEquals(0.5, window.view("👍 ok").unknown());
        assertEquals(0, window.view("").unknown());
    }

    @Test
    void readsHalfASurrogatePairAsAReplacementCharacter() {
        assertArrayEquals(
                window.view("a \uFFFD b 😀").ids(), window.view("a \uD83D b 😀").ids());
    }

    @Test
    void refusesAFileThatIsNoTokenizer(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tokenizer.json"), "{}");
        assertThrows(IOException.class, () -> TokenWindow.open(file));
    }
}
