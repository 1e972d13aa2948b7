package dev.outrigger.analyze;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The section {@code analyzer}. */
@Doc("What reading a request may cost.")
public record AnalyzerSettings(
        @Doc("Name of the local model that embeds texts.") @Default(ENCODER)
        String encoder,

        @Doc("Name of the trained heads over it.") @Default(HEADS)
        String heads,

        @Doc(
                "File of a learned router of your own, as ./outrigger train routing writes it (router.bin); unless said, the product's. It must have been trained over this encoder and these heads' adapter; it is read at the start and at each reload.")
        Optional<Path> router,

        @Doc("Time after which a request is decided without the scores that are still missing.")
        @Default("150ms")
        @Range(min = "1ms", max = "10s")
        Duration budget,

        @Doc("Requests that may wait for a model at once; those beyond are decided without it.")
        @Default("32")
        @Range(min = "1", max = "10000")
        int inFlight) {
    /** The name of the encoder that is shipped. */
    public static final String ENCODER = "all-minilm-l6-v2";

    /** The name of the heads that are shipped. */
    public static final String HEADS = "outrigger-analyzer";
}
