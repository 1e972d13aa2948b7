package dev.outrigger.engine;

import dev.outrigger.chat.Failure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Adapters that are there as a test says, each a single pair of numbers. */
final class ScriptedAdapters implements AdapterSource {
    /** What was read, in order, and how far it is. */
    final List<String> loaded = new ArrayList<>();

    final Map<String, AdapterVersion> there = new HashMap<>();
    private final Map<String, AdapterLoad> held = new HashMap<>();
    boolean isClosed;

    /** There is such an adapter now, in place of any of its name. */
    AdapterVersion put(String name, String stamp, long bytes) {
        AdapterVersion version = new AdapterVersion(name, stamp, bytes);
        there.put(name, version);
        return version;
    }

    /** Reading this one takes until the test says so. */
    AdapterLoad hold(String name) {
        AdapterLoad load = new AdapterLoad();
        held.put(name, load);
        return load;
    }

    static void finish(AdapterLoad load) {
        put(load, 1);
        load.finish();
    }

    static void put(AdapterLoad load, int numbers) {
        try {
            load.put(new AdapterPair(0, 1, new float[numbers], new float[1]));
        } catch (InterruptedException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Override
    public AdapterWish find(String name) {
        AdapterWish wish = new AdapterWish();
        Optional.ofNullable(there.get(name))
                .ifPresentOrElse(
                        wish::found,
                        () -> wish.refused(new Failure.Rejected(404, "no adapter " + name, Optional.empty())));
        return wish;
    }

    @Override
    public AdapterLoad load(AdapterVersion version) {
        loaded.add(version.name() + version.stamp());
        AdapterLoad later = held.remove(version.name());
        if (later != null) return later;
        AdapterLoad load = new AdapterLoad();
        finish(load);
        return load;
    }

    @Override
    public void close() {
        isClosed = true;
    }

    /** A decoder of letters that keeps what is laid over it. */
    static final class Over extends Alphabet {
        final List<String> laid = new ArrayList<>();

        Over(int slots, int... answer) {
            super(slots, answer);
        }

        @Override
        public void clearAdapter(int place) {
            laid.add("clear " + place);
        }

        @Override
        public void addPair(int place, AdapterPair pair) {
            laid.add("add " + place);
        }
    }
}
