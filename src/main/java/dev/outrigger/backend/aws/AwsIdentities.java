package dev.outrigger.backend.aws;

import dev.outrigger.backend.Egress;
import dev.outrigger.backend.Lease;
import dev.outrigger.backend.LeaseSource;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProviderChain;
import software.amazon.awssdk.auth.credentials.ContainerCredentialsProvider;
import software.amazon.awssdk.auth.credentials.EnvironmentVariableCredentialsProvider;
import software.amazon.awssdk.auth.credentials.InstanceProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.ProfileCredentialsProvider;
import software.amazon.awssdk.auth.credentials.SystemPropertyCredentialsProvider;
import software.amazon.awssdk.core.SdkSystemSetting;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.ProxyConfiguration;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsWebIdentityTokenFileCredentialsProvider;

/**
 * Who this process is at AWS: the SDK's own default chain, asked from its beginning each time. Only the token service is
 * reached as backends are; what a container or an instance is told comes from its own machine.
 *
 * <p>Source: AWS SDK for Java 2.x, "Default credentials provider chain"
 * (https://docs.aws.amazon.com/sdk-for-java/latest/developer-guide/credentials-chain.html).
 */
public final class AwsIdentities implements LeaseSource<AwsCredentialsIdentity> {
    /** How long credentials are believed that say of no end: those of a file may be changed. */
    private static final Duration UNENDING = Duration.ofMinutes(10);

    private final String region;
    private final Egress egress;
    private final InstantSource clock;

    public AwsIdentities(String region, Egress egress, InstantSource clock) {
        this.region = region;
        this.egress = egress;
        this.clock = clock;
    }

    @Override
    public Lease<AwsCredentialsIdentity> next() {
        List<AwsCredentialsProvider> asked = new ArrayList<>();
        asked.add(SystemPropertyCredentialsProvider.create());
        asked.add(EnvironmentVariableCredentialsProvider.create());
        if (SdkSystemSetting.AWS_WEB_IDENTITY_TOKEN_FILE.getStringValue().isPresent()) asked.add(webIdentity());
        asked.add(ProfileCredentialsProvider.create());
        asked.add(ContainerCredentialsProvider.create());
        asked.add(InstanceProfileCredentialsProvider.create());
        try (AwsCredentialsProviderChain chain = AwsCredentialsProviderChain.builder()
                .credentialsProviders(asked)
                .build()) {
            AwsCredentials found = chain.resolveCredentials();
            return new Lease<>(
                    found,
                    found.expirationTime().orElseGet(() -> clock.instant().plus(UNENDING)));
        }
    }

    private AwsCredentialsProvider webIdentity() {
        StsClient tokens = StsClient.builder()
                .region(Region.of(region))
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(client())
                .build();
        return StsWebIdentityTokenFileCredentialsProvider.builder()
                .stsClient(tokens)
                .build();
    }

    private SdkHttpClient client() {
        ProxyConfiguration.Builder proxy =
                ProxyConfiguration.builder().useSystemPropertyValues(false).useEnvironmentVariablesValues(false);
        egress.proxy(URI.create("https://sts." + region + ".amazonaws.com")).ifPresent(proxy::endpoint);
        UrlConnectionHttpClient.Builder client =
                UrlConnectionHttpClient.builder().proxyConfiguration(proxy.build());
        egress.trust().ifPresent(managers -> client.tlsTrustManagersProvider(() -> managers));
        return client.build();
    }

    @Override
    public String why(Throwable thrown) {
        return thrown instanceof SdkClientException
                ? "nothing in AWS's default chain has credentials: environment, web identity, profile, container, instance"
                : "AWS's credentials could not be used: " + thrown.getClass().getSimpleName();
    }
}
