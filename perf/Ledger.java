import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** What the upstreams were asked and what they did, by request. Any thread. */
final class Ledger {
    private final Script script;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final AtomicInteger strays = new AtomicInteger();

    Ledger(Script script) {
        this.script = script;
    }

    /** What an upstream does in a call. */
    interface Script {
        /** @param number of the call among those of this request, from 1 */
        Fault fault(Errand errand, String model, int number);
    }

    /** @param calls in the order in which they came */
    private record Entry(Errand errand, List<Call> calls) {}

    /** One call of an upstream. Written by its own thread. */
    static final class Call {
        final int number;
        final String model;
        final Fault fault;
        /** When it came. */
        final long begun = System.nanoTime();
        /** Whether the connection had carried another call before. */
        final boolean reused;
        /** When it was broken off, or its last byte sent before a silence; 0 when it was not. */
        volatile long cut;

        /** Whether the answer was a stream that had shown some text. */
        volatile boolean streamed;

        Call(int number, String model, Fault fault, boolean reused) {
            this.number = number;
            this.model = model;
            this.fault = fault;
            this.reused = reused;
        }

        /** Whether a client may take the connection for one that was closed before it was used, and dial again. */
        boolean isStale() {
            return fault == Fault.RESET && reused;
        }

        String voice() {
            return Cast.VOICES.getOrDefault(model, "?");
        }
    }

    void open(Errand errand) {
        entries.put(errand.id(), new Entry(errand, new ArrayList<>()));
    }

    /** An upstream is asked; absent when nobody waits for an answer of that id any more. */
    Optional<Asked> called(int id, String model, boolean reused) {
        Entry entry = entries.get(id);
        if (entry == null) {
            strays.incrementAndGet();
            return Optional.empty();
        }
        synchronized (entry.calls) {
            int number = entry.calls.size() + 1;
            Call call = new Call(number, model, script.fault(entry.errand, model, number), reused);
            entry.calls.add(call);
            return Optional.of(new Asked(entry.errand, call));
        }
    }

    record Asked(Errand errand, Call call) {}

    List<Call> calls(int id) {
        Entry entry = entries.get(id);
        if (entry == null) return List.of();
        synchronized (entry.calls) {
            return List.copyOf(entry.calls);
        }
    }

    void forget(int id) {
        entries.remove(id);
    }

    /** Calls for requests that had long ended. */
    int strays() {
        return strays.get();
    }
}
