package dev.outrigger.route;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.registry.ModelState;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Provide;

/** What properties of policies are tried with. */
abstract class Queries {
    @Provide
    Arbitrary<ChatRequest> requests() {
        return Generated.requests();
    }

    @Provide
    Arbitrary<Analysis> analyses() {
        return Generated.analyses();
    }

    @Provide
    Arbitrary<List<ModelState>> models() {
        return Generated.models();
    }
}
