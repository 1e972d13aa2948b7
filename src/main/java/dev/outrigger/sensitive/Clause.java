package dev.outrigger.sensitive;

import static dev.outrigger.sensitive.Role.ADVERB;
import static dev.outrigger.sensitive.Role.AND;
import static dev.outrigger.sensitive.Role.ANY;
import static dev.outrigger.sensitive.Role.BE;
import static dev.outrigger.sensitive.Role.FAMILY;
import static dev.outrigger.sensitive.Role.FIELD;
import static dev.outrigger.sensitive.Role.FILLER;
import static dev.outrigger.sensitive.Role.HAVE;
import static dev.outrigger.sensitive.Role.MEDICAL;
import static dev.outrigger.sensitive.Role.MINE;
import static dev.outrigger.sensitive.Role.NEAR;
import static dev.outrigger.sensitive.Role.OTHER;
import static dev.outrigger.sensitive.Role.OTHERS;
import static dev.outrigger.sensitive.Role.PATIENT;
import static dev.outrigger.sensitive.Role.SELF;
import static dev.outrigger.sensitive.Role.SELF_VERB;
import static dev.outrigger.sensitive.Role.SUFFER;
import static dev.outrigger.sensitive.Role.THING;
import static dev.outrigger.sensitive.Role.TITLE;
import static dev.outrigger.sensitive.Role.UNREAL;
import static dev.outrigger.sensitive.Role.WHO;
import static dev.outrigger.sensitive.Role.WITH;

import java.util.Set;

/** Whom a sentence says it of that somebody has what it names. Reads from the name back to the person. Not thread-safe. */
final class Clause {
    private static final int MOST_FILLERS = 7;
    private static final int MOST_ADVERBS = 5;
    private static final int REACH = 8;
    private static final long OF = Said.words("of")[0];
    private static final int LONGEST_COUNTED = 4;
    private static final long BY = Said.words("by")[0];
    private static final long AS = Said.words("as")[0];

    private final Said said;

    Clause(Said said) {
        this.said = said;
    }

    /** Whether what follows makes a thing of the name: {@code cancer research}, {@code depression-era}. */
    boolean isThing(int last) {
        int next = last + 1;
        if (next >= said.size() || said.signs[next] != 0) return false;
        boolean isOf = next + 1 < said.size() && said.words[next] == OF && is(next + 1, THING);
        return is(next, THING) || isOf || said.behind(last) == '-';
    }

    /**
     * Whether an abbreviation is said of somebody: a word of medicine stands in the sentence, or it stands by itself right behind
     * a verb ({@code she has MS}), where things have an article, a number or an owner.
     */
    boolean isAbbreviated(int first, int last) {
        if (hasAny(0, said.size(), MEDICAL)) return true;
        boolean isNumbered =
                last + 1 < said.size() && said.signs[last + 1] == 0 && DigitRun.isDigit(said.first(last + 1));
        return !isNumbered && first > 0 && !is(first - 1, ANY, MINE, OTHERS);
    }

    /** Whether a number makes several of it, and of a thing: {@code 3 pots}, but {@code stage 4 cancer}. */
    boolean isCounted(int first, int last) {
        return first > 0
                && said.ends[last] - said.starts[first] <= LONGEST_COUNTED
                && said.signs[first] == 0
                && DigitRun.isDigit(said.first(first - 1));
    }

    /** {@code depressed by the movie}. */
    boolean isCaused(int last) {
        return last + 1 < said.size() && said.signs[last + 1] == 0 && said.words[last + 1] == BY;
    }

    /** Whether nothing but what joins names stands from one on to before another. */
    boolean isRow(int from, int to) {
        if (to - from > 4) return false;
        for (int i = from; i < to; i++)
            if (!is(i, AND, FILLER) || (said.signs[i] != 0 && said.signs[i] != ',')) return false;
        return said.signs[to] == 0 || said.signs[to] == ',';
    }

    /** How sure it is that the name from one word to another is somebody's; 0 where it is nobody's. */
    double sure(Conditions.Use use, int first, int last) {
        int verb = first - 1;
        while (verb >= 0 && first - verb <= MOST_FILLERS && said.signs[verb + 1] == 0 && isOnly(verb, use)) verb--;
        if (use == Conditions.Use.BEEN && isRole(verb + 1, last)) return Health.OF_OTHERS;
        if (verb < 0 || said.signs[verb + 1] != 0) return field(verb, first);
        if (use == Conditions.Use.BEEN) return been(verb, first, last);
        if (said.behind(last) == '+') return been(verb, first, last);
        double whose = is(verb, SUFFER) ? sufferer(verb, last) : had(verb, first);
        boolean isBehind = last + 1 < said.size() && is(last + 1, SUFFER) && said.signs[last + 1] == 0;
        return whose == 0 && isBehind ? sufferer(first, last + 1) : whose;
    }

    private double had(int verb, int first) {
        if (is(verb, MINE) && !isUnreal(verb)) return Health.OF_SPEAKER;
        if (is(verb, SELF_VERB) && !isUnreal(verb)) return Health.OF_SPEAKER;
        if (is(verb, HAVE)) return subject(verb);
        if (is(verb, NEAR, PATIENT)) return hasAny(verb + 1, first, WITH, HAVE) ? person(verb, false) : 0;
        if (is(verb, OTHERS)) return isUnreal(verb) ? 0 : Health.OF_OTHERS;
        if (isPossessed(verb)) return person(verb - 1, false);
        return is(verb, OTHER, SELF) && !is(verb, BE) && hasAny(verb + 1, first, HAVE) ? subject(verb + 1) : 0;
    }

    /** A filler that is nothing else here. */
    private boolean isOnly(int word, Conditions.Use use) {
        if (use == Conditions.Use.BEEN && is(word, BE)) return false;
        return is(word, FILLER)
                && !is(word, SUFFER, MINE)
                && !(is(word, HAVE) && word > 0 && is(word - 1, SELF, OTHER) && !is(word - 1, BE));
    }

    /** {@code Diagnosis: asthma}. */
    private double field(int verb, int first) {
        return verb >= 0 && verb == first - 1 && said.signs[first] == ':' && is(verb, FIELD) ? Health.OF_OTHERS : 0;
    }

    private double been(int from, int first, int last) {
        int verb = from;
        while (verb > 0 && is(verb, ADVERB) && !is(verb, BE, UNREAL) && said.signs[verb] == 0) verb--;
        if (is(verb, BE)) return is(verb, SELF_VERB) && !isUnreal(verb) ? Health.OF_SPEAKER : subject(verb);
        boolean isBeside = last + 1 < said.size() && is(last + 1, NEAR, PATIENT) && said.signs[last + 1] == 0;
        if (is(verb, MINE) && isBeside) return Health.OF_SPEAKER;
        if (is(verb, OTHERS) && isBeside) return Health.OF_OTHERS;
        return is(verb, SUFFER) && first - verb <= 3 ? subject(verb) : 0;
    }

    /** {@code As a diabetic I}. */
    private boolean isRole(int first, int last) {
        if (said.words[first] != AS) return false;
        for (int i = last + 1; i < said.size() && i - last <= 3; i++) if (is(i, SELF)) return true;
        return false;
    }

    private boolean hasAny(int from, int to, Role... roles) {
        for (int i = from; i < to; i++) if (is(i, roles)) return true;
        return false;
    }

    /** {@code mother's}. */
    private boolean isPossessed(int word) {
        return word > 0
                && said.ends[word] - said.starts[word] == 1
                && said.starts[word] == said.ends[word - 1] + 1
                && is(word, BE);
    }

    /** Who stands before this verb, past what stands between. */
    private double subject(int verb) {
        int who = verb - 1;
        while (who >= 0 && verb - who <= MOST_ADVERBS && is(who, ADVERB) && !is(who, UNREAL)) who--;
        if (who > 0 && is(who, WHO) && said.signs[who] == ',') return person(who - 1, true);
        return who < 0 ? 0 : person(who, true);
    }

    /** Who suffers: not always right before. */
    private double sufferer(int verb, int last) {
        double near = subject(verb);
        if (near > 0) return near;
        for (int i = verb - 1; i >= 0 && verb - i <= REACH; i--) {
            if (is(i, UNREAL)) return 0;
            if (is(i, SELF, SELF_VERB) || (is(i, NEAR) && isOfSpeaker(i))) return person(i, true);
            if (is(i, OTHER, PATIENT) || isCalled(i)) return person(i, true);
        }
        for (int i = last + 1; i < said.size() && i - last <= REACH; i++)
            if (is(i, UNREAL)) return 0;
            else if (verb == 0 && is(i, SELF, MINE)) return Health.OF_OTHERS;
        return 0;
    }

    private double person(int who, boolean isSubject) {
        if (isUnreal(who)) return 0;
        if (is(who, SELF, SELF_VERB)) return isSubject ? Health.OF_SPEAKER : 0;
        if (is(who, FAMILY) && (who == 0 || said.signs[who] != 0)) return Health.OF_SPEAKER;
        if (is(who, NEAR)) return isOfSpeaker(who) ? Health.OF_SPEAKER : isOfOther(who) ? Health.OF_OTHERS : 0;
        if (is(who, PATIENT)) return isAnybody(who) ? 0 : Health.OF_OTHERS;
        if (is(who, OTHER)) return isSubject ? Health.OF_OTHERS : 0;
        if (isCalled(who)) return Health.OF_OTHERS;
        // My colleague Anna.
        return who > 0 && said.isCapital(who) && is(who - 1, NEAR) && isOfSpeaker(who - 1) ? Health.OF_SPEAKER : 0;
    }

    /** {@code my older brother}; {@code a friend of mine} and {@code I have a cousin} too. */
    private boolean isOfSpeaker(int who) {
        for (int i = who - 1; i >= 0 && who - i <= 3; i--) {
            if (said.signs[i + 1] != 0) return false;
            if (is(i, MINE)) return true;
            if (is(i, ANY)) return i > 1 && is(i - 1, HAVE) && is(i - 2, SELF);
        }
        return false;
    }

    /** {@code a young patient}. */
    private boolean isAnybody(int who) {
        for (int i = who - 1; i >= 0 && who - i <= 3 && said.signs[i + 1] == 0; i--) if (is(i, ANY)) return true;
        return false;
    }

    private boolean isOfOther(int who) {
        return who > 0 && said.signs[who] == 0 && is(who - 1, OTHERS);
    }

    /** A name behind a title. */
    private boolean isCalled(int word) {
        return word > 0 && said.isCapital(word) && is(word - 1, TITLE);
    }

    /** Whether something before it, up to a sign, makes it a question or a case that is supposed. */
    private boolean isUnreal(int word) {
        for (int i = word - 1; i >= 0 && word - i <= 4; i--) {
            if (said.signs[i + 1] != 0) return false;
            if (is(i, UNREAL)) return true;
        }
        return false;
    }

    private boolean is(int word, Role... roles) {
        Set<Role> its = Roles.of(said.words[word]);
        if (its.isEmpty()) return false;
        for (Role role : roles) if (its.contains(role)) return true;
        return false;
    }
}
