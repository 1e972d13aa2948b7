package dev.outrigger.engine;

import java.util.ArrayList;
import java.util.List;

/** A model that reads a recorded answer in its first slot. */
record Forced(Llama llama) {
    Candidates step(Span span) {
        return llama.step(List.of(span)).getFirst();
    }

    /** The candidates at each recorded step when the reference's own tokens are read. */
    List<Candidates> steps(Reference reference) {
        List<Candidates> all = new ArrayList<>();
        int length = reference.tokens().size();
        all.add(step(new Span(0, 0, Reference.array(reference.tokens()))));
        for (int i = 1; i < reference.steps().size(); i++)
            all.add(step(
                    new Span(0, length + i - 1, new int[] {reference.greedy().get(i - 1)})));
        return all;
    }

    /** Over all answers. */
    Distance distance(List<Reference> references) {
        Distance.Sum sum = new Distance.Sum();
        for (Reference reference : references) {
            List<Candidates> ours = steps(reference);
            for (int i = 0; i < ours.size(); i++) sum.add(reference.steps().get(i), ours.get(i));
        }
        return sum.distance();
    }

    /** What it writes greedily after the reference's prompt, up to the end mark. */
    String text(Reference reference, Vocabulary vocabulary) {
        Detokenizer text = new Detokenizer();
        StringBuilder all = new StringBuilder();
        int[] next = Reference.array(reference.tokens());
        int read = 0;
        for (int i = 0; i < reference.greedy().size(); i++) {
            int token = step(new Span(0, read, next)).tokens()[0];
            if (vocabulary.isEnd(token)) break;
            all.append(text.feed(vocabulary.bytes(token)));
            read += next.length;
            next = new int[] {token};
        }
        return all.toString();
    }

    /** The first step at which its own greedy answer differs from the reference's; its length if none does. */
    int agreement(Reference reference) {
        int[] next = Reference.array(reference.tokens());
        int read = 0;
        for (int i = 0; i < reference.greedy().size(); i++) {
            Candidates candidates = step(new Span(0, read, next));
            read += next.length;
            next = new int[] {candidates.tokens()[0]};
            if (next[0] != reference.greedy().get(i)) return i;
        }
        return reference.greedy().size();
    }
}
