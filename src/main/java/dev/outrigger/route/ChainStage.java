package dev.outrigger.route;

import dev.outrigger.analyze.Dimension;
import dev.outrigger.dialect.Instructions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a request to a named destination, which has its own models, its own prompt around the app's, and parameters.
 *
 * <p>Why: a router that only picks a model leaves it to the app to know what each kind of request needs to be told; and
 * some requests are a person's. When: the first destination, in the file's order, whose condition holds, or that has the
 * label of the stage's dimension; else the one that {@code otherwise} names. Its models come first, in their order, and
 * whoever answers in the end is asked with its prompt and parameters: those are the destination's, not the model's. Of
 * several such stages the first that sends the request anywhere decides. Scores: with the label missing no label chooses,
 * a condition that touches a missing score does not hold, and both are said; the way is {@code otherwise}'s then. Limits:
 * the prompt's own tokens are not counted when windows are looked at; each turn of a conversation is sent anew, by what it
 * asks.
 */
public final class ChainStage implements Stage {
    private final int number;
    private final Optional<Dimension> dimension;
    private final Optional<String> otherwise;
    private final List<Way> ways;

    /** @param number of the stage in its policy, from 1: how notes name it */
    public ChainStage(int number, ChainSettings settings) {
        this.number = number;
        this.dimension = settings.dimension();
        this.otherwise = settings.otherwise();
        this.ways = settings.destinations().entrySet().stream()
                .map(entry -> Way.of(entry.getKey(), entry.getValue(), dimension.isPresent()))
                .toList();
    }

    /** A destination that was compiled. */
    private record Way(
            String name, Optional<Expression> when, Set<String> labels, Listing models, Instructions instructions) {
        private static Way of(String name, ChainSettings.Destination said, boolean byLabel) {
            List<String> labels =
                    said.labels().isEmpty() && said.when().isEmpty() && byLabel ? List.of(name) : said.labels();
            return new Way(
                    name,
                    said.when().map(Expression::compile),
                    Set.copyOf(labels),
                    new Listing(said.models()),
                    said.instructions(name));
        }
    }

    @Override
    public String name() {
        return "chain";
    }

    @Override
    public Set<Dimension> dimensions() {
        Set<Dimension> read = new HashSet<>(dimension.stream().toList());
        for (Way way : ways)
            way.when()
                    .ifPresent(when ->
                            when.facts().forEach(fact -> fact.dimension().ifPresent(read::add)));
        return Set.copyOf(read);
    }

    @Override
    public Shortlist apply(Query query, Shortlist shortlist) {
        if (shortlist.candidates().stream()
                .anyMatch(candidate -> candidate.instructions().isPresent())) return shortlist;
        Optional<String> label = dimension.flatMap(query.analysis()::label);
        List<String> doubts = new ArrayList<>();
        if (dimension.isPresent() && label.isEmpty())
            doubts.add(dimension.get() + " is missing, "
                    + Fact.why(query.analysis().score(dimension.get())));
        for (Way way : ways) {
            Optional<String> because = chosen(way, query, label, doubts);
            if (because.isPresent()) return sent(noted(shortlist, doubts), way, because.get());
        }
        Shortlist noted = noted(shortlist, doubts);
        return ways.stream()
                .filter(way -> otherwise.filter(way.name()::equals).isPresent())
                .findFirst()
                .map(way -> sent(noted, way, "no other one is for it"))
                .orElse(noted);
    }

    /** Why the request goes this way, if it does. */
    private Optional<String> chosen(Way way, Query query, Optional<String> label, List<String> doubts) {
        if (way.when().isEmpty())
            return label.filter(way.labels()::contains).map(name -> dimension.orElseThrow() + " is " + name);
        Expression when = way.when().get();
        return switch (when.test(query)) {
            case Expression.Match.Yes yes -> Optional.of(when.text());
            case Expression.Match.No no -> Optional.empty();
            case Expression.Match.Unknown(String because) -> {
                doubts.add("not to " + way.name() + ": " + because);
                yield Optional.empty();
            }
        };
    }

    private Shortlist noted(Shortlist shortlist, List<String> doubts) {
        Shortlist noted = shortlist;
        for (String doubt : doubts) noted = noted.noting(name(), "stage " + number + ": " + doubt);
        return noted;
    }

    private Shortlist sent(Shortlist shortlist, Way way, String because) {
        return way.models()
                .first(
                        shortlist,
                        Decision.Reason.DESTINATION,
                        "preferred by destination " + way.name() + ": " + because)
                .map(candidate -> candidate.prepared(way.instructions()))
                .noting(name(), "stage " + number + " sends it to " + way.name() + ": " + because);
    }
}
