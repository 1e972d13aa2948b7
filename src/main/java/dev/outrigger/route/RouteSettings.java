package dev.outrigger.route;

import dev.outrigger.config.Doc;

/** One entry of the section {@code routes}: which policy answers which requested model. The first that matches wins. */
@Doc("Which policy answers which requested model; the first that matches wins.")
public record RouteSettings(
        @Doc("The requested model; * stands for any characters.")
        String model,

        @Doc("A policy's name, or contract: the model as asked.")
        String policy) {
    public RouteSettings {
        if (model.isBlank()) throw new IllegalArgumentException("model must not be blank");
        if (policy.isBlank()) throw new IllegalArgumentException("policy must not be blank");
    }

    /** Whether the route is for this model: every {@code *} stands for any characters, none included. */
    boolean matches(String requested) {
        return Glob.matches(model, requested);
    }
}
