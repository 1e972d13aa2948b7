package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.Message;
import dev.outrigger.chat.Passage;
import dev.outrigger.chat.Role;
import dev.outrigger.support.Asked;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringTokenizer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Expected counts are those of {@code o200k_base}. */
class TokenEstimateTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What is the capital of France?|7",
                "Prove that the square root of 2 is irrational, then generalise to all non-square integers.|21",
                "public static long of(String text) { return Math.round(weight(text)); }|15",
                "Je voudrais réserver une table pour quatre personnes à huit heures.|12",
                "Příliš žluťoučký kůň úpěl ďábelské ódy.|22",
                "Какая столица Франции и сколько в ней жителей?|12",
                "法国的首都是哪里？那里有多少居民？|11",
                "フランスの首都はどこですか。人口は何人ですか。|19",
                "프랑스의 수도는 어디이고 인구는 얼마입니까?|15",
                "ما هي عاصمة فرنسا وكم عدد سكانها؟|11",
                "फ्रांस की राजधानी क्या है और वहाँ कितने लोग रहते हैं?|15"
            })
    void isWithinAThirdOfAVendorsCount(String text, int counted) {
        assertEquals(counted, (double) TokenEstimate.of(text), Math.max(2, counted / 3.0));
    }

    /** In the order of {@link TextTrait#FAMILIES}, counted by the vocabularies. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Prove that the square root of 2 is irrational, then generalise to all non-square integers.|21 21 21 21 24 21 21 21 22",
                "Какая столица Франции и сколько в ней жителей?|22 14 11 12 17 14 11 17 36",
                "法国的首都是哪里？那里有多少居民？|18 9 9 11 18 11 15 10 34",
                "Mikä on Ranskan pääkaupunki ja kuinka paljon siellä on asukkaita nykyään?|32 26 24 21 35 31 23 31 35",
                "return Math.round(weight(text)) / 1024;|12 12 16 11 16 11 14 13 16"
            })
    void isWithinHalfOfEveryFamilysCount(String text, String counted) {
        Map<String, Double> tokens =
                TokenEstimate.read(Asked.of(text).request()).byFamily();

        StringTokenizer counts = new StringTokenizer(counted);
        for (String family : TextTrait.FAMILIES) {
            double expected = Double.parseDouble(counts.nextToken());
            assertEquals(expected, tokens.getOrDefault(family, 0.0) - 4, 0.5 * expected, family);
        }
    }

    @Test
    void readsABoundedPartOfALongText() {
        // Given
        String read = "a".repeat(TraitCount.READ_BYTES);

        // When
        long twice = TokenEstimate.of(read + "語".repeat(TraitCount.READ_BYTES));

        // Then: what is not read is taken to be like what is.
        assertEquals(2.0 * TokenEstimate.of(read), (double) twice, 1);
    }

    /** Turns of two kinds by turns, of the lengths in turn: words, and a program's. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "300", "1000", "3000", "8192", "8193", "50000",
                "40 4000", "4000 40", "30 30 30 20000", "20 60000", "100 257 255 9000 1", "7 700000"
            })
    void countsALongConversationByPartsOfAllOfIt(String lengths) {
        // Given
        String words = "Please tell us what the harbour of the old town was built for, and by whom. ";
        String program = "for (int i = 0; i < cells.length; i++) { total += cells[i].value(); }\n";
        int[] turns = Stream.of(lengths.split(" ")).mapToInt(Integer::parseInt).toArray();
        List<Message> messages = new ArrayList<>();
        double expected = 0;
        long bytes = 0;
        for (int i = 0; bytes < 20L * TraitCount.MOST_READ; i++) {
            int turn = turns[i % turns.length];
            String text = (i % 2 == 0 ? words : program)
                    .repeat(turn / program.length() + 1)
                    .substring(0, turn);
            messages.add(Message.of(i % 2 == 0 ? Role.USER : Role.ASSISTANT, text));
            expected += TokenEstimate.of(text);
            bytes += turn;
        }

        // When
        long tokens =
                TokenEstimate.of(Asked.of(messages.toArray(Message[]::new)).request()) - 4L * messages.size();

        // Then
        assertEquals(expected, (double) tokens, 0.03 * expected);
    }

    @Test
    void readsNoMoreOfAnyNumberOfTextsThanItsBound() {
        // Given
        Counted[] texts =
                IntStream.range(0, 50_000).mapToObj(i -> new Counted(400)).toArray(Counted[]::new);
        TraitCount count = new TraitCount(50_000 * 400L);

        // When
        for (Counted text : texts) count.add(text);

        // Then
        long read = Stream.of(texts).mapToLong(text -> text.read).sum();
        assertEquals(TraitCount.MOST_READ, (double) read, 0.01 * TraitCount.MOST_READ);
    }

    @Test
    void readsAllOfWhatIsWithinItsBound() {
        Counted[] texts =
                IntStream.range(0, 128).mapToObj(i -> new Counted(4_096)).toArray(Counted[]::new);
        TraitCount count = new TraitCount(TraitCount.MOST_READ);

        for (Counted text : texts) count.add(text);

        assertEquals(
                TraitCount.MOST_READ,
                Stream.of(texts).mapToLong(text -> text.read).sum());
    }

    /** Counts what is read of it. */
    private static final class Counted extends Passage {
        private final int size;
        private long read;

        Counted(int size) {
            this.size = size;
        }

        @Override
        public String start(int bytes) {
            read += Math.min(bytes, size);
            return "a".repeat(Math.min(bytes, size));
        }

        @Override
        public String head(int chars) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String tail(int chars) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void forEach(Consumer<? super String> reader) {
            throw new UnsupportedOperationException();
        }

        @Override
        public long size() {
            return size;
        }
    }

    @Test
    void countsNothingForNothing() {
        assertEquals(0, TokenEstimate.of(""));
    }

    @Property
    void neverFallsWhenTextIsAdded(@ForAll String text, @ForAll String more) {
        assertTrue(TokenEstimate.of(text + more) >= TokenEstimate.of(text));
    }
}
