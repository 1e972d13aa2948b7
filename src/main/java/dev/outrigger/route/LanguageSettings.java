package dev.outrigger.route;

import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;

/** See {@link LanguageFilter}. */
@Key("language")
@Doc("Leaves out models that do not speak the request's language (models.*.strengths.languages).")
public record LanguageSettings() implements StageSettings {}
