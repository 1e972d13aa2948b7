package dev.outrigger.proxy;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.route.Decision;
import dev.outrigger.support.Piece;
import io.vertx.core.MultiMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/** What an answer's head says of how it came about. */
public final class AnswerHeadPieces {
    private AnswerHeadPieces() {}

    /** Each of them. */
    public static List<Piece> all() {
        Account account = Drafts.account();
        account.analyzed(new Analysis(new LinkedHashMap<>(), List.of(), 1_500_000));
        account.decided(
                new Decision("thrift", "3f9a", Decision.Reason.ONLY_ONE, List.of(), List.of(), List.of()),
                Optional.empty(),
                250_000);
        account.dropped(new TreeSet<>(List.of("seed", "logit_bias")));
        return List.of(new Piece("our words in an answer's head", () -> {
            MultiMap headers = MultiMap.caseInsensitiveMultiMap();
            ResponseHead.write(headers, account, 42_000_000);
            return headers;
        }));
    }
}
