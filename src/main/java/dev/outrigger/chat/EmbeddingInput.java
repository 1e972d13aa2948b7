package dev.outrigger.chat;

/** What one vector is asked for. */
public sealed interface EmbeddingInput {
    /** A text. */
    record Text(Passage passage) implements EmbeddingInput {
        public Text(String text) {
            this(Passage.of(text));
        }
    }

    /**
     * Something that only its own vendor can read: ids of a model's tokens, a picture.
     *
     * @param what in words without its contents, for example {@code an input of token ids}
     */
    record Own(String what) implements EmbeddingInput {}
}
