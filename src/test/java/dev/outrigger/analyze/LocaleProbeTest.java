package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Role;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LocaleProbeTest {
    private static Score score(ChatRequest request, Optional<String> header) {
        return Analysis.of(new LocaleProbe()
                        .measure(Subject.of(request).accepting(header))
                        .result()
                        .scores())
                .score(Dimension.LOCALE);
    }

    private static Score score(String prompt) {
        return score(ChatRequest.of(new ModelName("auto"), prompt), Optional.empty());
    }

    private static void assertIs(String tag, double logOdds, Score score) {
        assertTrue(score instanceof Score.Measured, score::toString);
        Score.Measured measured = (Score.Measured) score;
        assertEquals(new Score.Value.Label(tag), measured.value());
        assertEquals(1 / (1 + Math.exp(-logOdds)), measured.confidence().orElseThrow(), 1e-9);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB|Reply in British English.",
                "en-US|Please use American spelling.",
                "pt-BR|Translate this into Brazilian Portuguese: good morning",
                "zh-TW|Answer in Traditional Chinese.",
                "es-419|Write it in Latin American Spanish.",
                "vi-VN|locale=vi-VN Render each line.",
                "zh-TW|Target language: zh-Hant-TW",
                "de-CH|Übersetze es (de_CH)."
            })
    void believesAVarietyThatIsNamed(String tag, String prompt) {
        assertIs(tag, LocaleWords.NAMED, score(prompt));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB|I live in the UK and want to know what the heating costs.",
                "en-DE|I'm in Germany for a year. Which bank do you recommend to me?",
                "en-US|We are based in Austin, Texas, and need a lawyer for it.",
                "en-US|I live in New Mexico and want to know what the heating costs.",
                "en-US|I live in Paris, Texas, and want to know what the heating costs.",
                "en-CA|I live in London, Ontario, and want to know what the heating costs.",
                "en-US|I live in Rome, Georgia, and want to know what the heating costs.",
                "en-AU|I live in New South Wales, Australia. Which bank do you recommend to me?",
                "en-GW|I live in Guinea-Bissau. Which bank do you recommend to me?",
                "de-AT|Ich wohne in Österreich und suche eine Wohnung mit Balkon.",
                "fr-BE|J'habite en Belgique et je cherche une école pour ma fille."
            })
    void takesTheRegionOfAPlaceWithTheLanguageOfTheText(String tag, String prompt) {
        assertIs(tag, LocaleWords.PLACE, score(prompt));
    }

    @Test
    void readsPlacesInSystemTexts() {
        List<Message> messages = List.of(
                Message.of(Role.SYSTEM, "You help travellers.\nUser location: Lyon, France"),
                Message.of(Role.USER, "Où est la gare, et comment est-ce que je peux y aller ?"));

        assertIs("fr-FR", LocaleWords.PLACE, score(WordingTest.request(messages), Optional.empty()));
    }

    @Test
    void doesNotTakeTheSpellingOfTheSystemTextForTheUsers() {
        List<Message> messages = List.of(
                Message.of(Role.SYSTEM, "Organise the answer and analyse the colours that the programme uses."),
                Message.of(Role.USER, "What is on the picture that I sent to you?"));

        assertEquals(Score.missing(Score.Reason.UNSURE), score(WordingTest.request(messages), Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en-GB|My neighbours want to organise a party in the theatre and I have to write the programme.",
                "en-US|My neighbors want to organize a party and I need a favorite color for the theater.",
                "pt-BR|Você pode me dizer qual ônibus eu pego, e se preciso do celular para pagar?",
                "pt-PT|Podes dizer-me qual é o autocarro, e se preciso do telemóvel para pagar ao utilizador?",
                "pt-BR|O prêmio é de um fenômeno econômico que não se explica para o público.",
                "pt-PT|O prémio é de um fenómeno económico que não se explica para o público.",
                "es-ES|¿Podéis decirme si vosotros tenéis un ordenador para el trabajo de la clase?",
                "es-AR|¿Vos tenés una computadora para que me digas cómo se hace el trabajo?",
                "de-CH|Ich habe heute mein Velo parkiert, und die Strasse war gross und nicht weiss.",
                "fr-CA|Je dois magasiner en fin de semaine et envoyer un courriel pour le stationnement.",
                "zh-CN|请说明这个问题的解决方法",
                "zh-TW|請說明這個問題的解決方法"
            })
    void readsSpellingAndChoiceOfWords(String tag, String prompt) {
        Score score = score(prompt);
        assertTrue(score instanceof Score.Measured, score::toString);
        assertEquals(new Score.Value.Label(tag), ((Score.Measured) score).value());
        assertTrue(
                ((Score.Measured) score).confidence().orElseThrow() <= 1 / (1 + Math.exp(-LocaleWords.MOST_OF_WORDS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What is your favourite film of the year?",
                "Colour, colours and coloured: what is the difference for you?",
                "Translate 'autocarro' and 'telemóvel' into the language that you are best at.",
                "Write a function that sets the background-color of the element.",
                "What is the capital of France?",
                "I'm in love with us all and want to say it well.",
                "I am in charge of US sales. Write a note to my team.",
                "日本国憲法の前文を要約してください",
                "What is the difference between British English and American English?"
            })
    void tellsNothingByOneWordOrByWordsOfAnotherLanguage(String prompt) {
        assertTrue(score(prompt) instanceof Score.Missing, () -> score(prompt).toString());
    }

    @Test
    void isLessSureWhereWordsOfTheOtherSideStandBesideThem() {
        // Given three words for it, 0.55 each, and one against, 0.45
        assertIs(
                "en-GB",
                3 * 0.55 - 0.45,
                score("We apologise that the behaviour of your favourite animal is to organize the day."));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de-CH|de-CH,de;q=0.9,en;q=0.5",
                "en-GB|en-gb",
                "zh-TW|zh-Hant-TW, zh;q=0.8",
                "pt-BR|en;q=0.5,pt-BR"
            })
    void takesWhatTheHeaderWantsMost(String tag, String header) {
        assertIs(
                tag,
                LocaleProbe.HEADER,
                score(ChatRequest.of(new ModelName("auto"), "Was ist das?"), Optional.of(header)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "en", ",", ",,", "accept-language:,", "de,en-US;q=0.9", "", "x y z;;;", "en-XX"})
    void takesNothingFromAHeaderThatNamesNoRegion(String header) {
        assertEquals(
                Score.missing(Score.Reason.UNSURE),
                score(ChatRequest.of(new ModelName("auto"), "Was ist das?"), Optional.of(header)));
    }

    @Test
    void doesNotReadALongHeader() {
        String header = "en-GB," + "de-CH;q=0.5,".repeat(LocaleProbe.HEADER_CHARS);

        assertEquals(
                Score.missing(Score.Reason.UNSURE),
                score(ChatRequest.of(new ModelName("auto"), "Was ist das?"), Optional.of(header)));
    }

    @Test
    void showsAGuessWhereTheHeaderSpeaksAgainstTheWords() {
        String prompt = "My neighbours want to organise a party in the theatre, analyse it and write the programme.";

        Score score = score(ChatRequest.of(new ModelName("auto"), prompt), Optional.of("en-US"));

        assertTrue(
                score instanceof Score.Missing(Score.Reason reason, var likeliest)
                        && reason == Score.Reason.ABSTAINED
                        && likeliest.isPresent(),
                score::toString);
    }

    @Test
    void doesNotTakeAQuotationForTheLanguageOfTheUser() {
        assertEquals(
                Score.missing(Score.Reason.UNSURE),
                score("What is the meaning of the sentence 请说明这个问题 and how do I say that to my neighbour?"));
    }

    @Test
    void isNamedBeforeItIsGuessed() {
        String prompt = "My neighbours want to organise a party in the theatre. Reply in American English.";

        Score score = score(ChatRequest.of(new ModelName("auto"), prompt), Optional.empty());

        assertEquals(new Score.Value.Label("en-US"), ((Score.Measured) score).value());
    }

    @Test
    void hasNothingToJudgeWithoutWordsAndHeader() {
        assertEquals(Score.missing(Score.Reason.NOT_APPLICABLE), score("+"));
    }
}
