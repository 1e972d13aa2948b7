package dev.outrigger.support;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What an expression of Prometheus' language asks for. Reads names, not meanings: a metric is an identifier that is no
 * keyword and is not called ("Querying Prometheus", https://prometheus.io/docs/prometheus/latest/querying/basics/).
 *
 * @param metrics by name, the labels that stand in its braces
 * @param groupings the labels of {@code by}, {@code on} and the like
 */
public record Promql(Map<String, Set<String>> metrics, Set<String> groupings) {
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'");
    private static final Pattern RANGE = Pattern.compile("\\[[^]]*]");
    private static final Pattern GROUPING =
            Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
    private static final Pattern BRACES = Pattern.compile("([a-zA-Z_:][\\w:]*)\\s*\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)");
    private static final Pattern NAME = Pattern.compile("(?<![\\w:.$])[a-zA-Z_:][\\w:]*+(?!\\s*\\()");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool", "inf", "nan");

    public static Promql of(String expression) {
        String bare =
                RANGE.matcher(STRING.matcher(expression).replaceAll("\"\"")).replaceAll(" ");
        Set<String> groupings = GROUPING.matcher(bare)
                .results()
                .flatMap(
                        found -> Pattern.compile("\\w+").matcher(found.group(1)).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        String ungrouped = GROUPING.matcher(bare).replaceAll(" ");
        Map<String, Set<String>> metrics = new HashMap<>();
        BRACES.matcher(ungrouped)
                .results()
                .forEach(found -> LABEL.matcher(found.group(2))
                        .results()
                        .forEach(label -> metrics.computeIfAbsent(found.group(1), fresh -> new TreeSet<>())
                                .add(label.group(1))));
        NAME.matcher(BRACES.matcher(ungrouped).replaceAll("$1"))
                .results()
                .map(MatchResult::group)
                .filter(name -> !KEYWORDS.contains(name))
                .forEach(name -> metrics.computeIfAbsent(name, fresh -> new TreeSet<>()));
        return new Promql(metrics, groupings);
    }
}
