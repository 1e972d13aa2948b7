package dev.outrigger.dialect;

import java.util.OptionalInt;
import java.util.Set;

/**
 * A name that an app may ask for as a model, and what it is told of it.
 *
 * @param owner who answers to it
 * @param skills what it can be asked for
 * @param window tokens of request and answer together; absent when unknown
 */
public record ListedModel(String id, String owner, Set<Skill> skills, OptionalInt window) {
    public ListedModel {
        skills = Set.copyOf(skills);
    }

    /** One that chats, of which nothing more is known. */
    public ListedModel(String id, String owner) {
        this(id, owner, Set.of(Skill.CHAT), OptionalInt.empty());
    }

    /** The same by another name. */
    public ListedModel named(String other) {
        return new ListedModel(other, owner, skills, window);
    }

    /** What vendors tell of their models. */
    public enum Skill {
        CHAT,
        TOOLS,
        /** It sees pictures. */
        IMAGES,
        EMBEDDINGS
    }
}
