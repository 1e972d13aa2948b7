import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What every Java client has to prove, told once: a program says how its client asks ({@code Q}) and what it answers ({@code A}).
 */
abstract class Suite<Q, A> {
    record Person(String name, int age, List<String> tags) {}

    abstract Q asking(String model, String text);

    abstract Q withTool(Q asked);

    abstract Q withSystem(Q asked, String text);

    abstract Q seeing(String model);

    abstract A completed(Q asked) throws Exception;

    /** Without trying again, with a key that the vendor does not know where {@code stranger}. */
    abstract A once(Q asked, boolean stranger) throws Exception;

    /** Streamed, and put together by the client's own means. */
    abstract A accumulated(Q asked, List<String> pieces) throws Exception;

    /** Streamed, and left after so many events. */
    abstract void leave(Q asked, int events) throws Exception;

    abstract String text(A answer);

    abstract boolean stopped(A answer);

    /** Input and output. */
    abstract List<Long> usage(A answer);

    /** The question with the answer's calls and their results; adds the cities that were asked for. */
    abstract Q resolved(Q asked, A answer, List<String> cities) throws Exception;

    abstract Person person(String model) throws Exception;

    /** The class of this status's errors. */
    abstract Class<? extends Exception> error(int status);

    abstract int status(Exception error);

    /** What the client shows of that header, if it shows any. */
    List<String> retryAfter(Exception error) {
        return List.of();
    }

    boolean showsHeaders() {
        return true;
    }

    /** Of a stream that breaks. */
    abstract Class<? extends Exception> brokenAs();

    /** A question for two calls, whose pieces come in turns if the client can put those together. */
    String twoCities() {
        return Proof.IN_TURNS;
    }

    /** Why an app does not get to know that a stream breaks, if it does not. */
    Optional<String> silentlyBroken() {
        return Optional.empty();
    }

    /** Why this vendor refuses how the client tells the results of two calls, if it does. */
    Optional<String> resultsRefused(Proof.Pairing to) {
        return Optional.empty();
    }

    /** An answer that repeats results, without what the client wraps them in. */
    String unwrapped(String answer) {
        return answer;
    }

    boolean hasKey() {
        return true;
    }

    /** Whether the client heeds {@code x-should-retry: false}. */
    boolean heedsShouldRetry() {
        return true;
    }

    final void plain(Proof.Pairing to) throws Exception {
        A answer = completed(withSystem(asking(to.model(), "Say hello"), "Be kind."));
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("stopped", stopped(answer), true);
        Proof.equal("usage", usage(answer), Proof.USAGE);
    }

    final void streamed(Proof.Pairing to) throws Exception {
        List<String> pieces = new ArrayList<>();
        A answer = accumulated(asking(to.model(), "Say hello"), pieces);
        Proof.equal("pieces", String.join("", pieces), Proof.HELLO);
        Proof.equal("more than three pieces", pieces.size() > 3, true);
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("stopped", stopped(answer), true);
        Proof.equal("output tokens", usage(answer).getLast(), Proof.USAGE.getLast());
    }

    final void tools(Proof.Pairing to) throws Exception {
        Q asked = withTool(asking(to.model(), Proof.ONE));
        List<String> cities = new ArrayList<>();
        Q next = resolved(asked, completed(asked), cities);
        Proof.equal("cities", cities, List.of("Paris"));
        Proof.equal("answer to the result", unwrapped(text(completed(next))), Proof.SAID_PARIS);
    }

    final void parallel(Proof.Pairing to) throws Exception {
        Q asked = withTool(asking(to.model(), twoCities()));
        List<String> cities = new ArrayList<>();
        Q next = resolved(asked, accumulated(asked, new ArrayList<>()), cities);
        Proof.equal("cities", cities, List.of("Paris", "Oslo"));
        Optional<String> refused = resultsRefused(to);
        if (refused.isPresent()) {
            // As soon as it is answered, this is to be proven.
            Proof.raises(error(400), () -> accumulated(next, new ArrayList<>()));
            throw new Proof.Absent(refused.get());
        }
        Proof.equal("answer to the results", unwrapped(text(accumulated(next, new ArrayList<>()))), Proof.SAID_BOTH);
    }

    final void structured(Proof.Pairing to) throws Exception {
        Proof.equal("parsed", person(to.model()), new Person("Ada", 36, List.of("math", "poetry")));
    }

    final void image(Proof.Pairing to) throws Exception {
        Proof.equal("text", text(completed(seeing(to.model()))), Proof.SEEN);
    }

    private Exception failing(String model, int status, boolean once) {
        Q asked = asking(model, "Say hello");
        return Proof.raises(error(status), () -> once ? once(asked, false) : completed(asked));
    }

    final void errors(Proof.Pairing to) throws Exception {
        for (int status : new int[] {400, 429, 500}) {
            Exception failed = failing(to.failing(status), status, status == 429 || !heedsShouldRetry());
            Proof.within("message", "scripted " + status, failed.getMessage());
            Proof.equal("status", status(failed), status);
            if (status == 429 && showsHeaders()) Proof.equal("retry-after", retryAfter(failed), List.of("1"));
        }
        if (to.direct()) return;
        if (heedsShouldRetry()) Proof.equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1);
        // The key is the operator's: what is wrong with it is no fault of the app's.
        Proof.equal("status for the operator's 401", status(failing(to.failing(401), 502, true)), 502);
        if (to.same() && hasKey()) Proof.raises(error(401), () -> once(asking(to.keyless(), "Say hello"), true));
    }

    final void broken(Proof.Pairing to) throws Exception {
        List<String> pieces = new ArrayList<>();
        Optional<String> silent = silentlyBroken();
        if (silent.isPresent()) {
            // As soon as it tells, this is to be proven.
            Proof.equal("text", text(accumulated(asking(to.model(), "BREAK"), pieces)), "This breaks ");
            throw new Proof.Absent(silent.get());
        }
        Proof.raises(brokenAs(), () -> accumulated(asking(to.model(), "BREAK"), pieces));
        Proof.equal("text before the break", String.join("", pieces), "This breaks ");
    }

    final void cancelled(Proof.Pairing to) throws Exception {
        leave(asking(to.model(), "ENDLESS " + to.tag()), 4);
        Proof.left(to.tag());
    }

    final void prove() throws Exception {
        Map<String, Proof.Case> cases = new LinkedHashMap<>();
        cases.put("plain", this::plain);
        cases.put("streamed", this::streamed);
        cases.put("tools", this::tools);
        cases.put("parallel", this::parallel);
        cases.put("structured", this::structured);
        cases.put("image", this::image);
        cases.put("errors", this::errors);
        cases.put("broken", this::broken);
        cases.put("cancelled", this::cancelled);
        Proof.prove(cases);
    }
}
