package dev.outrigger.telemetry;

import dev.outrigger.config.DataSize;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import java.nio.file.Path;

/** The section {@code telemetry.content}. */
@Doc("Writes down what is said, in files of their own; nothing of it is ever in spans, metrics, logs or errors.")
public record CaptureSettings(
        @Doc("What is captured: off, or comparisons, the answers of an app and of the version that is watched.")
        @Default("off")
        Capture capture,

        @Doc("Where to: content-000001.ndjson and further files, which this user alone may read.")
        Path folder,

        @Doc("When a file has grown to it the next begins.") @Default("16MiB") @Range(min = "1MiB", max = "1GiB")
        DataSize size,

        @Doc("Files that are kept; the oldest is deleted.") @Default("4") @Range(min = "2", max = "1000")
        int keep,

        @Doc("Whether personal data is written as its kind instead. Keys and passwords always are.") @Default("true")
        boolean redact) {
    /** What is captured. */
    public enum Capture {
        /** Nothing. */
        OFF,
        /** Answers that are compared. */
        COMPARISONS
    }
}
