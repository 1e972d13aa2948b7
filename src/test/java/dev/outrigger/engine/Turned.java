package dev.outrigger.engine;

import dev.outrigger.chat.ModelName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** A stepper that a test turns by hand, so that nothing depends on time. */
final class Turned {
    static final ModelName MODEL = new ModelName("alphabet");
    static final int ANSWER_TOKENS = 200;

    private final Vocabulary vocabulary;

    Turned() {
        try {
            vocabulary = Alphabet.vocabulary();
        } catch (IOException cause) {
            throw new UncheckedIOException(cause);
        }
    }

    Stepper over(Decoder decoder, int queued) {
        return new Stepper(decoder, this::read, queued);
    }

    static Recorded submit(Stepper stepper, String prompt, List<String> stops, Recorded recorded) {
        Outbox outbox = new Outbox(recorded, stepper::wake);
        recorded.onSubscribe(outbox);
        stepper.submit(new Arrival(
                Requests.with(Requests.of(prompt), Requests.stopping(stops.toArray(String[]::new))), outbox));
        return recorded;
    }

    static void untilIdle(Stepper stepper) {
        boolean isStepped = true;
        while (isStepped) isStepped = stepper.turn();
    }

    /** A token for each letter of the prompt. */
    private Generation read(Arrival arrival) {
        int length = arrival.request().messages().getFirst().text().length();
        return new Generation(
                MODEL,
                vocabulary,
                Alphabet.letters(length),
                ANSWER_TOKENS,
                arrival.request().sampling(),
                arrival.outbox());
    }
}
