import java.util.List;
import java.util.Random;

/** One planned request: what is asked, how the app behaves, and what upstreams do in each call of it. All of it follows from the seed. */
record Errand(int id, Tongue tongue, String model, boolean stream, boolean usage, int words, Manner manner, int moment, boolean faulty, long seed) {
    /** How the app behaves; {@code moment} says when: milliseconds, or pieces of the answer. */
    enum Manner {
        PATIENT,
        LEAVES_EARLY,
        LEAVES_AMID,
        READS_SLOWLY
    }

    static final int LONG = 12_000;

    static Errand of(long seed, int id) {
        Random random = new Random(mixed(seed, id, 0));
        Tongue tongue = random.nextInt(10) < 6 ? Tongue.OPENAI : Tongue.ANTHROPIC;
        String model = Cast.ASKED.get(random.nextInt(Cast.ASKED.size()));
        boolean stream = random.nextInt(10) < 7;
        int dice = random.nextInt(1000);
        Manner manner = dice < 20 ? Manner.LEAVES_EARLY : dice < 40 ? Manner.LEAVES_AMID : dice < 50 ? Manner.READS_SLOWLY : Manner.PATIENT;
        int words = manner == Manner.READS_SLOWLY ? LONG : random.nextInt(20) == 0 ? 400 : 8 + random.nextInt(60);
        int moment = manner == Manner.LEAVES_EARLY ? 1 + random.nextInt(120) : 1 + random.nextInt(12);
        return new Errand(id, tongue, model, stream || manner == Manner.READS_SLOWLY, random.nextBoolean(), words, manner, moment,
                random.nextInt(5) == 0, seed);
    }

    /** One of many that come at once. */
    static Errand ofBurst(long seed, int id) {
        Errand one = of(seed, id);
        return new Errand(id, one.tongue, one.model, one.stream, one.usage, 8 + Math.floorMod(id, 40), Manner.PATIENT, 0, false, seed);
    }

    /** The same, but not as a stream. */
    Errand whole() {
        return new Errand(id, tongue, model, false, usage, words, manner, moment, faulty, seed);
    }

    /** What the upstream does in its so-many-th call of this request, from 1. */
    Fault fault(int call) {
        if (!faulty) return Fault.NONE;
        Random random = dice(call);
        List<Fault> faults = stream ? Fault.STREAMED : Fault.WHOLE;
        Fault drawn = faults.get(random.nextInt(faults.size()));
        return call == 1 || random.nextInt(4) == 0 ? drawn : Fault.NONE;
    }

    /** What went wrong first: in the first call that an upstream saw, or before it. */
    Fault first(List<Ledger.Call> calls) {
        if (model.equals(Cast.DOWN)) return Fault.REFUSED;
        return calls.isEmpty() ? Fault.NONE : calls.getFirst().fault;
    }

    /** Whether the app may be told of an error. */
    boolean excusesAnError(List<Ledger.Call> calls) {
        return model.equals(Cast.DOWN) || calls.stream().anyMatch(call -> call.fault.excusesAnError());
    }

    /** Of all that is drawn in a call. */
    Random dice(int call) {
        return new Random(mixed(seed, id, call));
    }

    String text(String voice) {
        return Story.text(id, voice, words);
    }

    private static long mixed(long seed, int id, int call) {
        long x = seed * 0x9E3779B97F4A7C15L + id * 0xC2B2AE3D27D4EB4FL + call * 0x165667B19E3779F9L;
        x = (x ^ (x >>> 31)) * 0xBF58476D1CE4E5B9L;
        return x ^ (x >>> 29);
    }
}
