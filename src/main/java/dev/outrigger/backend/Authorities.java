package dev.outrigger.backend;

import io.vertx.core.net.TrustOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificate authorities that are trusted beside Java's own: those of a corporation whose proxy opens TLS. */
final class Authorities {
    private Authorities() {}

    /**
     * Those of a PEM file, at least one.
     *
     * @throws IllegalArgumentException with the rule that the file breaks
     */
    static Collection<? extends Certificate> read(Path file) {
        try (InputStream pem = Files.newInputStream(file)) {
            Collection<? extends Certificate> read =
                    CertificateFactory.getInstance("X.509").generateCertificates(pem);
            if (read.isEmpty()) throw new IllegalArgumentException("ca must be a PEM file of certificates");
            return read;
        } catch (CertificateException garbage) {
            throw new IllegalArgumentException("ca must be a PEM file of certificates", garbage);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("ca must be a file that can be read", unreadable);
        }
    }

    /** Trust in these and in Java's own. */
    static TrustOptions with(Collection<? extends Certificate> more) {
        return TrustOptions.wrap(managers(more)[0]);
    }

    /** The same for Java's own clients. */
    static TrustManager[] managers(Collection<? extends Certificate> more) {
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate own : javasOwn()) all.setCertificateEntry("java-" + number++, own);
            for (Certificate extra : more) all.setCertificateEntry("extra-" + number++, extra);
            return factory(all).getTrustManagers();
        } catch (GeneralSecurityException | IOException impossible) {
            throw new IllegalStateException("certificates cannot be trusted: " + impossible.getMessage(), impossible);
        }
    }

    private static X509Certificate[] javasOwn() throws GeneralSecurityException {
        for (TrustManager manager : factory(null).getTrustManagers())
            if (manager instanceof X509TrustManager own) return own.getAcceptedIssuers();
        return new X509Certificate[0];
    }

    /** @param store Java's own when it is null, as the factory wants it said */
    private static TrustManagerFactory factory(@org.jspecify.annotations.Nullable KeyStore store)
            throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory;
    }
}
