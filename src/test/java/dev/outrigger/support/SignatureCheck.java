package dev.outrigger.support;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Computes AWS's Signature Version 4 as AWS does for what it received, from its documentation alone. Source: AWS, "Create
 * a signed AWS API request" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 */
public final class SignatureCheck {
    private static final Pattern AUTHORIZATION = Pattern.compile(
            "AWS4-HMAC-SHA256 Credential=([^/]+)/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})");

    private SignatureCheck() {}

    /** What was signed, and the signature that was sent. */
    public record Claim(String accessKey, String scope, String signedHeaders, String signature) {
        public static Claim of(String authorization) {
            Matcher said = AUTHORIZATION.matcher(authorization);
            if (!said.matches()) throw new AssertionError("no signature: " + authorization);
            return new Claim(said.group(1), said.group(2), said.group(3), said.group(4));
        }
    }

    /**
     * The signature that this request must have.
     *
     * @param path on the wire, encoded once, without a query
     * @param headers by their names in small letters
     */
    public static String signature(
            Claim claim, String secret, String method, String path, Map<String, String> headers, String body) {
        StringBuilder canonical = new StringBuilder(method + "\n" + encoded(path) + "\n\n");
        for (String name : claim.signedHeaders().split(";", -1))
            canonical.append(name).append(':').append(headers.get(name)).append('\n');
        canonical.append('\n').append(claim.signedHeaders()).append('\n').append(hex(sha256(body)));
        String toSign = "AWS4-HMAC-SHA256\n" + headers.get("x-amz-date") + "\n" + claim.scope() + "\n"
                + hex(sha256(canonical.toString()));
        byte[] key = ("AWS4" + secret).getBytes(StandardCharsets.UTF_8);
        for (String part : claim.scope().split("/", -1)) key = hmac(key, part);
        return hex(hmac(key, toSign));
    }

    private static String encoded(String path) {
        StringBuilder encoded = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = b > 0 && (Character.isLetterOrDigit(b) || "/-._~".indexOf(b) >= 0);
            encoded.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b & 0xff));
        }
        return encoded.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
