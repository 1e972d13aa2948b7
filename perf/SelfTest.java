import java.util.ArrayList;
import java.util.List;

/**
 * Shows the judge answers that are wrong in each way it knows, and some that are right, and the vitals resources that grow
 * and some that do not. A check that cannot fail proves nothing.
 */
final class SelfTest {
    private final List<String> failures = new ArrayList<>();
    private int checks;

    private SelfTest() {}

    /** How many checks were made; an {@code IllegalStateException} when what is wrong is taken for right, or the other way round. */
    static int run() {
        SelfTest test = new SelfTest();
        for (Tongue tongue : Tongue.values()) test.check(tongue);
        test.growth();
        if (!test.failures.isEmpty()) throw new IllegalStateException("the soak is blind: " + test.failures);
        return test.checks;
    }

    private void check(Tongue tongue) {
        Errand errand = new Errand(7, tongue, "gpt", true, true, 40, Errand.Manner.PATIENT, 0, true, 1);
        String a = errand.text("a");
        String b = errand.text("b");
        String half = a.substring(0, a.length() / 2);
        Ledger.Call good = call(1, "gpt", Fault.NONE);
        List<Ledger.Call> one = List.of(good);
        List<Ledger.Call> broke = List.of(call(1, "gpt", Fault.CUT_RESET), call(2, "claude", Fault.NONE));
        expect(Verdict.Kind.WHOLE, errand, stream(tongue, a, true), one);
        expect(Verdict.Kind.RESUMED, errand, stream(tongue, a, true), broke);
        expect(Verdict.Kind.MOVED, errand, stream(tongue, b, true), List.of(call(1, "gpt", Fault.STATUS_500), call(2, "claude", Fault.NONE)));
        expect(Verdict.Kind.GLUED, errand, stream(tongue, half + b.substring(b.length() / 2), true), broke);
        expect(Verdict.Kind.GLUED, errand, stream(tongue, half + b, true), broke);
        expect(Verdict.Kind.GLUED, errand, half(tongue, half) + stream(tongue, a.substring(half.length()), true), broke);
        expect(Verdict.Kind.DOUBLED, errand, stream(tongue, a + a, true), one);
        expect(Verdict.Kind.DOUBLED, errand, stream(tongue, half + a, true), broke);
        expect(Verdict.Kind.DOUBLED, errand, stream(tongue, half + a.substring(half.length() - 9), true), broke);
        expect(Verdict.Kind.ALTERED, errand, stream(tongue, half + a.substring(half.length() + 9), true), broke);
        expect(Verdict.Kind.ALTERED, errand, stream(tongue, new Errand(8, tongue, "gpt", true, true, 40, Errand.Manner.PATIENT, 0, true, 1).text("a"), true), one);
        expect(Verdict.Kind.ALTERED, errand, stream(tongue, b, true), one);
        expect(Verdict.Kind.SILENT, errand, half(tongue, half), broke);
        expect(Verdict.Kind.SILENT, errand, stream(tongue, half, true), broke);
        expect(Verdict.Kind.BROKEN, errand, stream(tongue, a, false), one);
        expect(Verdict.Kind.ERROR_EVENT, errand, half(tongue, half) + tongue.errorEvent("it broke"), broke);
        expect(Verdict.Kind.NEEDLESS, errand, half(tongue, half) + tongue.errorEvent("it broke"), one);
        expect(Verdict.Kind.BROKEN, errand, half(tongue, half) + "data: {\"cho\n\n", broke);
        expect(Verdict.Kind.BROKEN, errand, stream(tongue, a, true) + tongue.piece("x", "gpt", "more"), one);
        expect(Verdict.Kind.TOO_MANY, errand, stream(tongue, a, true), List.of(good, good, good, good));
        Told told = answer(tongue, 200, "", tongue.whole("x", "gpt", a, 9));
        expect(Verdict.Kind.TOO_MANY, Judge.of(errand.whole(), told, one, good.begun - 2_000_000_000L), tongue);
        whole(tongue, errand, broke, one);
    }

    private void whole(Tongue tongue, Errand streamed, List<Ledger.Call> broke, List<Ledger.Call> one) {
        String a = streamed.text("a");
        Errand errand = streamed.whole();
        expect(Verdict.Kind.BROKEN, streamed, answer(tongue, 200, "", tongue.whole("x", "gpt", a, 9)), one);
        expect(Verdict.Kind.WHOLE, errand, answer(tongue, 200, "", tongue.whole("x", "gpt", a, 9)), one);
        expect(Verdict.Kind.DOUBLED, errand, answer(tongue, 200, "", tongue.whole("x", "gpt", a + a, 9)), one);
        expect(Verdict.Kind.SILENT, errand, answer(tongue, 200, "", tongue.whole("x", "gpt", a.substring(0, 30), 9)), one);
        expect(Verdict.Kind.REFUSED, errand, answer(tongue, 502, "", tongue.error("no")), broke);
        expect(Verdict.Kind.NEEDLESS, errand, answer(tongue, 502, "", tongue.error("no")), one);
        expect(Verdict.Kind.BROKEN, errand, answer(tongue, 502, "", "<html>"), broke);
        expect(Verdict.Kind.SATURATED, errand, answer(tongue, 503, "retry-after: 1\r\n", tongue.error("limits.inFlight is reached")), List.of());
        expect(Verdict.Kind.BROKEN, errand, answer(tongue, 503, "", tongue.error("limits.inFlight is reached")), List.of());
        Told late = answer(tongue, 0, "", "");
        late.end = Told.End.LATE;
        expect(Verdict.Kind.LOST, errand, late, one);
        Told nothing = answer(tongue, 0, "", "");
        nothing.end = Told.End.BROKEN;
        expect(Verdict.Kind.LOST, errand, nothing, one);
    }

    private void expect(Verdict.Kind wanted, Errand errand, String stream, List<Ledger.Call> calls) {
        Told told = new Told(errand.tongue());
        told.status = 200;
        told.head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n";
        told.end = Told.End.CLEAN;
        told.some(stream);
        expect(wanted, errand, told, calls);
    }

    private void expect(Verdict.Kind wanted, Errand errand, Told told, List<Ledger.Call> calls) {
        expect(wanted, Judge.of(errand, told, calls, System.nanoTime()), errand.tongue());
    }

    private void expect(Verdict.Kind wanted, Verdict found, Tongue tongue) {
        checks++;
        if (found.kind() != wanted) failures.add(tongue + ", check " + checks + ": " + found + " instead of " + wanted);
    }

    /** One resource after the other grows by half and much beside, of which the heap is not measured each time. */
    private void growth() {
        if (!slopes(-1).isEmpty()) failures.add("level resources: " + slopes(-1));
        for (int which = 0; which < 8; which++) {
            checks++;
            if (slopes(which).size() != 1) failures.add("resource " + which + " grows, and it says " + slopes(which));
        }
    }

    private static List<String> slopes(int growing) {
        Vitals vitals = new Vitals(1);
        for (int i = 0; i < 40; i++) {
            double[] v = new double[8];
            for (int k = 0; k < v.length; k++) v[k] = k == growing ? 100 + 50 * i : 100 + i % 3;
            vitals.add(new Vitals.Sample(v[0], i % 2 == 0 ? v[1] : Double.NaN, v[2], v[3], v[4], v[5], v[6], v[7]));
        }
        return vitals.slopes();
    }

    private static Told answer(Tongue tongue, int status, String headers, String body) {
        Told told = new Told(tongue);
        told.status = status;
        told.head = "HTTP/1.1 " + status + " X\r\n" + headers;
        told.end = Told.End.CLEAN;
        if (status > 0) told.whole(body);
        return told;
    }

    private static Ledger.Call call(int number, String model, Fault fault) {
        Ledger.Call call = new Ledger.Call(number, model, fault, false);
        call.streamed = true;
        return call;
    }

    private static String half(Tongue tongue, String text) {
        return String.join("", tongue.begin("x", "gpt")) + tongue.piece("x", "gpt", text);
    }

    private static String stream(Tongue tongue, String text, boolean terminated) {
        List<String> end = tongue.end("x", "gpt", 9, true);
        return half(tongue, text) + String.join("", terminated ? end : end.subList(0, end.size() - 1));
    }
}
