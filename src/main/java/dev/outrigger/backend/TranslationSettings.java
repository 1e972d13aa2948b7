package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import java.util.List;

/** The section {@code translation}: what becomes of request fields that a model cannot be told. */
@Doc(
        "What becomes of request fields that the model which shall answer cannot be told, because it speaks another dialect or has no such ability. Unless said here, a model is not asked without a field that changes what its answer means; any other is left out, and named in x-outrigger-dropped.")
public record TranslationSettings(
        @Doc("Fields without which no model is asked, by the names that x-outrigger-dropped has for them.")
        @Default("[]")
        List<String> refuse,

        @Doc("Fields that may be left out, whatever they mean.") @Default("[]")
        List<String> drop) {
    public TranslationSettings {
        refuse = List.copyOf(refuse);
        drop = List.copyOf(drop);
        for (String name : refuse)
            if (drop.contains(name)) throw new IllegalArgumentException(name + " must not be in both refuse and drop");
    }

    /** Nothing said. */
    public static final TranslationSettings DEFAULT = new TranslationSettings(List.of(), List.of());
}
