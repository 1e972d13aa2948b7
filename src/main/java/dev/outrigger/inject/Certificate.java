package dev.outrigger.inject;

import dev.outrigger.chat.Bytes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** The certificate that the API server is shown, with its key: a Secret of type {@code kubernetes.io/tls}. */
record Certificate(Bytes chain, Bytes key) {
    private static final String CHAIN = "tls.crt";
    private static final String KEY = "tls.key";

    /**
     * From the Secret's data.
     *
     * @throws IllegalArgumentException when it is not whole, or its first certificate cannot be read
     */
    static Certificate of(Map<String, Bytes> data) {
        Certificate certificate = new Certificate(part(data, CHAIN), part(data, KEY));
        certificate.end();
        return certificate;
    }

    private static Bytes part(Map<String, Bytes> data, String name) {
        return Optional.ofNullable(data.get(name))
                .filter(bytes -> !bytes.isEmpty())
                .orElseThrow(() -> new IllegalArgumentException(name + " is not there"));
    }

    /** When it is not valid any more. */
    Instant end() {
        try {
            var first = CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(chain.array()));
            if (first instanceof X509Certificate certificate)
                return certificate.getNotAfter().toInstant();
            throw new IllegalArgumentException(CHAIN + " holds no certificate");
        } catch (CertificateException unreadable) {
            throw new IllegalArgumentException(CHAIN + " is not a certificate", unreadable);
        }
    }

    PemKeyCertOptions options() {
        return new PemKeyCertOptions()
                .setCertValue(Buffer.buffer(chain.array()))
                .setKeyValue(Buffer.buffer(key.array()));
    }
}
