package dev.outrigger.chat;

import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What the app wants vectors of, in no vendor's words.
 *
 * @param model the name the app asked for, as written
 * @param inputs one vector is wanted for each, in this order
 * @param dimensions how long the vectors shall be; absent when the app did not say
 * @param vendorFields names (never values) of request fields that have no word here; they cross only to their own dialect
 */
public record EmbeddingRequest(
        ModelName model, List<EmbeddingInput> inputs, OptionalInt dimensions, Set<String> vendorFields) {
    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
        vendorFields = Set.copyOf(vendorFields);
    }
}
