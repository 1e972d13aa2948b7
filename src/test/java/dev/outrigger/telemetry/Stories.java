package dev.outrigger.telemetry;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Score;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ExchangeId;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.Passage;
import dev.outrigger.exchange.Attempt;
import dev.outrigger.exchange.Attempt.Cause;
import dev.outrigger.exchange.Exchange;
import dev.outrigger.exchange.Origin;
import dev.outrigger.exchange.Times;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Placement;
import dev.outrigger.route.Decision;
import dev.outrigger.support.Known;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Exchanges as they happen, one of each kind that an operator wants to tell from the others. */
public final class Stories {
    public static final Instant START = Instant.parse("2026-11-22T10:00:00.250Z");
    public static final ExchangeId ID = new ExchangeId("01KAN9ZV7M4Q2W8E5R6T7Y8U9I");
    static final String APP_TRACE = "0af7651916cd43dd8448eb211c80319c";
    static final String APP_SPAN = "b7ad6b7169203331";
    /** What an upstream should not have put into an error: it must not be seen anywhere. */
    public static final String SECRET = "sk-live-4242 and my prompt";

    private static final long MS = 1_000_000;
    private static final Verdict OK = new Verdict.Answered();

    private Stories() {}

    /** Each story by its name. */
    public static Map<String, Exchange> all() {
        Map<String, Exchange> all = new LinkedHashMap<>();
        all.put("local-answer", localAnswer());
        all.put("remote-answer", remoteAnswer());
        all.put("fallback", fallback());
        all.put("stream-cut", streamCut());
        all.put("cancelled", cancelled());
        all.put("passed-through", passedThrough());
        all.put("analysis-missing", analysisMissing());
        all.put("nobody", nobody());
        all.put("rejected", rejected());
        all.put("refused", Unserved.refused());
        all.put("no-http", Unserved.noHttp());
        return all;
    }

    static Exchange localAnswer() {
        return answered(Pieces.chat(true), Pieces.thrift(), Pieces.local(1, Cause.INITIAL, 5 * MS, 460 * MS, OK))
                .times(Pieces.times(31 * MS, 461 * MS))
                .cost(0.0, 0.000_31)
                .build();
    }

    public static Exchange remoteAnswer() {
        return answered(Pieces.continued(), Pieces.hard(), Pieces.remote(1, Cause.INITIAL, 5 * MS, 1805 * MS, OK))
                .times(Pieces.times(642 * MS, 1806 * MS))
                .cost(0.000_42, 0.0031)
                .dropped(List.of("logit_bias"))
                .build();
    }

    static Exchange fallback() {
        Verdict refused = new Verdict.Failed(new Failure.Unreachable("connection refused: api.openai.com:443"));
        return answered(
                        Pieces.chat(false),
                        Pieces.hard(),
                        Tried.mini().ended(5 * MS, 7 * MS, refused),
                        Pieces.local(2, Cause.FALLBACK, 8 * MS, 500 * MS, OK))
                .times(Pieces.times(500 * MS, 501 * MS))
                .build();
    }

    static Exchange streamCut() {
        Verdict cut = new Verdict.Failed(new Failure.Cut("reset after 412 bytes"));
        Attempt remote = Tried.at("[2001:db8::1]:8443", "mini", "gpt-5-mini")
                .served("gpt-4.1")
                .status(200)
                .firstContent(300 * MS)
                .ended(5 * MS, 900 * MS, cut);
        return answered(Pieces.chat(true), Pieces.hard(), remote)
                .costAtLeast(0.000_07)
                .times(Pieces.times(301 * MS, 901 * MS))
                .build();
    }

    static Exchange cancelled() {
        Attempt remote = Tried.mini().status(200).ended(5 * MS, 200 * MS, new Verdict.Cancelled());
        return answered(Pieces.chat(true), Pieces.hard(), remote)
                .status(499)
                .times(new Times(MS, 40_000, OptionalLong.empty(), OptionalLong.of(600_000 * MS), 201 * MS))
                .build();
    }

    static Exchange passedThrough() {
        Origin files = new Origin("openai", "GET", "/openai/*", Optional.empty(), false, Optional.empty(), 0);
        Attempt remote = Tried.at("api.openai.com", Attempt.NO_MODEL, Attempt.NO_MODEL)
                .status(200)
                .ended(MS, 90 * MS, OK);
        return exchange(files, Optional.empty(), Optional.empty(), List.of(remote), OK)
                .times(new Times(MS, 0, OptionalLong.of(89 * MS), OptionalLong.empty(), 90 * MS))
                .build();
    }

    static Exchange analysisMissing() {
        LinkedHashMap<Dimension, Score> scores = new LinkedHashMap<>();
        scores.put(Dimension.TOKENS, Score.counted(12));
        scores.put(Dimension.TASK, Score.missing(Score.Reason.LOADING));
        scores.put(Dimension.COMPLEXITY, Score.missing(Score.Reason.LATE));
        Analysis late =
                new Analysis(scores, List.of(new Analysis.ProbeRun("structure", 60_000, "java", false)), 20 * MS);
        Attempt remote = Pieces.remote(1, Cause.INITIAL, 25 * MS, 825 * MS, OK);
        return exchange(Pieces.chat(false), Optional.of(late), Optional.of(Pieces.hard()), List.of(remote), OK)
                .times(Pieces.times(826 * MS, 827 * MS))
                .build();
    }

    static Exchange nobody() {
        Decision none = new Decision(
                "thrift",
                "3f9a",
                Decision.Reason.NOBODY,
                List.of(),
                List.of(),
                List.of(
                        new Decision.Excluded("smol", "window", "4,100 tokens, its window is 2,048"),
                        new Decision.Excluded("mini", "health", "resting: breaker open")));
        Verdict refused = new Verdict.Failed(new Failure.NoCandidate("smol: window; mini: health"));
        return exchange(Pieces.chat(false), Optional.of(Pieces.analysis()), Optional.of(none), List.of(), refused)
                .status(503)
                .times(Pieces.times(5 * MS, 5 * MS))
                .build();
    }

    static Exchange rejected() {
        Verdict bad = new Verdict.Failed(new Failure.Rejected(
                401,
                SECRET,
                Optional.of(
                        new Failure.Verbatim(401, "application/json", Bytes.of(SECRET), "openai", Passage.of("")))));
        return answered(
                        Pieces.chat(false),
                        Pieces.hard(),
                        Tried.mini().status(401).ended(5 * MS, 80 * MS, bad))
                .status(401)
                .times(Pieces.times(81 * MS, 81 * MS))
                .build();
    }

    /** The models that the stories speak of. */
    public static List<ModelProfile> models() {
        return List.of(
                profile("smol", "here", "smollm2-135m-instruct", Placement.LOCAL),
                profile("mini", "openai", "gpt-5-mini", Placement.REMOTE));
    }

    static List<String> backends() {
        return List.of("here", "openai");
    }

    static ModelProfile profile(String name, String backend, String model, Placement placement) {
        return new Known(name, backend, model).placed(placement).price(0, 0).profile();
    }

    /** An exchange that was analysed and decided, and ended as its last attempt did. */
    static Draft answered(Origin origin, Decision decision, Attempt... attempts) {
        return exchange(
                origin,
                Optional.of(Pieces.analysis()),
                Optional.of(decision),
                List.of(attempts),
                attempts[attempts.length - 1].verdict());
    }

    static Draft exchange(
            Origin origin,
            Optional<Analysis> analysis,
            Optional<Decision> decision,
            List<Attempt> attempts,
            Verdict verdict) {
        return new Draft(origin, analysis, decision, attempts, verdict);
    }
}
