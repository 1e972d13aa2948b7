package dev.outrigger.analyze;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Phrases that stand for a label, each with a weight in log-odds, found in one pass over the words of a text. A file of the
 * jar has one entry a line:
 *
 * <pre>
 * &lt;name&gt; = word word …                a class of words
 * label weight: phrase | phrase | …    phrases; with a ? after the weight they count in questions too, with a !
 *                                      wherever they stand
 * @ weight: phrase | phrase | …        phrases of every label that has a class of its name: @ is a word of that class,
 *                                      and @@ one of the class name-ly
 * </pre>
 *
 * In a phrase {@code .} is an end of a sentence, {@code #} a number, {@code <name>} a word of the class, {@code *} at most
 * four words and {@code **} at most twelve, of one sentence. A phrase that is denied ("not in JSON") is none, and neither
 * is one in a sentence that asks about it ("how do I …"). Immutable.
 */
final class Phrases {
    private static final Map<String, Integer> GAPS = Map.of("*", 4, "**", 12);
    private static final String NUMBER = "#";
    private static final String OF_EACH = "@";
    private static final String MANNER = "@@";
    private static final Set<String> NUMBERS = Set.of(
            "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "twelve", "fifteen", "twenty",
            "zwei", "drei", "fünf", "zehn", "deux", "trois", "cinq", "dix", "dos", "tres", "cinco", "diez", "due",
            "tre", "cinque", "dieci", "dois", "três", "dez");

    private final Map<String, Set<String>> classes = new HashMap<>();
    private final List<String> each = new ArrayList<>();
    private final Set<String> labels = new TreeSet<>();
    private final Node root = new Node();

    private Phrases() {}

    /** Those of a file in the jar. */
    static Phrases load(String resource) {
        Phrases phrases = new Phrases();
        try (InputStream file = Phrases.class.getResourceAsStream(resource)) {
            if (file == null) throw new IOException("the class path has no " + resource);
            BufferedReader reader = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8));
            for (String line = reader.readLine(); line != null; line = reader.readLine()) phrases.read(line);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return phrases;
    }

    /** Every label that has a phrase. */
    Set<String> labels() {
        return Set.copyOf(labels);
    }

    /** Reports each phrase that the words hold, as often as it is there, or oftener where there are several ways to read it. */
    void find(Words words, Sink sink) {
        for (int at = 0; at < words.size(); at++)
            if (root.mayBegin(words.at(at))) new Search(words, standing(words, at), sink).walk(root, at);
    }

    /** Told of what is found. */
    interface Sink {
        /** Of one; {@code to} is the index of the word after it. */
        void found(Phrase phrase, int to);
    }

    private static Counts standing(Words words, int at) {
        if (words.isDenied(at)) return Counts.ANYWHERE;
        return words.isInQuestion(at) ? Counts.IN_QUESTIONS : Counts.IN_REQUESTS;
    }

    private void read(String line) {
        if (line.isBlank() || line.startsWith("#")) return;
        if (line.startsWith("<")) {
            String[] sides = line.split(" = ", 2);
            classes.put(sides[0], Set.copyOf(List.of(sides[1].split(" ", -1))));
        } else if (line.startsWith(OF_EACH + " = ")) {
            each.addAll(List.of(line.split(" = ", 2)[1].split(" ", -1)));
        } else {
            String[] sides = line.split(": ", 2);
            String[] head = sides[0].split(" ", -1);
            double weight = Double.parseDouble(head[1].replaceAll("[?!]$", ""));
            Counts counts = Counts.of(head[1]);
            for (String label : head[0].equals(OF_EACH) ? each : List.of(head[0]))
                for (String phrase : sides[1].split(" \\| ", -1)) add(new Phrase(label, weight, phrase, counts));
        }
    }

    private void add(Phrase phrase) {
        labels.add(phrase.label);
        Node node = root;
        for (String step : phrase.text.split(" ", -1)) {
            String key = switch (step) {
                case OF_EACH -> "<" + phrase.label + ">";
                case MANNER -> "<" + phrase.label + "-ly>";
                default -> step;
            };
            node = node.follow(key, classes.getOrDefault(key, Set.of()));
        }
        node.ends.add(phrase);
    }

    /** From one word on. */
    private record Search(Words words, Counts standing, Sink sink) {
        void walk(Node node, int at) {
            for (Phrase phrase : node.ends) if (phrase.counts.compareTo(standing) >= 0) sink.found(phrase, at);
            if (at >= words.size()) return;
            node.gaps.forEach((most, rest) -> pass(most, rest, at));
            String word = words.at(at);
            Node literal = node.literals.get(word);
            if (literal != null) walk(literal, at + 1);
            if (node.number.isPresent() && isNumber(word)) walk(node.number.get(), at + 1);
            node.classes.forEach((members, rest) -> {
                if (members.contains(word)) walk(rest, at + 1);
            });
        }

        private void pass(int most, Node rest, int at) {
            for (int to = at; to <= at + most && to < words.size(); to++) {
                walk(rest, to);
                if (words.isEnd(to)) return;
            }
        }

        private static boolean isNumber(String word) {
            return NUMBERS.contains(word) || word.chars().allMatch(Character::isDigit);
        }
    }

    /** One of a file. */
    record Phrase(String label, double weight, String text, Counts counts) {}

    /** Where a phrase counts; each place is in those after it. */
    enum Counts {
        IN_REQUESTS,
        IN_QUESTIONS,
        ANYWHERE;

        private static Counts of(String weight) {
            return switch (weight.charAt(weight.length() - 1)) {
                case '?' -> IN_QUESTIONS;
                case '!' -> ANYWHERE;
                default -> IN_REQUESTS;
            };
        }
    }

    /** A place within phrases, and what may come next. */
    private static final class Node {
        private final Map<String, Node> literals = new HashMap<>();
        private final Map<Set<String>, Node> classes = new LinkedHashMap<>();
        private final Map<Integer, Node> gaps = new TreeMap<>();
        private final List<Phrase> ends = new ArrayList<>();
        private final Set<String> firsts = new HashSet<>();
        private Optional<Node> number = Optional.empty();

        /** Whether a phrase may go on with that word: of most words none does, which is soon said. */
        boolean mayBegin(String word) {
            return firsts.contains(word) || !gaps.isEmpty() || (number.isPresent() && Search.isNumber(word));
        }

        Node follow(String key, Set<String> members) {
            firsts.addAll(key.startsWith("<") ? members : Set.of(key));
            if (key.startsWith("<")) return classes.computeIfAbsent(members, ignored -> new Node());
            Integer gap = GAPS.get(key);
            if (gap != null) return gaps.computeIfAbsent(gap, ignored -> new Node());
            if (!key.equals(NUMBER)) return literals.computeIfAbsent(key, ignored -> new Node());
            if (number.isEmpty()) number = Optional.of(new Node());
            return number.get();
        }
    }
}
