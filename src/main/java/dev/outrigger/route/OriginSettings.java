package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import java.util.List;

/** See {@link OriginFilter}. */
@Key("origin")
@Doc("Leaves out models of other providers or families than these.")
public record OriginSettings(
        @Doc("The providers that may answer, as models.*.provider; unless said, any.") @Default("[]")
        List<String> providers,

        @Doc("The families of models that may answer, as models.*.family; unless said, any.") @Default("[]")
        List<String> families)
        implements StageSettings {
    public OriginSettings {
        providers = List.copyOf(providers);
        families = List.copyOf(families);
        if (providers.isEmpty() && families.isEmpty())
            throw new IllegalArgumentException("an origin needs providers or families");
    }
}
