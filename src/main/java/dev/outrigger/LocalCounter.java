package dev.outrigger;

import dev.outrigger.backend.LocalModel;
import dev.outrigger.backend.TokenCounter;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.engine.Generator;
import dev.outrigger.engine.Shared;
import dev.outrigger.registry.ModelProfile;
import java.io.IOException;
import java.util.Optional;

/** Counts with the model itself where it is loaded, else with what its files say of its language. */
record LocalCounter(LocalEngine local) implements TokenCounter {
    @Override
    public int count(ModelProfile model, ChatRequest request) throws IOException {
        if (local.generator(model) instanceof LocalModel.Ready(Shared<Generator> generator)) {
            Optional<Shared.Loan<Generator>> loan = generator.borrow();
            if (loan.isPresent())
                try (Shared.Loan<Generator> lent = loan.get()) {
                    return lent.model().countTokens(request);
                }
        }
        return local.countUnloaded(model, request);
    }
}
