package dev.outrigger.config;

import java.nio.file.Path;

/**
 * Where a secret is kept: {@code {env: OPENAI_API_KEY}} or {@code {file: /run/secrets/key}}. The secret itself never
 * stands in the configuration, so neither its text nor its hash can give it away; a {@link Keyring} reads it when it is
 * needed.
 */
@Variants
@Doc("Where a secret is kept; the secret itself never stands in this file.")
public sealed interface Secret {
    /** In an environment variable of this process. */
    record Env(@Doc("Name of the environment variable.") String env) implements Secret {
        public Env {
            if (!env.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                throw new IllegalArgumentException("env must be the name of an environment variable");
            }
        }
    }

    /** In a file, which may change while the process runs; its last line feed is not part of the secret. */
    record File(
            @Doc("Path of the file, read again when it changes.")
            Path file) implements Secret {}
}
