package dev.outrigger.engine;

import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.outrigger.chat.Sampling;
import dev.outrigger.support.Drawn;
import java.util.List;
import java.util.Optional;

/** A stepper of four slots, turned by hand, over whose decoder a test lays adapters. */
final class AdapterRoom {
    /** An answer of so many tokens goes on until it is cancelled. */
    static final int LONG = 1000;

    final ScriptedAdapters source = new ScriptedAdapters();
    final ScriptedAdapters.Over decoder = new ScriptedAdapters.Over(4, Alphabet.letters(2 * LONG));
    final Adapters adapters;
    final Stepper stepper;

    private AdapterRoom(Optional<Integer> places, long bytes) {
        this.adapters = places.map(count -> new Adapters(decoder, source, count, bytes))
                .orElseGet(() -> Adapters.none(decoder));
        this.stepper = new Turned().over(decoder, 8, adapters);
    }

    /** With room for so many adapters, of so many bytes together. */
    static AdapterRoom of(int places, long bytes) {
        return new AdapterRoom(Optional.of(places), bytes);
    }

    /** Of a model that takes none. */
    static AdapterRoom none() {
        return new AdapterRoom(Optional.empty(), 0);
    }

    Recorded ask(String prompt, Optional<String> adapter, int tokens) {
        return ask(Ask.of(Requests.with(Requests.of(prompt), most(tokens))).over(adapter));
    }

    static Sampling most(int tokens) {
        return new Drawn().maxTokens(tokens).sampling();
    }

    Recorded ask(Ask asked) {
        return Turned.submit(stepper, asked, Recorded.unbounded());
    }

    Recorded ask(String adapter) {
        return ask("p", Optional.of(adapter), 2);
    }

    /** An answer that goes on until it is cancelled. */
    Recorded running(String adapter) {
        Recorded recorded = ask("p", Optional.of(adapter), LONG);
        turn(5);
        assertFalse(recorded.text().isEmpty(), adapter);
        return recorded;
    }

    /** Nothing is left to do, also after a wake by whoever reads adapters. */
    void untilIdle() {
        for (int idle = 0; idle < 3; ) idle = stepper.turn() ? 0 : idle + 1;
    }

    void turn(int times) {
        for (int i = 0; i < times; i++) stepper.turn();
    }

    void end(Recorded answer) {
        answer.subscription.cancel();
        turn(2);
    }

    List<String> spans() {
        return decoder.steps.stream().flatMap(List::stream).map(Span::toString).toList();
    }
}
