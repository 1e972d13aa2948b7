package dev.outrigger.analyze;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Countries by their names, in English and a few by the names they have there. Immutable. */
final class Places {
    /** Words of the longest name. */
    private static final int LONGEST = 5;
    /** Words after which a country may stand: "in Berlin, Germany". */
    private static final int NEAR = 4;
    /** Names that others have too. */
    private static final String[] AMBIGUOUS = {"georgia", "jersey", "jordan", "chad"};

    private static final String[][] OTHERS = {
        {
            "US",
            "the us",
            "usa",
            "the u s",
            "u s a",
            "the states",
            "new mexico",
            "new england",
            "rome georgia",
            "america",
            "california",
            "texas",
            "florida",
            "new york",
            "chicago"
        },
        {"GB", "uk", "great britain", "britain", "england", "scotland", "wales", "northern ireland", "london"},
        {"DE", "deutschland", "berlin", "munich", "münchen", "hamburg"},
        {"AT", "österreich", "vienna", "wien"},
        {"CH", "schweiz", "suisse", "zurich", "zürich"},
        {"FR", "paris"},
        {"ES", "españa", "madrid", "barcelona"},
        {"IT", "italia", "rome", "roma", "milan"},
        {"BR", "brasil", "são paulo", "rio de janeiro"},
        {"PT", "lisbon", "lisboa"},
        {"MX", "méxico", "mexico city"},
        {"BE", "belgique", "belgien", "brussels"},
        {"NL", "holland", "amsterdam", "the netherlands"},
        {"CA", "canadá", "toronto", "montreal", "québec", "quebec", "ontario"},
        {"AU", "sydney", "melbourne", "new south wales"},
        {"IN", "mumbai", "delhi", "bangalore"},
        {"CZ", "czech republic"},
        {"AE", "dubai"},
        {"TR", "turkey"},
        {"JP", "tokyo"},
        {"CN", "beijing", "shanghai"},
    };

    private static final Map<String, String> REGIONS = regions();

    private Places() {}

    /**
     * The region of ISO 3166 that is named from this word on, or a few words later in the same sentence. What is named right
     * behind a place says where that is: Paris, Texas.
     */
    static Optional<String> after(Words words, int at) {
        for (int from = at; from <= at + NEAR && from < words.size(); from++) {
            if (words.isEnd(from)) return Optional.empty();
            int length = longest(words, from);
            if (length == 0) continue;
            int wider = longest(words, from + length);
            return Optional.of(wider == 0 ? region(words, from, length) : region(words, from + length, wider));
        }
        return Optional.empty();
    }

    /** Words of the longest name that begins there; 0 where none does. */
    private static int longest(Words words, int from) {
        int length = 0;
        for (int count = 1; count <= LONGEST && from + count <= words.size(); count++) {
            if (words.isEnd(from + count - 1)) break;
            if (REGIONS.containsKey(name(words, from, count))) length = count;
        }
        return length;
    }

    private static String region(Words words, int from, int count) {
        return REGIONS.getOrDefault(name(words, from, count), "");
    }

    private static String name(Words words, int from, int count) {
        StringBuilder name = new StringBuilder(words.at(from));
        for (int at = from + 1; at < from + count; at++) name.append(' ').append(words.at(at));
        return name.toString();
    }

    /** As {@link Words} cuts a name: Guinea-Bissau is two of them. */
    private static String words(String name) {
        return name.toLowerCase(Locale.ROOT).replace('-', ' ');
    }

    private static Map<String, String> regions() {
        Map<String, String> regions = new HashMap<>();
        for (String code : Locale.getISOCountries())
            regions.put(words(Locale.of("", code).getDisplayCountry(Locale.ENGLISH)), code);
        for (String ambiguous : AMBIGUOUS) regions.remove(ambiguous);
        for (String[] others : OTHERS) for (int i = 1; i < others.length; i++) regions.put(others[i], others[0]);
        return Map.copyOf(regions);
    }
}
