package dev.outrigger;

import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.BedrockSettings;
import dev.outrigger.backend.Credential;
import dev.outrigger.backend.Egress;
import dev.outrigger.backend.GoogleCredentialSettings;
import dev.outrigger.backend.KeyCredential;
import dev.outrigger.backend.KeyHeader;
import dev.outrigger.backend.RemoteSettings;
import dev.outrigger.backend.Renewed;
import dev.outrigger.backend.TokenCredential;
import dev.outrigger.backend.aws.AwsCredential;
import dev.outrigger.backend.google.GoogleTokens;
import dev.outrigger.config.Keyring;
import dev.outrigger.config.Secret;
import dev.outrigger.config.SecretValue;
import java.time.InstantSource;
import java.util.Optional;

/** What the operator has for each backend. The clouds' libraries are loaded where one of theirs is configured. */
record Credentials(Keyring keyring, Egress egress, InstantSource clock) {
    Credential of(String name, RemoteSettings server) {
        return switch (server) {
            case BackendSettings.VertexServer vertex -> google(name, vertex, vertex.credentials());
            case BackendSettings.VertexAnthropicServer vertex -> google(name, vertex, vertex.credentials());
            case BedrockSettings bedrock when bedrock.key().isEmpty() -> aws(name, bedrock);
            default -> key(server);
        };
    }

    private Credential google(String name, RemoteSettings server, Optional<GoogleCredentialSettings> whose) {
        return whose.<Credential>map(
                        settings -> new TokenCredential(new Renewed<>(name, new GoogleTokens(settings, egress), clock)))
                .orElseGet(() -> key(server));
    }

    private Credential aws(String name, BedrockSettings server) {
        return AwsRegion.of(server, System.getenv())
                .<Credential>map(region -> new AwsCredential(name, region, egress, clock))
                .orElseGet(() -> new KeyCredential(
                        server.keyHeader(),
                        Optional::empty,
                        () -> Optional.of("region must be given: neither the url's host nor AWS_REGION says it")));
    }

    /** A bearer token, if there is one. */
    Credential bearer(Optional<Secret> key) {
        return key(KeyHeader.BEARER, key);
    }

    private Credential key(RemoteSettings server) {
        return key(server.keyHeader(), server.key());
    }

    private Credential key(KeyHeader place, Optional<Secret> key) {
        return new KeyCredential(place, () -> found(key), () -> lack(key));
    }

    private Optional<String> found(Optional<Secret> key) {
        return key.flatMap(secret -> switch (keyring.read(secret)) {
            case SecretValue.Found found -> Optional.of(found.text());
            case SecretValue.Absent absent -> Optional.empty();
        });
    }

    private Optional<String> lack(Optional<Secret> key) {
        return key.flatMap(secret -> switch (keyring.read(secret)) {
            case SecretValue.Found found -> Optional.empty();
            case SecretValue.Absent(String why) -> Optional.of(why);
        });
    }
}
