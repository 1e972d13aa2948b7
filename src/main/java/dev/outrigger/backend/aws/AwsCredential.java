package dev.outrigger.backend.aws;

import dev.outrigger.backend.Credential;
import dev.outrigger.backend.Egress;
import dev.outrigger.backend.Proof;
import dev.outrigger.backend.Renewed;
import java.time.InstantSource;
import java.util.Optional;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs each request as the identity that AWS's default chain finds. */
public final class AwsCredential implements Credential {
    private final Renewed<AwsCredentialsIdentity> identity;
    private final SignatureV4 signature;
    private final InstantSource clock;

    public AwsCredential(String backend, String region, Egress egress, InstantSource clock) {
        this(new Renewed<>(backend, new AwsIdentities(region, egress, clock), clock), region, clock);
    }

    AwsCredential(Renewed<AwsCredentialsIdentity> identity, String region, InstantSource clock) {
        this.identity = identity;
        this.signature = new SignatureV4(region, clock);
        this.clock = clock;
    }

    @Override
    public Optional<String> lack() {
        return identity.lack();
    }

    @Override
    public Optional<Proof> proof() {
        return Optional.of(new SignedProof(identity, signature, clock));
    }

    @Override
    public void close() {
        identity.close();
    }
}
