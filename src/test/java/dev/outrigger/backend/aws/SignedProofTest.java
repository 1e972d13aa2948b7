package dev.outrigger.backend.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.outrigger.backend.Lease;
import dev.outrigger.backend.LeaseSource;
import dev.outrigger.backend.Proof;
import dev.outrigger.backend.Renewed;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.Splice;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class SignedProofTest {
    private static final Instant NOW = Instant.parse("2026-11-29T05:00:00Z");
    private static final Splice BODY = Splice.of(Bytes.of("{}"));

    private final AtomicInteger asked = new AtomicInteger();
    private final InstantSource clock = InstantSource.fixed(NOW);
    private final AwsCredential credential =
            new AwsCredential(new Renewed<>("rock", new Identities(), clock), "eu-west-1", clock);
    private final Proof proof = credential.proof().orElseThrow();

    /** A new identity each time. */
    private final class Identities implements LeaseSource<AwsCredentialsIdentity> {
        @Override
        public Lease<AwsCredentialsIdentity> next() {
            return new Lease<>(
                    AwsBasicCredentials.create("AKID" + asked.incrementAndGet(), "secret"), NOW.plusSeconds(3600));
        }

        @Override
        public String why(Throwable thrown) {
            return "none";
        }
    }

    @AfterEach
    void close() {
        credential.close();
    }

    private String authorization() {
        RequestOptions head = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setSsl(false)
                .setHost("127.0.0.1")
                .setPort(1)
                .setURI("/model/x/converse")
                .setHeaders(MultiMap.caseInsensitiveMultiMap());
        Future<Map<String, String>> headers = proof.headers(head, Optional.of(BODY));
        Awaitility.await().until(headers::isComplete);
        return headers.result().getOrDefault("Authorization", "");
    }

    @Test
    void saysHowFarTheClocksAreApart() {
        Optional<String> said = proof.refused(403, name -> Optional.of("Sun, 29 Nov 2026 05:20:00 GMT"));

        assertEquals(Optional.of("the clock here is 20 minutes slow by AWS's"), said);
    }

    @Test
    void saysNothingOfClocksThatAgree() {
        assertEquals(Optional.empty(), proof.refused(403, name -> Optional.of("Sun, 29 Nov 2026 05:01:00 GMT")));
        assertEquals(Optional.empty(), proof.refused(403, name -> Optional.of("yesterday")));
        assertEquals(Optional.empty(), proof.refused(500, name -> Optional.of("Sun, 29 Nov 2026 09:00:00 GMT")));
    }

    @Test
    void anIdentityThatIsRefusedIsAskedForAnew() {
        assertTrue(authorization().contains("AKID1/"), "first");

        proof.refused(403, name -> Optional.empty());

        assertTrue(authorization().contains("AKID2/"), "second");
    }

    @Test
    void whatIsNotReadCannotBeSigned() {
        Future<Map<String, String>> headers = proof.headers(new RequestOptions(), Optional.empty());

        Failure failure =
                assertInstanceOf(FailureException.class, headers.cause()).failure();
        assertEquals(501, failure.status());
        assertFalse(failure.mayMoveOn());
    }
}
