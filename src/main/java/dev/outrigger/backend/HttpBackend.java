package dev.outrigger.backend;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.KeyOwner;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.Splice;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.Lesson;
import dev.outrigger.dialect.Request;
import dev.outrigger.dialect.Rewrite;
import dev.outrigger.dialect.Rewrite.StreamUsage;
import dev.outrigger.dialect.When;
import dev.outrigger.registry.Headroom;
import dev.outrigger.registry.Health;
import dev.outrigger.registry.ModelProfile;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.WebSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A provider, or a server in the cluster, that is reached over HTTP. */
public final class HttpBackend implements Backend {
    private static final Logger LOG = System.getLogger("dev.outrigger");

    private final Lessons lessons = new Lessons();
    final Headrooms headrooms = new Headrooms(System::nanoTime);
    private final HttpSettings settings;
    private final List<Dialect> spoken;
    private final HttpClients clients;
    private final HttpTarget target;
    private final Optional<String> server;
    private final Guard guard;
    private final Lockout lockout;
    private final String instance;
    private final InstantSource clock;

    /**
     * @param spoken what upstream speaks: the first is used for an app that speaks none of them
     * @param instance this process's own name, which no request may come back with
     * @param clock for answers that tell no time
     */
    public HttpBackend(
            HttpSettings settings, List<Dialect> spoken, HttpClients clients, String instance, InstantSource clock) {
        this.settings = settings;
        this.spoken = List.copyOf(spoken);
        this.clients = clients;
        this.target = HttpTarget.of(settings.url());
        this.server = Optional.of(target.authority());
        this.guard = new Guard(settings.name(), settings.guard().inFlight());
        this.lockout = new Lockout(System::nanoTime, settings.credential()::isRefused);
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String provider() {
        return spoken.getFirst().provider();
    }

    AnswerHeaders headers(MultiMap answers) {
        return new AnswerHeaders(answers, clock.instant());
    }

    /** The dialects it speaks. */
    public List<Dialect> dialects() {
        return spoken;
    }

    /** The one in which an app of this dialect is served: its own if upstream speaks it. */
    public Dialect dialectFor(Dialect app) {
        for (Dialect dialect : spoken) if (dialect.name().equals(app.name())) return dialect;
        return spoken.getFirst();
    }

    @Override
    public Optional<String> server() {
        return server;
    }

    public Lockout lockout() {
        return lockout;
    }

    @Override
    public Health health(ModelProfile profile) {
        return settings.credential().lack().<Health>map(Health.Unavailable::new).orElseGet(Health.Ready::new);
    }

    @Override
    public Headroom headroom(ModelProfile profile) {
        return headrooms.of(profile);
    }

    @Override
    public Run attempt(Call call) {
        Optional<String> lack = settings.credential().lack();
        if (lack.isPresent()) return Running.failed(noKey(lack.get()));
        StreamClocks clocks = StreamClocks.ofAny(settings.guard(), call);
        // Its proof is read once: a key that is rotated meanwhile must not be judged as another's.
        HttpAttempt attempt = new HttpAttempt(
                this,
                dialectFor(call.dialect()),
                call,
                rewrite(call),
                settings.credential().proof(),
                clocks);
        Future<Answer> answer = call.request().stream()
                ? guard.stream(call.context(), clocks.firstToken(), attempt::send)
                : guard.whole(attempt::send);
        return new Running(
                answer.onFailure(failure -> attempt.cancel()), attempt::cancel, attempt::isSent, attempt::dropped);
    }

    /** What is changed in its request, by what is known of its model now. */
    private Rewrite rewrite(Call call) {
        Rewrite told = rewrite(
                        call.profile(), usage(call.request(), call.profile().model()))
                .with(call.reasoning());
        boolean isTheApps = call.choice() == Call.Choice.APP && speaks(call.dialect());
        return isTheApps ? told : lessons.heeded(told);
    }

    private StreamUsage usage(Request request, ModelName model) {
        if (!settings.asksUsage() || lessons.refusesUsage(model)) return StreamUsage.UNASKED;
        boolean hidden = request.stream() && request instanceof Inbound chat && !chat.wantsUsage();
        return hidden ? StreamUsage.ASKED_FOR_US : StreamUsage.AS_ASKED;
    }

    /**
     * The refusal, and whether the next such call will leave out, or call by another name, what was refused.
     *
     * @param told what was changed in the request that was refused
     * @param sent the request as upstream got it, in this dialect
     */
    Failure.Untranslatable learned(
            Failure.Untranslatable refused, Call call, Rewrite told, Dialect dialect, Splice sent) {
        if (refused.verbatim().isEmpty() || sent.size() > Lesson.MAX_BYTES) return refused;
        List<Lesson> lessons = Lesson.of(refused.verbatim().get().body(), sent.joined(), dialect);
        for (Lesson lesson : lessons) learn(told.model(), lesson);
        boolean taught = !lessons.isEmpty() && !rewrite(call).equals(told);
        return new Failure.Untranslatable(refused.message(), refused.verbatim(), taught);
    }

    /** A model refused a field that can do without: from now on it is left out, or renamed. */
    private void learn(ModelName model, Lesson lesson) {
        if (lessons.learn(model, lesson))
            LOG.log(
                    Level.INFO,
                    "backend {0}: model {1} does not take {2}{3}: from now on it is {4}",
                    name(),
                    model.value(),
                    lesson.field(),
                    // Not what was said there: that is the app's.
                    switch (lesson.when()) {
                        case When.Always() -> "";
                        case When.Saying(var at, var json) -> " with this " + at;
                        case When.Beside(var other) -> " beside " + other;
                    },
                    lesson.instead().map(other -> "called " + other).orElse("left out"));
    }

    private static Rewrite rewrite(ModelProfile profile, StreamUsage usage) {
        return new Rewrite(profile.model(), profile.rejects(), profile.renames(), usage);
    }

    /** Whether an app of this dialect is served in its own words. */
    public boolean speaks(Dialect app) {
        return dialectFor(app).name().equals(app.name());
    }

    /** A request that is not translated, with this model's name in it. */
    public static Splice named(Dialect dialect, Inbound inbound, ModelProfile profile) {
        return dialect.rewriteRequest(inbound, rewrite(profile, StreamUsage.AS_ASKED));
    }

    /** The bytes of a request that nobody read, with this model's name in it. */
    public static Splice named(Bytes body, ModelProfile profile) {
        return Rewrite.named(body, profile.model());
    }

    /** The calling event loop's clients. */
    HttpClients.Loop clients() {
        return clients.current();
    }

    /** Opens a chat request; its head is complete but for the length of its body. */
    Future<HttpClientRequest> open(
            HttpClient client, Outgoing outgoing, Dialect dialect, MultiMap appHeaders, Optional<Proof> proof) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        if (outgoing.isTheApps()) HeaderRules.toUpstream(appHeaders, headers, owner(proof), settings.keyHeader());
        else HeaderRules.toAnother(headers, dialect.headers());
        HeaderRules.ours(appHeaders, headers, instance);
        return Proof.shown(proof, options(HttpMethod.POST, outgoing.path(), headers), Optional.of(outgoing.body()))
                .compose(client::request);
    }

    /**
     * A request to pass through unread: with the operator's key only where that is lent, and then with no other.
     *
     * @param dialect of the path, one that upstream speaks
     * @param pathAndQuery below this backend's URL
     */
    public Relay relay(Dialect dialect, HttpMethod method, String pathAndQuery, MultiMap appHeaders) {
        return settings.lendsKey()
                ? relayOfModel(dialect, method, pathAndQuery, appHeaders)
                : relay(dialect, method, pathAndQuery, appHeaders, Optional.empty(), Optional.empty());
    }

    /** Likewise, on behalf of a configured model, and so with the operator's key as in a chat. */
    public Relay relayOfModel(Dialect dialect, HttpMethod method, String pathAndQuery, MultiMap appHeaders) {
        return relay(
                dialect,
                method,
                pathAndQuery,
                appHeaders,
                settings.credential().proof(),
                settings.credential().lack());
    }

    private Relay relay(
            Dialect dialect,
            HttpMethod method,
            String pathAndQuery,
            MultiMap appHeaders,
            Optional<Proof> proof,
            Optional<String> lack) {
        RequestOptions options = unread(method, pathAndQuery, appHeaders, owner(proof));
        // Its answer is not read here, so it may be packed as the app likes; but an error could quote our own key.
        String encoding = appHeaders.get("accept-encoding");
        if (encoding != null && proof.isEmpty()) options.putHeader("accept-encoding", encoding);
        return new Relay(this, dialect, options, proof, lack.map(this::noKey));
    }

    /** A WebSocket of upstream, under the rules of {@link #relay}. Paused frames are the caller's to read. */
    public Future<WebSocket> socket(String pathAndQuery, MultiMap appHeaders) {
        Optional<String> lack = settings.lendsKey() ? settings.credential().lack() : Optional.empty();
        if (lack.isPresent()) return Future.failedFuture(noKey(lack.get()));
        Optional<Proof> proof = settings.lendsKey() ? settings.credential().proof() : Optional.empty();
        Tunnel tunnel =
                Tunnel.of(unread(HttpMethod.GET, pathAndQuery, appHeaders, owner(proof)), appHeaders, owner(proof));
        return guard.inRoom(() -> Proof.shown(proof, tunnel.head(), Optional.of(Splice.of(Bytes.EMPTY)))
                .compose(shown -> tunnel.open(clients.sockets(), name())));
    }

    /** The head of a request that is passed through: the app's own. */
    private RequestOptions unread(HttpMethod method, String pathAndQuery, MultiMap appHeaders, KeyOwner owner) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        HeaderRules.toUpstream(appHeaders, headers, owner, settings.keyHeader());
        HeaderRules.ours(appHeaders, headers, instance);
        return options(method, pathAndQuery, headers);
    }

    static KeyOwner owner(Optional<Proof> proof) {
        return proof.isPresent() ? KeyOwner.OPERATOR : KeyOwner.APP;
    }

    private FailureException noKey(String why) {
        return new FailureException(new Failure.Unauthorized("backend " + name() + " has no key: " + why));
    }

    /** What bounds its calls. */
    Guard guard() {
        return guard;
    }

    private RequestOptions options(HttpMethod method, String path, MultiMap headers) {
        return new RequestOptions()
                .setMethod(method)
                .setHost(target.host())
                .setPort(target.port())
                .setSsl(target.tls())
                .setURI(target.basePath() + path)
                .setFollowRedirects(false)
                // Name, dialling and TLS together; the client's own clocks bound each alone, or not at all.
                .setConnectTimeout(settings.guard().connect().toMillis())
                .setHeaders(headers);
    }

    @Override
    public void close() {
        settings.credential().close();
        clients.close();
    }
}
