package dev.outrigger.route;

/**
 * What else would have been decided, and by what little. It was tried: decided again with the change, the policy asks this
 * model first.
 *
 * @param model that would have been asked first
 */
public record Counterfactual(String model, Change change) {
    /** The whole sentence. */
    public String words() {
        return "would have gone to " + model + " if " + change.words();
    }
}
