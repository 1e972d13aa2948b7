package dev.outrigger.backend.aws;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Splice;
import io.vertx.core.http.RequestOptions;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * AWS's Signature Version 4 of a request to Bedrock, by the SDK's own signer. Signed are the host and the content type;
 * what else is said on the way is no part of it. The path, which is encoded once, is encoded again for the signature, as
 * for every service but S3.
 *
 * <p>Source: AWS, "Create a signed AWS API request"
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
final class SignatureV4 {
    private static final String SERVICE = "bedrock";

    private final AwsV4HttpSigner signer = AwsV4HttpSigner.create();
    private final String region;
    private final Clock clock;

    SignatureV4(String region, InstantSource clock) {
        this.region = region;
        this.clock = clock.withZone(ZoneOffset.UTC);
    }

    /** The headers to add to this head. */
    Map<String, String> headers(AwsCredentialsIdentity identity, RequestOptions head, Splice body) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(head.getMethod().name()))
                .uri(URI.create((head.isSsl() ? "https://" : "http://") + head.getHost() + ":" + head.getPort()
                        + head.getURI()));
        String type = head.getHeaders().get("content-type");
        if (type != null) request.putHeader("content-type", type);
        SdkHttpRequest unsigned = request.build();
        SdkHttpRequest signed = signer.sign(sign -> sign.identity(identity)
                        .request(unsigned)
                        .payload(payload(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                        .putProperty(AwsV4HttpSigner.SIGNING_CLOCK, clock))
                .request();
        Map<String, String> added = new HashMap<>();
        signed.forEachHeader((name, values) -> {
            boolean isOurs = name.equalsIgnoreCase("host") || name.equalsIgnoreCase("content-type");
            if (!isOurs) added.put(name, values.getFirst());
        });
        return added;
    }

    private static ContentStreamProvider payload(Splice body) {
        return () -> {
            List<InputStream> pieces =
                    body.pieces().stream().map(SignatureV4::stream).toList();
            return new SequenceInputStream(Collections.enumeration(pieces));
        };
    }

    private static InputStream stream(Bytes piece) {
        return new ByteArrayInputStream(piece.backing(), piece.from(), piece.size());
    }
}
