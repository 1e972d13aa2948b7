package dev.outrigger.chat;

import java.util.List;

/**
 * The vectors of an answer.
 *
 * @param model as upstream names it, or as it was asked for
 * @param vectors in the order of the inputs
 */
public record Embeddings(ModelName model, List<Vector> vectors, Usage usage) {
    public Embeddings {
        vectors = List.copyOf(vectors);
    }
}
