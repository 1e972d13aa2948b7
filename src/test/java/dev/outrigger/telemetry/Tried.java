package dev.outrigger.telemetry;

import dev.outrigger.chat.Evidence;
import dev.outrigger.chat.FinishReason;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Usage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An attempt being written down for a test; what is not said here did not come. */
final class Tried {
    private final String backend;
    private final String model;
    private final ModelName asked;
    private final String provider;
    private final Optional<String> server;
    private int number = 1;
    private Cause cause = Cause.INITIAL;
    private Optional<ModelName> served = Optional.empty();
    private OptionalInt status = OptionalInt.empty();
    private OptionalLong firstContent = OptionalLong.empty();
    private Usage usage = Usage.ABSENT;
    private Evidence evidence = Evidence.NONE;
    private Optional<FinishReason> finish = Optional.empty();
    private List<String> dropped = List.of();

    private Tried(String backend, String model, String asked, String provider, Optional<String> server) {
        this.backend = backend;
        this.model = model;
        this.asked = new ModelName(asked);
        this.provider = provider;
        this.server = server;
    }

    /** The small model of this process. */
    static Tried here() {
        return new Tried("here", "smol", "smollm2-135m-instruct", "outrigger", Optional.empty());
    }

    /** The remote model. */
    static Tried mini() {
        return at("api.openai.com:443", "mini", "gpt-5-mini");
    }

    /** A remote model at this host. */
    static Tried at(String server, String model, String asked) {
        return new Tried("openai", model, asked, "openai", Optional.of(server));
    }

    Tried number(int value, Cause why) {
        number = value;
        cause = why;
        return this;
    }

    Tried evidence(Evidence value) {
        evidence = value;
        return this;
    }

    Tried served(String name) {
        served = Optional.of(new ModelName(name));
        return this;
    }

    Tried status(int value) {
        status = OptionalInt.of(value);
        return this;
    }

    Tried firstContent(long nanos) {
        firstContent = OptionalLong.of(nanos);
        return this;
    }

    Tried used(Usage value, FinishReason reason) {
        usage = value;
        finish = Optional.of(reason);
        return this;
    }

    Tried dropped(String... names) {
        dropped = List.of(names);
        return this;
    }

    Attempt ended(long start, long end, Verdict verdict) {
        return new Attempt(
                number,
                cause,
                backend,
                model,
                asked,
                served,
                provider,
                server.isEmpty(),
                server,
                status,
                start,
                firstContent,
                end,
                usage,
                Optional.empty(),
                evidence,
                finish,
                dropped,
                verdict);
    }
}
