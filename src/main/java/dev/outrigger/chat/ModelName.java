package dev.outrigger.chat;

/** A model as an app or a vendor names it, for example {@code gpt-5-mini} or {@code auto}. */
public record ModelName(String value) {
    private static final String LATEST = ":latest";

    public ModelName {
        if (value.isBlank()) throw new IllegalArgumentException("a model's name must not be blank");
    }

    /** Without Ollama's tag for the newest of a name, which says no more than the name alone. */
    public ModelName untagged() {
        boolean tagged = value.endsWith(LATEST) && value.length() > LATEST.length();
        return tagged ? new ModelName(value.substring(0, value.length() - LATEST.length())) : this;
    }

    @Override
    public String toString() {
        return value;
    }
}
