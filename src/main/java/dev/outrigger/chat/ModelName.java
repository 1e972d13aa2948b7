package dev.outrigger.chat;

/** A model as an app or a vendor names it, for example {@code gpt-5-mini} or {@code auto}. */
public record ModelName(String value) {
    public ModelName {
        if (value.isBlank()) throw new IllegalArgumentException("a model's name must not be blank");
    }

    @Override
    public String toString() {
        return value;
    }
}
