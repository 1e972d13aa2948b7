package dev.outrigger.engine;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of a model.
 *
 * @param name its name in the store
 * @param source where it comes from
 * @param member its path inside the archive (wheel, jar, tgz) or the hub's repository
 * @param pin its exact content; only a file that is part of the repository itself may go without
 */
public record ModelFile(String name, Source source, Optional<String> member, Optional<Pin> pin) {
    /** One path step: it cannot leave the model's folder. */
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    public ModelFile {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("a file's name is one path step, was \"" + name + "\"");
        }
        var trouble = trouble(source, member, pin);
        if (trouble.isPresent()) throw new IllegalArgumentException(name + ": " + trouble.get());
    }

    private static Optional<String> trouble(Source source, Optional<String> member, Optional<Pin> pin) {
        return switch (source) {
            case Source.LocalFile file ->
                member.isPresent() ? Optional.of("a file: source is no archive and has no member") : Optional.empty();
            case Source.Registry registry
            when pin.isEmpty() -> Optional.of("what " + registry + " brings needs bytes and sha256");
            case Source.Maven maven -> Optional.empty();
            case Source.Registry registry ->
                member.isEmpty()
                        ? Optional.of("member must say which file of " + registry + " it is")
                        : Optional.empty();
        };
    }
}
