package dev.outrigger.backend;

import dev.outrigger.config.Doc;
import dev.outrigger.config.Secret;
import dev.outrigger.config.Variants;
import java.nio.file.Path;
import java.util.Optional;

/** Whose access tokens are minted for Google Cloud. */
@Variants(field = "from")
@Doc("Whose access tokens are minted here, instead of a key.")
public sealed interface GoogleCredentialSettings {
    /**
     * Whoever this process is. Source: Google Cloud, "How Application Default Credentials works"
     * (https://cloud.google.com/docs/authentication/application-default-credentials).
     */
    @Doc(
            "Google's Application Default Credentials: GOOGLE_APPLICATION_CREDENTIALS, gcloud's own, GKE's or the machine's.")
    record ApplicationDefault() implements GoogleCredentialSettings {}

    /** Whom a file of Google's names. */
    @Doc("A credentials file of Google's: of a service account, a user, or an external account.")
    record File(
            @Doc("Path of the file, read again for each token.")
            Path file) implements GoogleCredentialSettings {}

    /** Both would be one too many. */
    static void check(Optional<Secret> key, Optional<GoogleCredentialSettings> credentials) {
        if (key.isPresent() && credentials.isPresent())
            throw new IllegalArgumentException("credentials must not be given beside key");
    }
}
