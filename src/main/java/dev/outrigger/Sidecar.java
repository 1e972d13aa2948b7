package dev.outrigger;

import dev.outrigger.admit.Privacy;
import dev.outrigger.analyze.Timer;
import dev.outrigger.backend.Availability;
import dev.outrigger.backend.Backend;
import dev.outrigger.backend.BackendSettings;
import dev.outrigger.backend.BedrockSettings;
import dev.outrigger.backend.Breaker;
import dev.outrigger.backend.CoolDown;
import dev.outrigger.backend.Dispatcher;
import dev.outrigger.backend.Egress;
import dev.outrigger.backend.EngineBackend;
import dev.outrigger.backend.HandoffBackend;
import dev.outrigger.backend.HandoffSettings;
import dev.outrigger.backend.HttpBackend;
import dev.outrigger.backend.HttpClients;
import dev.outrigger.backend.HttpSettings;
import dev.outrigger.backend.Lockout;
import dev.outrigger.backend.RemoteSettings;
import dev.outrigger.backend.Webhook;
import dev.outrigger.config.Keyring;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialects;
import dev.outrigger.dialect.anthropic.Anthropic;
import dev.outrigger.dialect.anthropic.VertexAnthropic;
import dev.outrigger.dialect.bedrock.Bedrock;
import dev.outrigger.dialect.gemini.Gemini;
import dev.outrigger.dialect.ollama.Ollama;
import dev.outrigger.dialect.openai.OpenAi;
import dev.outrigger.dialect.responses.Responses;
import dev.outrigger.proxy.AdapterLookup;
import dev.outrigger.proxy.Live;
import dev.outrigger.registry.Cell;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.Registry;
import dev.outrigger.rollout.Rollout;
import dev.outrigger.rollout.RolloutSettings;
import dev.outrigger.route.Policies;
import dev.outrigger.route.Policy;
import dev.outrigger.route.PolicySettings;
import dev.outrigger.route.Readers;
import dev.outrigger.route.Recipe;
import dev.outrigger.route.Routes;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * The composition root: what a configuration becomes, in the order in which a request meets it. Plain Java, so that
 * tools and tests assemble the same as the server does.
 */
final class Sidecar {
    private final Vertx vertx;
    private final LocalEngine local;
    private final Keyring keyring;
    private final RequestReader reader;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final String instance;
    private final VersionNames names;

    /** Of what outlives any configuration. */
    Sidecar(Vertx vertx, LocalEngine local, Keyring keyring, Executor analysis, String instance, VersionNames names) {
        this.vertx = vertx;
        this.local = local;
        this.keyring = keyring;
        this.clock = InstantSource.system();
        this.nanos = System::nanoTime;
        this.instance = instance;
        this.reader = new RequestReader(vertx, local, analysis, nanos);
        this.names = names;
    }

    /** Compiles the settings; what has not changed since the previous assembly is carried over. */
    Assembly assemble(Settings settings, Optional<Assembly> previous) {
        // Wire formats: who a path belongs to; OpenAI claims what nobody else does.
        Dialects dialects = dialects();
        // Models with what is known of them; unchanged ones keep their history.
        List<ModelProfile> profiles = settings.profiles(local::skills);
        Registry registry = registry(profiles, previous);
        // Backends; unchanged ones keep their connections.
        Map<String, Backend> backends = backends(settings, dialects, previous);
        // Breakers and cool-downs, which tell the registry of a model's health.
        Map<String, Availability> availabilities = availabilities(registry, backends, previous);
        // What reads a request; examples that are the same stay where they are.
        reader.next(settings);
        // What decides, and what runs the decision.
        Rollout rollout =
                rollout(settings, profiles, previous.map(last -> last.live().rollout()));
        Dispatcher dispatcher = new Dispatcher(
                backends,
                availabilities,
                registry,
                nanos,
                Timer.of(vertx),
                () -> ThreadLocalRandom.current().nextDouble(),
                new Dispatcher.Bounds(settings.limits().attempts(), settings.translation()));
        Live live = new Live(
                settings.hash().hex(),
                settings.limits(),
                // Who may be told what a request holds.
                new Privacy(settings.privacy()),
                dialects,
                registry,
                // What reads a request, within its budget.
                reader.analyzer(settings.analyzer()),
                routes(settings, rollout),
                dispatcher,
                Owners.of(backends, dialects),
                new AdapterLookup(Wanted.of(settings).adapters()),
                rollout,
                settings.rollout().flatMap(RolloutSettings::shadow));
        return new Assembly(settings, live, backends, availabilities);
    }

    private Dialects dialects() {
        OpenAi openAi = new OpenAi(clock);
        return new Dialects(List.of(
                new Anthropic(), new Gemini(), new Ollama(clock), new Bedrock(), new Responses(openAi, clock), openAi));
    }

    private static Registry registry(List<ModelProfile> profiles, Optional<Assembly> previous) {
        return previous.map(before -> new Registry(profiles, before.live().registry()))
                .orElseGet(() -> new Registry(profiles));
    }

    private Map<String, Backend> backends(Settings settings, Dialects dialects, Optional<Assembly> previous) {
        Map<String, Backend> backends = new LinkedHashMap<>();
        Egress egress = new Egress(settings.egress(), System.getenv());
        settings.backends()
                .forEach((name, entry) -> backends.put(
                        name,
                        previous.flatMap(before -> before.unchanged(name, settings))
                                .orElseGet(() -> backend(name, entry, dialects, egress))));
        return backends;
    }

    private Backend backend(String name, BackendSettings settings, Dialects dialects, Egress egress) {
        return switch (settings) {
            case BackendSettings.Engine engine ->
                new EngineBackend(name, local::generator, local::embedder, new LocalCounter(local), engine.guard());
            case BackendSettings.OpenAiServer server -> remote(name, server, dialects, egress);
            case BackendSettings.OllamaServer server -> remote(name, server, dialects, egress);
            case BackendSettings.AnthropicServer server -> remote(name, server, dialects, egress);
            case BackendSettings.GeminiServer server -> remote(name, server, dialects, egress);
            case BackendSettings.AzureServer server -> remote(name, server, dialects, egress);
            case BackendSettings.VertexServer server -> remote(name, server, dialects, egress);
            case BackendSettings.VertexAnthropicServer server -> remote(name, server, dialects, egress);
            case BedrockSettings server -> remote(name, server, dialects, egress);
            case HandoffSettings handoff -> new HandoffBackend(name, handoff, webhook(name, handoff, egress));
        };
    }

    private Optional<Webhook> webhook(String name, HandoffSettings handoff, Egress egress) {
        return handoff.webhook()
                .map(url -> new Webhook(
                        name,
                        handoff,
                        new Credentials(keyring, egress, clock).bearer(handoff.key()),
                        new HttpClients(vertx, handoff.guard(), egress, url),
                        instance));
    }

    private Backend remote(String name, RemoteSettings server, Dialects dialects, Egress egress) {
        return new HttpBackend(
                new HttpSettings(
                        name,
                        server.url(),
                        new Credentials(keyring, egress, clock).of(name, server),
                        server.keyHeader(),
                        server.lendKey(),
                        server.streamUsage(),
                        server.guard()),
                spoken(server, dialects),
                new HttpClients(vertx, server.guard(), egress, server.url()),
                instance,
                clock);
    }

    private static List<Dialect> spoken(RemoteSettings server, Dialects dialects) {
        if (server instanceof BackendSettings.VertexAnthropicServer) return List.of(new VertexAnthropic());
        return server.dialects().stream()
                .map(dialect -> dialects.named(dialect).orElseThrow())
                .toList();
    }

    private Map<String, Availability> availabilities(
            Registry registry, Map<String, Backend> backends, Optional<Assembly> previous) {
        Map<String, Availability> availabilities = new HashMap<>();
        for (Cell cell : registry.cells()) {
            ModelProfile profile = cell.profile();
            Backend backend = backends.get(profile.backend());
            if (backend == null) throw new IllegalStateException("no backend is named " + profile.backend());
            Availability availability =
                    availability(lockout(backend), previous.flatMap(last -> last.availability(cell)));
            cell.healthFrom(() -> availability.over(backend.health(profile)));
            cell.headroomFrom(() -> backend.headroom(profile));
            availabilities.put(profile.name(), availability);
        }
        return availabilities;
    }

    /** What attempts told of the model stays; what they told of the key goes with the backend that had it. */
    private Availability availability(Lockout lockout, Optional<Availability> before) {
        return new Availability(
                before.map(Availability::breaker)
                        .orElseGet(() -> new Breaker(
                                nanos, () -> ThreadLocalRandom.current().nextDouble())),
                before.map(Availability::coolDown).orElseGet(() -> new CoolDown(nanos)),
                lockout);
    }

    private Lockout lockout(Backend backend) {
        return backend instanceof HttpBackend remote ? remote.lockout() : new Lockout(nanos, () -> false);
    }

    private static Routes routes(Settings settings, Rollout rollout) {
        return new Routes(settings.routes().isEmpty() ? Routes.DEFAULT : settings.routes(), rollout.policies());
    }

    /** The configuration's policies, and what the store says of them. */
    private Rollout rollout(Settings settings, List<ModelProfile> profiles, Optional<Rollout> before) {
        // What reads a request is part of what a policy is.
        Readers readers = reader.readers(settings);
        Map<String, Policy> policies = new LinkedHashMap<>();
        settings.policies().forEach((name, policy) -> policies.put(name, policy(name, policy, profiles, readers)));
        policies.computeIfAbsent(Policy.DEFAULT, name -> policy(name, Policies.defaults(profiles), profiles, readers));
        policies.put(Policy.CONTRACT, Policies.contract(profiles));
        return Rollout.of(
                policies,
                settings.policyStore(clock),
                version -> names.objections(settings, version, reader.router().abilities()),
                before);
    }

    private Policy policy(String name, PolicySettings settings, List<ModelProfile> profiles, Readers readers) {
        return new Recipe(
                        name,
                        Optional.of(settings),
                        profiles,
                        readers,
                        reader.router().abilities())
                .policy();
    }

    /** What reads requests. */
    RequestReader reader() {
        return reader;
    }
}
