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
            "us",
            "usa",
            "u s",
            "u s a",
            "the states",
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
        {"AU", "sydney", "melbourne"},
        {"IN", "mumbai", "delhi", "bangalore"},
        {"CZ", "czech republic"},
        {"AE", "dubai"},
        {"TR", "turkey"},
        {"JP", "tokyo"},
        {"CN", "beijing", "shanghai"},
    };

    private static final Map<String, String> REGIONS = regions();

    private Places() {}

    /** The region of ISO 3166 that is named from this word on, or a few words later in the same sentence. */
    static Optional<String> after(Words words, int at) {
        for (int from = at; from <= at + NEAR && from < words.size() && !words.isEnd(from); from++) {
            StringBuilder name = new StringBuilder();
            for (int to = from; to < Math.min(from + LONGEST, words.size()) && !words.isEnd(to); to++) {
                if (!name.isEmpty()) name.append(' ');
                String region = REGIONS.get(name.append(words.at(to)).toString());
                if (region != null) return Optional.of(region);
            }
        }
        return Optional.empty();
    }

    private static Map<String, String> regions() {
        Map<String, String> regions = new HashMap<>();
        for (String code : Locale.getISOCountries())
            regions.put(Locale.of("", code).getDisplayCountry(Locale.ENGLISH).toLowerCase(Locale.ROOT), code);
        for (String ambiguous : AMBIGUOUS) regions.remove(ambiguous);
        for (String[] others : OTHERS) for (int i = 1; i < others.length; i++) regions.put(others[i], others[0]);
        return Map.copyOf(regions);
    }
}
