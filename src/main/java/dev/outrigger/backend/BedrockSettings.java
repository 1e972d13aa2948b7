package dev.outrigger.backend;

import dev.outrigger.config.Default;
import dev.outrigger.config.Doc;
import dev.outrigger.config.Key;
import dev.outrigger.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** Models at Amazon Bedrock, through its Converse API. */
@Key("bedrock")
@Doc("Models at Amazon Bedrock, in the words of its Converse API. A model's name is its id, or an inference profile's.")
public record BedrockSettings(
        @Doc("Where the vendor's paths begin, for example https://bedrock-runtime.REGION.amazonaws.com.")
        URI url,

        @Doc("The Bedrock API key to use; without it requests are signed, as whom AWS's default chain finds.")
        Optional<Secret> key,

        @Doc("Region that requests are signed for; unless said, that of the url's host, else AWS_REGION.")
        Optional<String> region,

        @Doc("Whether endpoints that are passed through may use the key too.") @Default("false")
        boolean lendKey,

        @Doc(RemoteSettings.DISCOVER) @Default("false") boolean discover,

        @Default("{}") GuardSettings guard)
        implements BackendSettings, RemoteSettings {
    public BedrockSettings {
        RemoteSettings.check(url);
    }

    @Override
    public List<URI> lists() {
        return ModelLists.ofBedrock(url);
    }

    @Override
    public List<String> dialects() {
        return List.of("bedrock");
    }
}
