package dev.outrigger.analyze;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A text as lower-case words and the marks between its sentences ({@link #END}), with what stands around a word that says
 * whether it is asked for. A word may hold an apostrophe, and end with + or # (c++, c#); a sign of a currency is one. Immutable.
 */
final class Words {
    static final String END = ".";

    /** Words before one that may deny it. */
    private static final int DENIED_AFTER = 3;

    private static final Set<String> DENIALS = Set.of(
            "no", "not", "don't", "dont", "never", "without", "avoid", "isn't", "less", "nor", "kein", "keine", "nicht",
            "ohne", "pas", "sans", "sin", "senza", "non", "não", "sem");
    /** A sentence that begins so asks about something, and does not ask for it. */
    private static final Set<String> QUESTIONS = Set.of(
            "how",
            "what",
            "what's",
            "whats",
            "why",
            "who",
            "when",
            "where",
            "which",
            "is",
            "are",
            "does",
            "do",
            "did",
            "was",
            "were",
            "should",
            "wie",
            "warum",
            "wer",
            "welche",
            "comment",
            "pourquoi",
            "quel",
            "quelle",
            "cómo",
            "qué",
            "cuál",
            "perché",
            "quale",
            "qual");
    /** What is passed over before a sentence begins. */
    private static final Set<String> PRELUDES = Set.of(
            "hi", "hello", "hey", "please", "so", "ok", "okay", "and", "but", "also", "thanks", "well", "now", "great");
    /** From here to the end of a sentence it asks for a way, not for the thing. */
    private static final String WAY = "how";

    private final List<String> words;
    private final BitSet inQuestion = new BitSet();
    private final BitSet denied = new BitSet();

    private Words(List<String> words) {
        this.words = words;
        boolean begins = true;
        boolean asks = false;
        int denial = -DENIED_AFTER - 1;
        for (int at = 0; at < words.size(); at++) {
            String word = words.get(at);
            if (word.equals(END)) {
                begins = true;
                asks = false;
                denial = at - DENIED_AFTER - 1;
                continue;
            }
            asks |= word.equals(WAY) || (begins && QUESTIONS.contains(word) && !isOrder(at));
            begins &= PRELUDES.contains(word);
            inQuestion.set(at, asks);
            denied.set(at, at - denial <= DENIED_AFTER);
            if (DENIALS.contains(word)) denial = at;
        }
    }

    /** It begins and ends with an {@link #END}. */
    static Words of(String text) {
        Cutter cutter = new Cutter();
        for (int at = 0; at < text.length(); at++) cutter.read(text, at);
        return new Words(cutter.done());
    }

    int size() {
        return words.size();
    }

    String at(int index) {
        return words.get(index);
    }

    boolean isEnd(int index) {
        return words.get(index).equals(END);
    }

    /** Whether there is no word. */
    boolean isEmpty() {
        return words.stream().allMatch(END::equals);
    }

    /** Whether its sentence asks about it. */
    boolean isInQuestion(int index) {
        return inQuestion.get(index);
    }

    /** Whether a word just before says that it is not to be. */
    boolean isDenied(int index) {
        return denied.get(index);
    }

    /** "Do not …" asks nothing. */
    private boolean isOrder(int at) {
        return words.get(at).equals("do")
                && at + 1 < words.size()
                && words.get(at + 1).equals("not");
    }

    /** One pass over the characters. */
    private static final class Cutter {
        private static final String MARKS = ".!?:;。！？：\n";
        private static final String JOINTS = "'’";
        private static final char FIRST_BEYOND_ASCII = 0x80;
        private static final String SUFFIXES = "+#";

        private final List<String> words = new ArrayList<>(List.of(END));
        private final StringBuilder word = new StringBuilder();

        void read(String text, int at) {
            char letter = text.charAt(at);
            boolean isInside = !word.isEmpty();
            if (isPart(letter) || (isInside && SUFFIXES.indexOf(letter) >= 0)) word.append(letter);
            else if (isInside && JOINTS.indexOf(letter) >= 0 && isLetter(text, at + 1)) word.append('\'');
            else if (Character.getType(letter) == Character.CURRENCY_SYMBOL) currency(letter);
            else {
                cut();
                if (MARKS.indexOf(letter) >= 0 && !(letter == '.' && isLetter(text, at + 1))) end();
            }
        }

        private static boolean isPart(char letter) {
            if (letter < FIRST_BEYOND_ASCII) return Character.isLetterOrDigit(letter);
            int type = Character.getType(letter);
            return Character.isLetterOrDigit(letter)
                    || type == Character.NON_SPACING_MARK
                    || type == Character.COMBINING_SPACING_MARK;
        }

        /** A word of its own, with letters before it: r$, £. */
        private void currency(char sign) {
            if (!word.isEmpty() && Character.isDigit(word.charAt(0))) cut();
            word.append(sign);
            cut();
        }

        List<String> done() {
            cut();
            end();
            return List.copyOf(words);
        }

        private void cut() {
            if (word.isEmpty()) return;
            words.add(word.toString().toLowerCase(Locale.ROOT));
            word.setLength(0);
        }

        private void end() {
            if (!words.getLast().equals(END)) words.add(END);
        }

        private static boolean isLetter(String text, int at) {
            return at < text.length() && Character.isLetterOrDigit(text.charAt(at));
        }
    }
}
