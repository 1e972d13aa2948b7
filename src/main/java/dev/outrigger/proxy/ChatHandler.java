package dev.outrigger.proxy;

import dev.outrigger.analyze.Analysis;
import dev.outrigger.analyze.Dimension;
import dev.outrigger.analyze.Patience;
import dev.outrigger.analyze.SensitivityProbe;
import dev.outrigger.analyze.Subject;
import dev.outrigger.backend.Answer;
import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.FailureException;
import dev.outrigger.chat.ModelName;
import dev.outrigger.dialect.Dialect;
import dev.outrigger.dialect.Dialect.Reading;
import dev.outrigger.dialect.Endpoint;
import dev.outrigger.dialect.Inbound;
import dev.outrigger.dialect.ListedModel;
import dev.outrigger.exchange.Verdict;
import dev.outrigger.registry.ModelProfile;
import dev.outrigger.registry.RegistryView;
import dev.outrigger.rollout.Choice;
import dev.outrigger.route.Decision;
import dev.outrigger.route.Occasion;
import dev.outrigger.route.Policy;
import dev.outrigger.route.Query;
import dev.outrigger.route.Routes;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** A chat, from its body to its answer's last byte. Confined to one event loop. */
final class ChatHandler {
    private final OpenExchange exchange;
    private final HttpServerRequest request;
    private final Dialect dialect;
    private final Endpoint.Chat at;
    private final Live live;
    private final Account account;
    private final BodyReader reader;
    private final Asking asking;

    private ChatHandler(OpenExchange exchange, HttpServerRequest request, Dialect dialect, Endpoint.Chat at) {
        this.exchange = exchange;
        this.request = request;
        this.dialect = dialect;
        this.at = at;
        this.live = exchange.live();
        this.account = exchange.account();
        this.reader = new BodyReader(request, exchange.holdings(), live.limits());
        this.asking = new Asking(exchange, request, dialect, reader);
    }

    /** Answers the request; the exchange accounts for it. */
    static void handle(Edge edge, HttpServerRequest request, Dialect dialect, Endpoint.Chat at) {
        OpenExchange exchange = OpenExchange.begin(edge, request, dialect, at.route());
        ChatHandler chat = new ChatHandler(exchange, request, dialect, at);
        exchange.answer(chat::answer);
    }

    private Future<Verdict> answer() {
        return exchange.admit().compose(in -> reader.readFor(exchange)).compose(this::understand);
    }

    /** By the policy whose request it is, or the vendor, whose business a model nobody here knows is. */
    private Future<Verdict> serve(Inbound read, Function<Policy, Future<Verdict>> ours) {
        return switch (live.routes().match(read.request().model(), live.registry())) {
            case Routes.Match.Ours(Policy policy) -> ours.apply(policy);
            case Routes.Match.NotOurs notOurs ->
                passable().compose(yes -> new PassThrough(exchange, request, dialect, at.path()).forward(read));
            case Routes.Match.NoAdapters none -> failed(new Failure.UnknownModel(none.words(), Optional.empty()));
            case Routes.Match.NoSuchPolicy none ->
                failed(new Failure.UnknownModel("no policy is named " + none.name(), Optional.empty()));
        };
    }

    private Future<Verdict> understand(Bytes body) {
        return switch (dialect.decodeRequest(at, body)) {
            case Reading.Unreadable unreadable -> failed(unreadable.failure());
            case Reading.Owned owned -> stateful().forward(owned, body);
            case Reading.About(Inbound read, var told) ->
                reader.keepFor(exchange, read).compose(kept -> serve(kept, policy -> about(kept, policy, told)));
            case Reading.Read read ->
                reader.keepFor(exchange, read.inbound()).compose(kept -> serve(kept, policy -> chat(kept, policy)));
        };
    }

    private Future<Verdict> chat(Inbound read, Policy policy) {
        Choice choice = live.rollout().choose(policy, () -> Occasions.session(read.request(), request.headers()));
        return analyze(read, choice.dimensions())
                .compose(analysis -> asking.attempt(read, decide(read, choice, analysis)))
                .compose(answer -> stream(read, answer));
    }

    /** Only a server of this dialect knows more of its model, and loads it; all others are as their profiles say, and ready. */
    private Future<Verdict> about(Inbound read, Policy policy, Function<ListedModel, Bytes> told) {
        Optional<ModelProfile> named = policy.isContract() ? live.registry().asked(read.model()) : Optional.empty();
        return named.flatMap(live.dispatcher()::remote)
                .filter(backend -> backend.speaks(dialect))
                .map(backend -> stateful().forward(backend, named.orElseThrow(), read.raw()))
                .orElseGet(() ->
                        listed(read.model()).compose(model -> ToldHandler.send(exchange, request, told.apply(model))));
    }

    private Future<ListedModel> listed(ModelName model) {
        Catalog catalog = new Catalog(live);
        return catalog.adapted(model.value())
                .map(adapted -> live.adapters().find(exchange.context(), adapted))
                .or(() -> catalog.find(model.value()).map(Future::succeededFuture))
                .orElseThrow(() -> new IllegalStateException("a policy answers for what is not listed"));
    }

    private Future<Analysis> analyze(Inbound read, Set<Dimension> wanted) {
        if (wanted.isEmpty()) return Future.succeededFuture(Analysis.NONE);
        Subject subject = new Subject(read.request(), patience())
                .accepting(Optional.ofNullable(request.getHeader(HeaderNames.ACCEPT_LANGUAGE)));
        return sense(subject, read, wanted).compose(sensed -> live.analyzer().analyze(sensed, wanted));
    }

    /** What is sensitive is read before, outside of the analysis' budget: no rule about it is passed over for want of time. */
    private Future<Subject> sense(Subject subject, Inbound read, Set<Dimension> wanted) {
        if (!wanted.contains(Dimension.SENSITIVITY)) return Future.succeededFuture(subject);
        return exchange.await(exchange.edge()
                        .aside()
                        .look(
                                read.size(),
                                SensitivityProbe.MOST_LOOKED,
                                allowance -> SensitivityProbe.read(read.request(), allowance)))
                .map(subject::sensed);
    }

    private Optional<Patience> patience() {
        return Optional.ofNullable(request.getHeader(HeaderNames.LATENCY)).flatMap(Patience::of);
    }

    private Decision decide(Inbound read, Choice choice, Analysis analysis) {
        account.analyzed(analysis);
        Occasion occasion = Occasions.of(
                exchange, read.request(), request.headers(), choice.policy().name());
        account.asksOn(occasion);
        long began = exchange.nanosSinceStart();
        Query query = new Query(read.request(), analysis, view(read, choice), exchange.clearance(), occasion);
        Decision decision = choice.policy().decide(query);
        account.decided(decision, choice.policy().baseline(), exchange.nanosSinceStart() - began);
        account.rests(choice, query);
        if (exchange.edge().shadows().draws(live, choice))
            Shadows.bar(read)
                    .ifPresentOrElse(
                            account::echoesNot,
                            () -> account.echoes(new Echo(
                                    dialect,
                                    read,
                                    request.headers(),
                                    exchange.holdings().open())));
        return decision;
    }

    /** Of all that may be asked; of a named model no more, but where what is written down may be decided anew by other policies. */
    private RegistryView view(Inbound read, Choice choice) {
        boolean isOfOne =
                choice.policy().isContract() && !exchange.edge().naming().isOfLog();
        return isOfOne
                ? live.registry().view(read.request().model())
                : live.registry().view();
    }

    private Future<Verdict> stream(Inbound read, Answer answer) {
        FrameWriter writer = new FrameWriter(request.response(), dialect, answer, read, account, exchange.holdings());
        return asking.write(read, answer, writer);
    }

    /** Whether what nobody here knows may be handed on to its vendor. */
    private Future<Void> passable() {
        Optional<String> keptHere = dialect.unpassable(at);
        return keptHere.isEmpty()
                ? Future.succeededFuture()
                : failed(new Failure.Rejected(404, keptHere.get(), Optional.empty()));
    }

    private Stateful stateful() {
        return new Stateful(exchange, request, dialect, at.path(), dialect.unpassable(at));
    }

    private static <T> Future<T> failed(Failure failure) {
        return Future.failedFuture(new FailureException(failure));
    }
}
