package dev.outrigger.analyze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KnownLabelsTest {
    private static final KnownLabels PRODUCT = KnownLabels.ofProduct();
    private static final KnownLabels OWN = KnownLabels.of(
            Map.of("task", List.of("refund", "complaint", "thanks"), "style", List.of("curt", "plain", "ornate")));

    @Test
    void areThoseOfTheQuickHeads() {
        for (QuickHeads.Head head : QuickModel.ofProduct().heads().heads()) {
            Dimension dimension = Dimension.named(head.name()).orElseThrow();
            List<String> labels = PRODUCT.of(dimension);
            if (dimension.kind() == Dimension.Kind.LABEL) assertEquals(Set.copyOf(head.labels()), Set.copyOf(labels));
            else assertTrue(labels.isEmpty(), head::name);
        }
    }

    @Test
    void areOpenForADimensionThatNobodyKnows() {
        assertEquals(Optional.empty(), PRODUCT.objection(new Dimension("mood"), "glad"));
        assertEquals(Optional.empty(), PRODUCT.objection(Dimension.TOKENS, "7"));
    }

    @Test
    void areThoseOfTheOperatorsHeadsAlone() {
        assertEquals(Optional.empty(), OWN.objection(Dimension.TASK, "refund"));
        assertEquals(Optional.empty(), OWN.objection(Dimension.DOMAIN, "refund"));
        // The product's quick heads know nothing of them, and are not asked.
        assertEquals(
                Optional.of("task is never 'code'; its labels are refund, complaint, thanks"),
                OWN.objection(Dimension.TASK, "code"));
        assertEquals(Optional.empty(), OWN.objection(Dimension.FIELD, "whatever a head that is not there says"));
        assertEquals(Optional.empty(), OWN.objection(Dimension.STYLE, "curt"));
        assertEquals(
                Optional.of("style is never 'verbose'; its labels are curt, plain, ornate"),
                OWN.objection(Dimension.STYLE, "verbose"));
        assertTrue(OWN.objection(Dimension.TASK, "refnd").isPresent());
    }

    @Test
    void areOpenForHeadsThatNobodySaw() {
        KnownLabels unknown = KnownLabels.ofUnknownHeads();
        for (Dimension dimension : List.of(Dimension.TASK, Dimension.DOMAIN, Dimension.FIELD, Dimension.STYLE))
            assertEquals(Optional.empty(), unknown.objection(dimension, "anything"));
        assertTrue(unknown.objection(Dimension.LATENCY, "soon").isPresent());
        assertTrue(unknown.objection(Dimension.LANGUAGE, "english").isPresent());
    }

    @Test
    void holdEveryLanguageThatTheDetectorSays() throws IOException {
        List<String> said = LanguageDetector.load().codes();
        assertEquals(
                LanguageCode.LONG,
                said.stream()
                        .filter(code -> code.length() > 2)
                        .distinct()
                        .sorted()
                        .toList());
        for (String code : said) assertEquals(Optional.empty(), PRODUCT.objection(Dimension.LANGUAGE, code), code);
    }

    @Test
    void areClosedForWhatIsReadByRule() {
        for (String form : List.of("json", "code", "list", "prose"))
            assertEquals(Optional.empty(), PRODUCT.objection(Dimension.ANSWER_FORMAT, form));
        assertEquals(Optional.empty(), PRODUCT.objection(Dimension.TONE, "formal"));
        assertEquals(Optional.empty(), PRODUCT.objection(Dimension.SCRIPT, "Hans"));
        assertTrue(PRODUCT.objection(Dimension.ANSWER_FORMAT, "JSON").isPresent());
        assertTrue(PRODUCT.objection(Dimension.TONE, "none").isPresent());
        assertTrue(PRODUCT.objection(Dimension.SCRIPT, "Kana").isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-GB", "pt-BR", "es-419", "vi-VN"})
    void holdThisLocale(String tag) {
        assertEquals(Optional.empty(), PRODUCT.objection(Dimension.LOCALE, tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "en-gb", "en_GB", "xx-GB", "en-XX", "zh-Hant-TW", "de-419", ""})
    void doNotHoldThisLocale(String tag) {
        assertEquals(
                Optional.of("locale is never '" + tag
                        + "'; its labels are a language of ISO 639 and a region of ISO 3166, such"
                        + " as en-GB or pt-BR, and es-419"),
                PRODUCT.objection(Dimension.LOCALE, tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "zh", "no", "und", "nds", "he", "ab"})
    void holdThisLanguage(String code) {
        assertEquals(Optional.empty(), PRODUCT.objection(Dimension.LANGUAGES, code));
    }

    @ParameterizedTest
    @CsvSource({"deu, de", "eng, en", "cmn, zh", "iw, he", "nb, no", "jw, jv"})
    void nameTheCodeThatALanguageIsShownBy(String code, String shown) {
        String told = PRODUCT.objection(Dimension.LANGUAGE, code).orElseThrow();
        assertTrue(
                told.startsWith("language is never '" + code + "', which is called " + shown + "; its labels are"),
                told);
    }

    @ParameterizedTest
    @ValueSource(strings = {"xyz", "ger", "english", "EN", "xx", ""})
    void refuseWhatIsNoLanguageOfTheDetectors(String code) {
        assertEquals(
                Optional.of("language is never '" + code + "'; its labels are codes of ISO 639: those of two letters"
                        + " such as en, de or zh, and ast, ceb, gsw, min, nan, nds, pnb, war and und"),
                PRODUCT.objection(Dimension.LANGUAGE, code));
    }
}
