package dev.outrigger.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;

/** A service account's credentials file, as Google writes it. */
public final class GoogleAccount {
    private GoogleAccount() {}

    /** With a key of its own, which nobody knows. */
    public static String file(String tokenUri) {
        String key = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.UTF_8))
                .encodeToString(key())
                .replace("\n", "\\n");
        return """
                {"type":"service_account","project_id":"p","private_key_id":"1","client_id":"2",
                 "client_email":"llm@p.iam.gserviceaccount.com",
                 "private_key":"-----BEGIN PRIVATE KEY-----\\n%s\\n-----END PRIVATE KEY-----\\n",
                 "token_uri":"%s"}
                """.formatted(key, tokenUri);
    }

    private static byte[] key() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return keys.generateKeyPair().getPrivate().getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
