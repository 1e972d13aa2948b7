package dev.outrigger.registry;

import dev.outrigger.analyze.TaskFamily;
import dev.outrigger.config.Binder;
import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Range;
import dev.outrigger.config.WrongConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeSet;

/**
 * How many prompts a local model answered right, by domain: {@code gpu-models/<name>/profile.yaml}, which
 * {@code ./outrigger bench local-model} writes. A domain that is not there was not measured.
 *
 * @param domains by its name, one of {@link TaskFamily#ALL}
 */
@Doc("What a local model was measured to do.")
public record Skills(
        @Doc("By domain, what it answered.") @Default("{}") Map<String, Skill> domains) {
    /** Nothing was measured. */
    public static final Skills NONE = new Skills(Map.of());

    private static final String FILE = "profile.yaml";

    public Skills {
        domains = Map.copyOf(domains);
        for (String domain : domains.keySet())
            if (!TaskFamily.ALL.contains(domain))
                throw new IllegalArgumentException("domains must be among "
                        + String.join(", ", new TreeSet<>(TaskFamily.ALL)) + ", was " + domain);
    }

    /**
     * Answers in one domain.
     *
     * @param prompts that were asked; of fewer than a hundred the share would be off by more than ten points
     * @param right answers that passed their check
     */
    @Doc("Prompts of a domain.")
    public record Skill(
            @Doc("How many were asked.") @Range(min = "100", max = "1000000")
            int prompts,

            @Doc("How many were answered right.") @Range(min = "0", max = "1000000")
            int right) {
        public Skill {
            if (right > prompts)
                throw new IllegalArgumentException("right must be at most prompts, " + prompts + ", was " + right);
        }

        /** Right answers of all, 0 to 1. */
        public double share() {
            return (double) right / prompts;
        }
    }

    /**
     * Those of the model in this folder; {@link #NONE} where it has no such file.
     *
     * @throws WrongConfigException with all the mistakes, by line
     * @throws UncheckedIOException when the file cannot be read
     */
    public static Skills in(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Binder.bind(folder.getFileName() + "/" + FILE, Files.readAllBytes(file), Skills.class)
                    .orElseThrow();
        } catch (NoSuchFileException unmeasured) {
            return NONE;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Those in a domain. */
    public Optional<Skill> in(String domain) {
        return Optional.ofNullable(domains.get(domain));
    }

    /** The share of right answers, each domain counting the same; absent when none was measured. */
    public OptionalDouble mean() {
        return domains.values().stream().mapToDouble(Skill::share).average();
    }
}
