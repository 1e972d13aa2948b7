package dev.outrigger.registry;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which models have the same weights: one of two says so, or one of all that has both for replicas. Made in one pass; most
 * models have none, and of those the answer is there at once. Immutable.
 */
public final class Replicas {
    /** No model has any. */
    static final Replicas NONE = new Replicas(List.of());

    /** Who counts itself and its replicas as one, by the names of those. */
    private final Map<String, Set<String>> heads = new HashMap<>();

    /** Of these models, each of which names its own. */
    public Replicas(Collection<ModelProfile> profiles) {
        for (ModelProfile profile : profiles) {
            if (profile.replicas().isEmpty()) continue;
            add(profile.name(), profile);
            for (String replica : profile.replicas()) add(replica, profile);
        }
    }

    private void add(String member, ModelProfile head) {
        heads.computeIfAbsent(member, first -> new LinkedHashSet<>()).add(head.name());
    }

    /** Whether two of them do. */
    public boolean are(ModelProfile one, ModelProfile other) {
        Set<String> ones = heads.get(one.name());
        Set<String> others = heads.get(other.name());
        if (ones == null || others == null) return false;
        for (String head : ones) if (others.contains(head)) return true;
        return false;
    }

    /** Whether it has the same weights as any other. */
    public boolean isOne(ModelProfile model) {
        return heads.containsKey(model.name());
    }

    /** By whose word the model of this name has replicas, or is one. */
    List<String> heads(String name) {
        return List.copyOf(heads.getOrDefault(name, Set.of()));
    }
}
