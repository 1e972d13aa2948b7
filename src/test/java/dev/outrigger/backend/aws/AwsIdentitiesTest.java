package dev.outrigger.backend.aws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.outrigger.backend.Egress;
import dev.outrigger.backend.Lease;
import dev.outrigger.support.Script;
import dev.outrigger.support.ScriptedUpstream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

class AwsIdentitiesTest {
    private static final String EXPIRES = "2099-01-01T00:00:00Z";
    private final AwsIdentities identities =
            new AwsIdentities("eu-west-1", Egress.DIRECT, InstantSource.fixed(Instant.parse("2026-11-29T05:00:00Z")));

    @AfterEach
    void forgets() {
        System.getProperties().keySet().removeIf(name -> name.toString().startsWith("aws."));
    }

    @Test
    void readsWhatAContainerIsTold() throws Exception {
        try (ScriptedUpstream agent = new ScriptedUpstream(Script.json("{\"AccessKeyId\":\"AKIDPOD\","
                + "\"SecretAccessKey\":\"s\",\"Token\":\"t\",\"Expiration\":\"" + EXPIRES + "\"}"))) {
            System.setProperty(
                    "aws.containerCredentialsFullUri", "http://127.0.0.1:" + agent.port() + "/v1/credentials");

            Lease<AwsCredentialsIdentity> lease = identities.next();

            assertEquals("AKIDPOD", lease.value().accessKeyId());
            assertEquals(Instant.parse(EXPIRES), lease.expires());
        }
    }

    @Test
    void asksTheTokenServiceWithAWebIdentity(@TempDir Path folder) throws Exception {
        try (ScriptedUpstream sts = new ScriptedUpstream(Script.answer(
                200,
                "text/xml",
                "<AssumeRoleWithWebIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
                        + "<AssumeRoleWithWebIdentityResult><Credentials><AccessKeyId>AKIDWEB</AccessKeyId>"
                        + "<SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>" + EXPIRES
                        + "</Expiration></Credentials></AssumeRoleWithWebIdentityResult>"
                        + "</AssumeRoleWithWebIdentityResponse>"))) {
            System.setProperty("aws.endpointUrlSts", "http://127.0.0.1:" + sts.port());
            System.setProperty("aws.roleArn", "arn:aws:iam::123456789012:role/llm");
            System.setProperty(
                    "aws.webIdentityTokenFile",
                    Files.writeString(folder.resolve("token"), "of-the-pod").toString());

            Lease<AwsCredentialsIdentity> lease = identities.next();

            assertEquals("AKIDWEB", lease.value().accessKeyId());
            assertFalse(sts.received().isEmpty());
        }
    }

    @Test
    void saysThatNobodyIsThereAndNothingSecret() {
        Map.of("aws.disableEc2Metadata", "true", "aws.sharedCredentialsFile", "/none", "aws.configFile", "/none")
                .forEach(System::setProperty);

        SdkClientException thrown = assertThrows(SdkClientException.class, identities::next);

        assertEquals(
                "nothing in AWS's default chain has credentials: environment, web identity, profile, container, instance",
                identities.why(thrown));
    }
}
