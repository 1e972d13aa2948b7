package dev.outrigger.analyze;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes greetings, requests for help and thanks away from around what is asked: they say nothing about the work, and an
 * encoder that reads them decides otherwise for a polite app than for a curt one.
 */
final class Courtesy {
    /** Of so few words courtesy may be all that there is. */
    private static final int FEWEST_WORDS = 2;
    /** Characters of the end that are looked at. */
    private static final int LONGEST_AFTER = 80;

    private static final String PLEASE =
            "please|pls|kindly|bitte|por favor|s'il (?:vous|te) pla[iî]t|per favore|alsjeblieft";
    private static final String THANKS =
            "(?:many )?thanks|thank you|thx|cheers|danke(?: schön)?|vielen dank|(?:muchas )?gracias|merci|grazie|obrigad[oa]";
    private static final String MUCH = "(?: (?:so|very) much| a lot| in advance| beaucoup| im voraus)?";

    private static final Pattern BEFORE = Pattern.compile(
            "(?:(?:hi|hello|hey|hiya|greetings|good (?:morning|afternoon|evening|day)|hallo|guten tag|hola|bonjour|ciao|olá)"
                    + "(?: (?:there|all|everyone|chatgpt|gpt|claude|gemini|assistant)[,!.]*+|[,!.]++)\\s++"
                    + "|(?:could|can|would) you (?:please )?help me(?: out)?(?: with (?:this|something))?[?.!]++\\s++"
                    + "|i (?:would like|want) to ask (?:you )?(?:something|a question)[.,:!]++\\s++"
                    + "|i have a (?:quick )?question[.,:!]++\\s++"
                    + "|(?:could|can|would|will) you (?:please|kindly)\\s++"
                    + "|(?:" + PLEASE + ")[,!]*+\\s++)++",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern AFTER = Pattern.compile(
            "(?:(?:(?:[,;]|(?<=[.!?]))\\s(?:" + PLEASE + "|(?:" + THANKS + ")" + MUCH
                    + ")|(?<!\\b(?:for|say|of|word|saying|mean|means))\\s(?:please|pls))" + "[.!]*+)++$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Courtesy() {}

    /** The text without it, stripped; as it is where next to nothing would be left. */
    static String without(String text) {
        String whole = text.strip();
        Matcher before = BEFORE.matcher(whole);
        String begun = before.lookingAt() ? whole.substring(before.end()) : whole;
        String tail = begun.substring(Math.max(0, begun.length() - LONGEST_AFTER));
        Matcher after = AFTER.matcher(tail);
        String rest = after.find() ? begun.substring(0, begun.length() - tail.length() + after.start()) : begun;
        return hasWords(rest.strip()) ? rest.strip() : whole;
    }

    private static boolean hasWords(String text) {
        return text.split("\\s+", FEWEST_WORDS + 1).length >= FEWEST_WORDS;
    }
}
