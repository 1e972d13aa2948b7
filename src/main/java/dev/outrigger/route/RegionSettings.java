package dev.outrigger.route;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.registry.Terms;
import java.util.List;

/** See {@link RegionFilter}. */
@Key("region")
@Doc("Leaves out models that do not answer under these laws or keep these rules (models.*.terms).")
public record RegionSettings(
        @Doc("The jurisdictions that may answer, such as eu; unless said, any.") @Default("[]")
        List<String> allow,

        @Doc("Rules that whoever answers has to keep, such as hipaa: all of them.") @Default("[]")
        List<String> compliance)
        implements StageSettings {
    public RegionSettings {
        allow = List.copyOf(allow);
        compliance = List.copyOf(compliance);
        if (allow.isEmpty() && compliance.isEmpty())
            throw new IllegalArgumentException("a region needs allow or compliance");
        for (String tag : allow) Terms.checkTag("allow", tag);
        for (String tag : compliance) Terms.checkTag("compliance", tag);
    }
}
