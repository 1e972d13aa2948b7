package dev.outrigger.registry;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a model is beside what it can be asked: whose, of which kin, by whose rules, how good at what.
 *
 * @param provider who runs it, a tag such as {@code openai}; absent when unknown
 * @param family the kin of models that it is of, a tag such as {@code gpt}; absent when unknown
 * @param output the most tokens of an answer that the operator says it gives; absent when unsaid
 * @param priced where its price comes from: {@code config}, {@code local}, or {@code list} and the list's date; absent
 *     where it has none
 * @param listed what the price list knows of it; absent where it knows nothing
 */
public record Facts(
        Optional<String> provider,
        Optional<String> family,
        Terms terms,
        Strengths strengths,
        OptionalInt output,
        Optional<String> priced,
        Optional<Listed> listed) {
    /** Nothing is known. */
    public static final Facts NONE = new Facts(
            Optional.empty(),
            Optional.empty(),
            Terms.UNKNOWN,
            Strengths.UNSAID,
            OptionalInt.empty(),
            Optional.empty(),
            Optional.empty());
}
