package dev.outrigger.rollout;

import dev.outrigger.config.DataSize;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.config.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** The section {@code decisionLog}. */
@Doc(
        "Writes every decision down with all it rested on, and nothing of what anybody said, so that other policies can be tried on it.")
public record DecisionLogSettings(
        @Doc("Where to: decisions-000001.ndjson and further files. One process writes to a folder.")
        Path folder,

        @Doc("When a file has grown to it the next begins.") @Default("16MiB") @Range(min = "1MiB", max = "1GiB")
        DataSize size,

        @Doc("Files that are kept; the oldest is deleted.") @Default("8") @Range(min = "2", max = "1000")
        int keep,

        @Doc("Whether the user and the tenant that an app names in headers are written down.") @Default("false")
        boolean names,

        @Doc(
                "Under which conversations and prompts are named, so that nobody who has the log can confirm a guess; pods that share it name alike. Else one is made and kept beside the log.")
        Optional<Secret> key) {}
