import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Says what became of a request, from what the app was told and what the upstreams did. It trusts neither side's own
 * words: a text counts as whole only when it is, character by character, what one called model says.
 */
final class Judge {
    /** A call may have been on its way when the app left. */
    private static final long GRACE_NANOS = 1_000_000_000;
    /** The first one may be made of a request that was read only after its app had left, on a machine that is behind. */
    private static final long FIRST_NANOS = 10_000_000_000L;

    private Judge() {}

    /** @param ended when the app had the end of its answer, or left, on {@code System.nanoTime} */
    static Verdict of(Errand errand, Told told, List<Ledger.Call> calls, long ended) {
        long first = calls.stream().mapToLong(call -> call.begun).min().orElse(0);
        long grace = told.end == Told.End.LEFT ? FIRST_NANOS : GRACE_NANOS;
        if (first > ended + grace || calls.stream().anyMatch(call -> call.begun != first && call.begun > ended + GRACE_NANOS))
            return new Verdict(Verdict.Kind.TOO_MANY, "called again after its end");
        // A connection that is reset as it is used again may be dialled once more: that is no attempt.
        long stale = calls.stream().filter(Ledger.Call::isStale).count();
        if (calls.size() > Cast.ATTEMPTS + stale)
            return new Verdict(Verdict.Kind.TOO_MANY, calls.size() + " calls, " + stale + " of them on a stale connection");
        if (told.end == Told.End.LATE) return new Verdict(Verdict.Kind.LOST, "nothing within the deadline, status " + told.status);
        if (told.status == 0) return told.end == Told.End.LEFT ? Verdict.of(Verdict.Kind.LEFT) : new Verdict(Verdict.Kind.LOST, "no head");
        if (!told.strange.isEmpty()) return new Verdict(Verdict.Kind.BROKEN, told.strange.getFirst());
        if (told.begins > 1 || told.ids.size() > 1) return new Verdict(Verdict.Kind.GLUED, told.begins + " beginnings, " + told.ids.size() + " ids");
        if (told.status >= 400) return refused(errand, told, calls);
        if (told.isStream() != errand.stream()) return new Verdict(Verdict.Kind.BROKEN, "a stream for a whole, or a whole for a stream");
        return answered(errand, told, calls);
    }

    private static Verdict refused(Errand errand, Told told, List<Ledger.Call> calls) {
        if (told.end != Told.End.CLEAN) return new Verdict(Verdict.Kind.LOST, "an error that broke off");
        boolean bound = told.status == 503 && told.error.contains("limits.inFlight");
        if (bound && calls.isEmpty()) {
            boolean waits = !told.header("retry-after").isEmpty();
            return waits ? Verdict.of(Verdict.Kind.SATURATED) : new Verdict(Verdict.Kind.BROKEN, "503 without retry-after");
        }
        boolean excused = errand.excusesAnError(calls);
        return new Verdict(excused ? Verdict.Kind.REFUSED : Verdict.Kind.NEEDLESS, told.status + " " + told.error);
    }

    private static Verdict answered(Errand errand, Told told, List<Ledger.Call> calls) {
        Set<String> voices = calls.stream().map(Ledger.Call::voice).collect(Collectors.toSet());
        String text = told.text.toString();
        boolean whole = voices.stream().anyMatch(voice -> errand.text(voice).equals(text));
        boolean begun = voices.stream().anyMatch(voice -> errand.text(voice).startsWith(text));
        if (!begun) return wrong(errand, text, voices);
        if (told.end == Told.End.LEFT) return Verdict.of(Verdict.Kind.LEFT);
        boolean complete = whole && told.finishes == 1 && told.terminated && told.error.isEmpty() && told.end == Told.End.CLEAN;
        if (complete) return Verdict.of(how(calls));
        if (told.finishes > 0) return new Verdict(whole ? Verdict.Kind.BROKEN : Verdict.Kind.SILENT,
                "finished " + told.finishes + " times after " + text.length() + " characters, " + told.end + ", error " + told.error);
        if (told.error.isEmpty()) return new Verdict(Verdict.Kind.SILENT, "neither finish nor error after " + text.length() + " characters, " + told.end);
        boolean excused = errand.excusesAnError(calls);
        return new Verdict(excused ? Verdict.Kind.ERROR_EVENT : Verdict.Kind.NEEDLESS, told.error);
    }

    private static Verdict.Kind how(List<Ledger.Call> calls) {
        // Of an answer that is sent whole nothing has gone to the app when it breaks.
        if (calls.size() == 1) return Verdict.Kind.WHOLE;
        return calls.stream().anyMatch(Judge::mayHaveBeenSeen) ? Verdict.Kind.RESUMED : Verdict.Kind.MOVED;
    }

    private static boolean mayHaveBeenSeen(Ledger.Call call) {
        return call.fault.isCut() && call.streamed;
    }

    /** What kind of wrong: which beginning and which end it is made of. */
    private static Verdict wrong(Errand errand, String text, Set<String> called) {
        for (String other : Set.copyOf(Cast.VOICES.values()))
            if (errand.text(other).startsWith(text)) return new Verdict(Verdict.Kind.ALTERED, "what " + other + " says, which was not called");
        for (String one : called) {
            String first = errand.text(one);
            int same = common(first, text);
            for (String other : Set.copyOf(Cast.VOICES.values())) {
                String last = errand.text(other);
                int rest = text.length() - same;
                boolean ends = rest <= last.length() && last.endsWith(text.substring(same)) || text.substring(same).endsWith(last);
                if (!ends || same == 0) continue;
                String why = same + " characters of " + one + ", then " + rest + " of " + other;
                if (!one.equals(other)) return new Verdict(Verdict.Kind.GLUED, why);
                if (text.length() > first.length()) return new Verdict(Verdict.Kind.DOUBLED, why);
            }
        }
        int id = text.indexOf(":");
        boolean doubled = id > 0 && text.indexOf(text.substring(0, id), 1) > 0;
        return new Verdict(doubled ? Verdict.Kind.DOUBLED : Verdict.Kind.ALTERED, "it begins with " + text.substring(0, Math.min(60, text.length())));
    }

    private static int common(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) i++;
        return i;
    }
}
