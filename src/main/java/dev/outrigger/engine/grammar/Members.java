package dev.outrigger.engine.grammar;

import dev.outrigger.engine.grammar.automaton.Dfa;
import java.util.ArrayList;
import java.util.List;

/**
 * An object: members of known names in their order, of which those that are not required may be left out, then others
 * whose names an automaton takes. Rules of members may change until it is pruned.
 */
final class Members implements Shape {
    private final List<Member> known;
    private final List<Extra> extras;
    private final NameTrie names;

    /** Of each place in the list, and of its end, the first required member from there; the list's size when none. */
    private final int[] required;

    /**
     * A member of a known name.
     *
     * @param name as it is written in JSON, with the closing quote
     */
    record Member(Name name, Rule rule, boolean isRequired) {}

    /**
     * Members of other names.
     *
     * @param names of their names' contents and the closing quote
     */
    record Extra(Dfa names, Rule rule) {}

    Members(List<Member> known, List<Extra> extras) {
        this(known, extras, NameTrie.of(known));
    }

    private Members(List<Member> known, List<Extra> extras, NameTrie names) {
        this.known = List.copyOf(known);
        this.extras = List.copyOf(extras);
        this.names = names;
        this.required = new int[known.size() + 1];
        required[known.size()] = known.size();
        for (int i = known.size() - 1; i >= 0; i--) required[i] = known.get(i).isRequired() ? i : required[i + 1];
    }

    @Override
    public int height() {
        int inside = 0;
        for (Member member : known)
            if (member.isRequired()) inside = Math.max(inside, member.rule().height());
        return inside == Rule.ENDLESS ? Rule.ENDLESS : inside + 1;
    }

    @Override
    public Shape pruned() {
        List<Member> fitting = new ArrayList<>();
        for (Member member : known) {
            if (member.rule().height() != Rule.ENDLESS) fitting.add(member);
        }
        List<Extra> others = extras.stream()
                .filter(extra -> !extra.names().isEmpty() && extra.rule().height() != Rule.ENDLESS)
                .toList();
        // Names that are left out stay known: no other member may have them.
        return new Members(fitting, others, names.renumbered(known, fitting));
    }

    @Override
    public void enter(int b, int depth, Frame below, Readings out) {
        if (b == '{') out.add(MemberFrame.Between.open(this, depth + 1, below));
    }

    NameTrie names() {
        return names;
    }

    List<Extra> extras() {
        return extras;
    }

    Member known(int place) {
        return known.get(place);
    }

    /** The last place in the list whose member may come next. */
    int lastNext(int place) {
        return Math.min(required[place], known.size() - 1);
    }

    /** Whether nothing is required from this place on. */
    boolean mayEnd(int place) {
        return required[place] == known.size();
    }

    /** The place after all known members. */
    int end() {
        return known.size();
    }

    /** Whether a member may come next: a known one from this place on, or another whose name is not taken. */
    boolean hasNext(int place, TakenNames taken, int depth) {
        for (int i = place; i <= lastNext(place); i++) if (known.get(i).rule().fits(depth)) return true;
        return mayEnd(place) && extras.stream().anyMatch(extra -> mayBegin(extra, taken, depth));
    }

    /** Whether another such member may come: there is a name left for it. */
    boolean mayBegin(Extra extra, TakenNames taken, int depth) {
        return extra.rule().fits(depth) && extra.names().ways(0) > names.count(NameTrie.ROOT) + taken.size();
    }
}
