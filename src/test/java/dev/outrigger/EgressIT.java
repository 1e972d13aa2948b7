package dev.outrigger;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.outrigger.support.ConnectProxy;
import dev.outrigger.support.OpenAiText;
import dev.outrigger.support.TlsServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A remote model that only a corporate proxy reaches, and whose certificate only the corporation vouches for. */
class EgressIT {
    private static final String HOST = "vendor.example";
    private static final String CHAT = "/v1/chat/completions";

    @TempDir
    private Path folder;

    private TlsServer vendor;
    private ConnectProxy proxy;

    @BeforeEach
    void aVendorBehindAProxy() throws Exception {
        vendor = new TlsServer(folder, HOST, OpenAiText.answer("from behind"));
        proxy = new ConnectProxy(vendor.port());
    }

    @AfterEach
    void stop() throws Exception {
        proxy.close();
        vendor.close();
    }

    private RunningSidecar sidecar(String egress) {
        String yaml = RunningSidecar.oneRemote(URI.create("https://" + HOST + "/v1")) + "egress: { " + egress + " }\n";
        return RunningSidecar.remoteOnly(folder, yaml);
    }

    private String through() {
        return "proxy: \"http://127.0.0.1:" + proxy.port() + "\"";
    }

    private String trusting() {
        return "ca: \"" + vendor.certificate() + "\"";
    }

    @Test
    void isReachedThroughTheProxyAndTrusted() {
        try (RunningSidecar sidecar = sidecar(through() + ", " + trusting())) {
            sidecar.app()
                    .body(OpenAiText.request("auto", ""))
                    .post(CHAT)
                    .then()
                    .statusCode(200)
                    .body("choices[0].message.content", equalTo("from behind"));
        }
        assertEquals(List.of("CONNECT " + HOST + ":443 HTTP/1.1"), proxy.asked());
    }

    @Test
    void isNotTrustedWithoutItsAuthority() {
        try (RunningSidecar sidecar = sidecar(through())) {
            sidecar.app()
                    .body(OpenAiText.request("auto", ""))
                    .post(CHAT)
                    .then()
                    .statusCode(502)
                    .body("error.message", containsString("TLS"));
        }
    }

    @Test
    void isNotAskedOfTheProxyWhenItIsToBeReachedDirectly() {
        try (RunningSidecar sidecar = sidecar(through() + ", " + trusting() + ", noProxy: [ .example ]")) {
            sidecar.app().body(OpenAiText.request("auto", "")).post(CHAT).then().statusCode(502);
        }
        assertEquals(List.of(), proxy.asked());
    }
}
