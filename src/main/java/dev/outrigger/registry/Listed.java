package dev.outrigger.registry;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the {@link PriceList} knows of a model. It is nobody's word: a price is taken from it where the operator names none;
 * of the rest a policy makes no more than an order.
 *
 * @param reads the most tokens of a request; absent when unknown
 * @param writes the most tokens of an answer; absent when unknown
 * @param can what it can be asked for, of {@link #TOLD}
 */
@Doc("A model at its provider.")
public record Listed(
        @Doc("What it costs.") Price price,
        @Doc("The most tokens of a request.") OptionalInt reads,
        @Doc("The most tokens of an answer.") OptionalInt writes,
        @Doc("What it can be asked for.") @Default("[]") List<Capability> can) {
    /** What the list tells of every model; of any other capability it says nothing. */
    public static final List<Capability> TOLD = List.of(
            Capability.TOOLS,
            Capability.IMAGES,
            Capability.AUDIO,
            Capability.VIDEO,
            Capability.DOCUMENTS,
            Capability.JSON_SCHEMA);

    public Listed {
        can = List.copyOf(can);
    }

    /** Whether it is listed with what it can, and that is not among it. */
    public boolean lacks(Capability capability) {
        return !can.isEmpty() && TOLD.contains(capability) && !can.contains(capability);
    }

    /** The same where the operator says these instead, and so knows better. */
    Listed under(OptionalInt window, OptionalInt output, Optional<List<Capability>> capabilities) {
        return new Listed(
                price,
                window.isPresent() ? OptionalInt.empty() : reads,
                output.isPresent() ? OptionalInt.empty() : writes,
                capabilities.isPresent() ? TOLD : can);
    }

    /** The most tokens of request and answer together: never fewer than it takes; absent when unknown. */
    public OptionalInt window() {
        return reads.isPresent() ? OptionalInt.of(reads.getAsInt() + writes.orElse(0)) : OptionalInt.empty();
    }
}
