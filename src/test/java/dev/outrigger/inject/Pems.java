package dev.outrigger.inject;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate for localhost that is its own authority, as a Secret holds it. */
record Pems(Certificate certificate, String chain, String key) {
    private static final String PASSWORD = "changeit";

    static Pems make(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        List<String> command = Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair -keyalg EC -groupname secp256r1 -ext bc=ca:true -storetype PKCS12 -dname CN="
                                + name + " -ext san=dns:localhost -alias a -storepass " + PASSWORD + " -keystore",
                        store.toString())
                .flatMap(words -> words.contains(" -") ? Stream.of(words.split(" ")) : Stream.of(words))
                .toList();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) throw new IOException(said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        return new Pems(
                keys.getCertificate("a"),
                pem("CERTIFICATE", keys.getCertificate("a").getEncoded()),
                pem("PRIVATE KEY", keys.getKey("a", PASSWORD.toCharArray()).getEncoded()));
    }

    void write(Path folder) throws IOException {
        Files.writeString(folder.resolve("tls.crt"), chain);
        Files.writeString(folder.resolve("tls.key"), key);
    }

    /** Trusts these and nothing else. */
    static SSLContext trusting(Pems... all) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (Pems one : all) store.setCertificateEntry("a" + store.size(), one.certificate);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    private static String pem(String what, byte[] der) {
        return "-----BEGIN " + what + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + what
                + "-----\n";
    }
}
