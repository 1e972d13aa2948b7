package dev.outrigger.engine;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

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

    /** The same, with adapters over the decoder. */
    Stepper over(Decoder decoder, int queued, Adapters adapters) {
        return new Stepper(
                decoder,
                arrival -> {
                    List<Generation> generations = read(arrival);
                    arrival.ask()
                            .adapter()
                            .map(adapters::find)
                            .ifPresent(wish -> generations.forEach(one ->
                                    one.overlay().wish(wish, arrival.ask().draft())));
                    return generations;
                },
                queued,
                adapters);
    }

    static Recorded submit(Stepper stepper, String prompt, List<String> stops, Recorded recorded) {
        return submit(
                stepper,
                Requests.with(Requests.of(prompt), Requests.stopping(stops.toArray(String[]::new))),
                Optional.empty(),
                recorded);
    }

    static Recorded submit(Stepper stepper, ChatRequest request, Optional<Draft> draft, Recorded recorded) {
        return submit(stepper, Ask.of(request, draft), recorded);
    }

    static Recorded submit(Stepper stepper, Ask ask, Recorded recorded) {
        Outbox outbox = new Outbox(recorded, stepper::wake);
        recorded.onSubscribe(outbox);
        stepper.submit(new Arrival(ask, outbox));
        return recorded;
    }

    /** By a clock that stands where a test puts it. */
    Stepper over(Decoder decoder, int queued, LongSupplier ticker) {
        return new Stepper(decoder, this::read, queued, Adapters.none(decoder), ticker);
    }

    static void untilIdle(Stepper stepper) {
        boolean isStepped = true;
        while (isStepped) isStepped = stepper.turn();
    }

    /** A token for each letter of the prompt. */
    private List<Generation> read(Arrival arrival) {
        int[] prompt = arrival.ask()
                .request()
                .messages()
                .getFirst()
                .text()
                .chars()
                .map(letter -> letter - 'a' + Alphabet.A)
                .toArray();
        Sampling sampling = arrival.ask().request().sampling();
        int most = sampling.maxTokens().orElse(ANSWER_TOKENS);
        Choices choices = new Choices(arrival, prompt.length, sampling.choices());
        List<Generation> generations = IntStream.range(0, sampling.choices())
                .mapToObj(choice ->
                        new Generation(MODEL, vocabulary, prompt, most, sampling, Optional.empty(), choices, choice))
                .toList();
        arrival.ask()
                .draft()
                .filter(draft -> arrival.ask().adapter().isEmpty())
                .filter(draft -> draft.answers(MODEL, prompt))
                .ifPresent(generations.getFirst()::goOnWith);
        return generations;
    }
}
