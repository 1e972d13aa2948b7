import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What a model answers: the same words whenever it is asked the same. Models of one voice say the same, others begin
 * alike and go on differently. No two requests have the same story.
 */
final class Story {
    private static final String[] WORDS = {
        "river", "tide", "naïve", "straße", "漢字", "lamp", "🙂", "harbour", "seven", "quick", "stone", "wind", "Ωmega", "paper",
        "bridge", "salt", "amber", "north", "signal", "kettle", "garden", "copper", "violet", "engine"
    };

    private Story() {}

    /** The whole text. */
    static String text(int id, String voice, int words) {
        Random random = new Random(31L * id + voice.hashCode());
        StringBuilder text = new StringBuilder("Answer " + id + ":");
        for (int i = 0; i < words; i++) text.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
        return text.append(" (").append(voice).append(' ').append(id).append(")").toString();
    }

    /** The text in pieces, as tokens come; cut elsewhere by each call. Never inside of a character. */
    static List<String> tokens(String text, Random random, int longest) {
        List<String> tokens = new ArrayList<>();
        for (int from = 0; from < text.length(); ) {
            int to = Math.min(text.length(), from + 1 + random.nextInt(longest));
            if (to < text.length() && Character.isLowSurrogate(text.charAt(to))) to++;
            tokens.add(text.substring(from, to));
            from = to;
        }
        return tokens;
    }
}
