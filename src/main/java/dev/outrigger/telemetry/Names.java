package dev.outrigger.telemetry;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.doubleKey;
import static io.opentelemetry.api.common.AttributeKey.longArrayKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import java.util.List;

/**
 * Every name that leaves this process in a span or a metric, with its type. Dashboards and alerts are written against
 * them: they are documented in {@code observability/names.md}, and golden spans pin them.
 *
 * <p>Names without {@code outrigger.} are OpenTelemetry's: "Semantic conventions for generative client AI spans" and
 * "… for generative AI metrics" (https://github.com/open-telemetry/semantic-conventions-genai), and "Semantic
 * Conventions for HTTP spans" (https://opentelemetry.io/docs/specs/semconv/http/http-spans/).
 */
public final class Names {
    private Names() {}

    /** Spans. The SERVER span is named by method and route, an attempt's by operation and model. */
    public static final class Span {
        public static final String SCOPE = "dev.outrigger";
        public static final String ROUTE = "outrigger.route";
        public static final String ANALYZE = "outrigger.analyze";
        public static final String SHADOW = "outrigger.shadow";

        private Span() {}
    }

    /** Events of the {@code outrigger.route} span. */
    public static final class Event {
        public static final String CANDIDATE = "outrigger.candidate";
        public static final String EXCLUDED = "outrigger.excluded";

        private Event() {}
    }

    /** Attributes of the conventions. */
    public static final class Convention {
        public static final AttributeKey<String> HTTP_METHOD = stringKey("http.request.method");
        public static final AttributeKey<String> HTTP_ROUTE = stringKey("http.route");
        public static final AttributeKey<Long> HTTP_STATUS = longKey("http.response.status_code");
        public static final AttributeKey<Long> HTTP_REQUEST_SIZE = longKey("http.request.body.size");
        public static final AttributeKey<String> ERROR_TYPE = stringKey("error.type");
        public static final AttributeKey<String> SERVER_ADDRESS = stringKey("server.address");
        public static final AttributeKey<Long> SERVER_PORT = longKey("server.port");
        public static final AttributeKey<String> OPERATION = stringKey("gen_ai.operation.name");
        public static final AttributeKey<String> PROVIDER = stringKey("gen_ai.provider.name");
        /** Older than {@link #PROVIDER}; Jaeger's page knows an LLM call by it. */
        public static final AttributeKey<String> SYSTEM = stringKey("gen_ai.system");

        public static final AttributeKey<String> REQUEST_MODEL = stringKey("gen_ai.request.model");
        public static final AttributeKey<Boolean> REQUEST_STREAM = booleanKey("gen_ai.request.stream");
        public static final AttributeKey<String> RESPONSE_MODEL = stringKey("gen_ai.response.model");
        public static final AttributeKey<List<String>> FINISH_REASONS =
                stringArrayKey("gen_ai.response.finish_reasons");
        /** Seconds. */
        public static final AttributeKey<Double> FIRST_CHUNK = doubleKey("gen_ai.response.time_to_first_chunk");

        public static final AttributeKey<Long> INPUT_TOKENS = longKey("gen_ai.usage.input_tokens");
        public static final AttributeKey<Long> OUTPUT_TOKENS = longKey("gen_ai.usage.output_tokens");
        public static final AttributeKey<Long> CACHED_TOKENS = longKey("gen_ai.usage.cache_read.input_tokens");
        public static final AttributeKey<Long> CACHE_WRITTEN_TOKENS =
                longKey("gen_ai.usage.cache_creation.input_tokens");
        public static final AttributeKey<Long> REASONING_TOKENS = longKey("gen_ai.usage.reasoning.output_tokens");

        private Convention() {}
    }

    /** Our own attributes. Those that end in {@code .ms} are milliseconds with a fraction. */
    public static final class Attribute {
        public static final AttributeKey<String> EXCHANGE = stringKey("outrigger.exchange");
        public static final AttributeKey<String> OUTCOME = stringKey("outrigger.outcome");
        public static final AttributeKey<String> SETTINGS = stringKey("outrigger.settings.hash");
        public static final AttributeKey<String> DIALECT = stringKey("outrigger.dialect");
        public static final AttributeKey<Boolean> STREAM = booleanKey("outrigger.stream");
        public static final AttributeKey<String> POLICY = stringKey("outrigger.policy");
        public static final AttributeKey<String> POLICY_HASH = stringKey("outrigger.policy.hash");
        public static final AttributeKey<Double> POLICY_SHARE = doubleKey("outrigger.policy.share");
        public static final AttributeKey<String> SHADOW = stringKey("outrigger.shadow");
        public static final AttributeKey<String> SHADOW_MODEL = stringKey("outrigger.shadow.model");
        public static final AttributeKey<Boolean> SHADOW_AGREES = booleanKey("outrigger.shadow.agrees");
        public static final AttributeKey<Double> SHADOW_COST = doubleKey("outrigger.shadow.cost.usd");
        public static final AttributeKey<Boolean> SHADOW_EQUAL = booleanKey("outrigger.shadow.equal");
        public static final AttributeKey<Double> SHADOW_OVERLAP = doubleKey("outrigger.shadow.overlap");
        public static final AttributeKey<String> REASON = stringKey("outrigger.reason");
        public static final AttributeKey<String> DESTINATION = stringKey("outrigger.destination");
        /** The least confidence of what was measured of the request. */
        public static final AttributeKey<Double> LEAST_CONFIDENCE = doubleKey("outrigger.confidence.min");
        /** The first candidate's utility before the second's; absent where no score put the one before the other. */
        public static final AttributeKey<Double> MARGIN = doubleKey("outrigger.decision.margin");

        public static final AttributeKey<String> REQUESTED = stringKey("outrigger.model.requested");
        public static final AttributeKey<String> SERVED = stringKey("outrigger.model.served");
        public static final AttributeKey<Long> ATTEMPTS = longKey("outrigger.attempts");
        public static final AttributeKey<Double> DECIDE = doubleKey("outrigger.decide.ms");
        public static final AttributeKey<Double> FIRST_BYTE = doubleKey("outrigger.first_byte.ms");
        public static final AttributeKey<Double> DEADLINE_LEFT = doubleKey("outrigger.deadline.left.ms");
        public static final AttributeKey<Double> COST = doubleKey("outrigger.cost.usd");
        public static final AttributeKey<Boolean> COST_ESTIMATED = booleanKey("outrigger.cost.estimated");
        public static final AttributeKey<Double> BASELINE = doubleKey("outrigger.cost.baseline.usd");
        public static final AttributeKey<List<String>> DROPPED = stringArrayKey("outrigger.dropped");
        public static final AttributeKey<List<String>> MISSING = stringArrayKey("outrigger.analysis.missing");
        /** Who was allowed to be told the request: {@code local-only} or {@code refuse}; {@code allow} where something was found all the same. */
        public static final AttributeKey<String> PRIVACY = stringKey("outrigger.privacy");

        public static final AttributeKey<List<String>> PRIVACY_CAUSES = stringArrayKey("outrigger.privacy.causes");
        public static final AttributeKey<List<String>> PRIVACY_TYPES = stringArrayKey("outrigger.privacy.types");
        /** In the order of the types. */
        public static final AttributeKey<List<Long>> PRIVACY_COUNTS = longArrayKey("outrigger.privacy.counts");

        public static final AttributeKey<Long> OMITTED = longKey("outrigger.omitted");

        public static final AttributeKey<String> CANDIDATE_MODEL = stringKey("outrigger.candidate.model");
        public static final AttributeKey<Long> CANDIDATE_RANK = longKey("outrigger.candidate.rank");
        public static final AttributeKey<Double> CANDIDATE_SCORE = doubleKey("outrigger.candidate.score");
        public static final AttributeKey<String> CANDIDATE_STAGE = stringKey("outrigger.candidate.stage");
        public static final AttributeKey<Double> CANDIDATE_QUALITY = doubleKey("outrigger.candidate.quality");
        public static final AttributeKey<Double> CANDIDATE_COST = doubleKey("outrigger.candidate.cost.usd");
        public static final AttributeKey<Double> CANDIDATE_LATENCY = doubleKey("outrigger.candidate.latency.s");
        public static final AttributeKey<String> BECAUSE = stringKey("outrigger.because");
        public static final AttributeKey<String> EXCLUDED_MODEL = stringKey("outrigger.excluded.model");
        public static final AttributeKey<String> EXCLUDED_STAGE = stringKey("outrigger.excluded.stage");

        public static final AttributeKey<Long> ATTEMPT = longKey("outrigger.attempt.number");
        /** Only when true. Not every storage of Jaeger's finds a span by its status. */
        public static final AttributeKey<Boolean> FAILED = booleanKey("outrigger.attempt.failed");

        public static final AttributeKey<String> CAUSE = stringKey("outrigger.attempt.cause");
        public static final AttributeKey<String> BACKEND = stringKey("outrigger.backend");
        public static final AttributeKey<String> MODEL = stringKey("outrigger.model");
        public static final AttributeKey<Double> MEAN_LOG_PROB = doubleKey("outrigger.evidence.logprob.mean");
        public static final AttributeKey<Double> LEAST_LOG_PROB = doubleKey("outrigger.evidence.logprob.min");
        public static final AttributeKey<Double> MEAN_ENTROPY = doubleKey("outrigger.evidence.entropy.mean");
        public static final AttributeKey<Boolean> MISMATCH = booleanKey("outrigger.served_mismatch");

        /** {@code outrigger.analysis.<dimension>}, then {@code .confidence}, {@code .missing}, or what an amount is of. */
        public static final String ANALYSIS = "outrigger.analysis.";

        public static final String CONFIDENCE = ".confidence";
        public static final String MISSING_REASON = ".missing";
        /** {@code outrigger.probe.<name>}, then {@code .ms} or {@code .device}. */
        public static final String PROBE = "outrigger.probe.";

        public static final String MILLIS = ".ms";
        public static final String DEVICE = ".device";
        public static final String TRUNCATED = ".truncated";

        private Attribute() {}
    }

    /** Metrics, before Prometheus' spelling ({@code .} becomes {@code _}; unit and {@code total} are appended). */
    public static final class Metric {
        public static final String OPERATION_DURATION = "gen_ai.client.operation.duration";
        public static final String FIRST_CHUNK = "gen_ai.client.operation.time_to_first_chunk";
        public static final String TOKENS = "gen_ai.client.token.usage";
        public static final String EXCHANGES = "outrigger.exchanges";
        /** Whether apps get what they are owed. */
        public static final String ANSWERS = "outrigger.answers";

        /** From a request's start to its answer's first byte. */
        public static final String FIRST_BYTE = "outrigger.first_byte";

        public static final String STEP = "outrigger.step";
        /** From the request read whole to the first attempt's begin. */
        public static final String ADDED = "outrigger.added";

        public static final String ANALYSES = "outrigger.analyses";
        public static final String ATTEMPTS = "outrigger.attempts";
        public static final String MISSING = "outrigger.analyze.missing";
        public static final String PRIVACY = "outrigger.privacy";
        public static final String MISMATCH = "outrigger.served_mismatch";
        public static final String IN_FLIGHT = "outrigger.in_flight";
        public static final String CONNECTIONS = "outrigger.connections";
        /** Bytes. */
        public static final String BUFFERED = "outrigger.buffered";

        public static final String COST = "outrigger.cost";
        public static final String BASELINE = "outrigger.cost.baseline";
        public static final String COST_BACKEND = "outrigger.cost.backend";
        public static final String COST_CALLER = "outrigger.cost.caller";
        public static final String BASELINE_CALLER = "outrigger.cost.caller.baseline";
        public static final String COST_UNKNOWN = "outrigger.cost.unknown";
        public static final String MODEL_STATE = "outrigger.model.state";
        public static final String MODEL_ERRORS = "outrigger.model.errors";
        public static final String MODEL_HEADROOM = "outrigger.model.headroom";
        public static final String MODEL_OFFERED = "outrigger.model.offered";
        public static final String BREAKER = "outrigger.breaker.open";
        public static final String UNAUTHORIZED = "outrigger.backend.unauthorized";
        public static final String LOADS = "outrigger.model.loads";
        public static final String LOSSES = "outrigger.model.losses";
        public static final String MODEL_BYTES = "outrigger.model.held";
        public static final String ADAPTERS = "outrigger.model.adapters";
        /** Bytes. */
        public static final String ADAPTER_BYTES = "outrigger.model.adapters.held";

        public static final String VERSIONS = "outrigger.policy.decisions";
        public static final String SHADOWS = "outrigger.shadow.decisions";
        public static final String SHADOW_ANSWERS = "outrigger.shadow.answers";
        public static final String SHADOW_LEFT_OUT = "outrigger.shadow.left_out";
        public static final String SHADOW_COST = "outrigger.shadow.cost";
        public static final String SHADOW_SECONDS = "outrigger.shadow.seconds";
        public static final String DECISIONS_WRITTEN = "outrigger.decision_log.written";
        public static final String DECISIONS_LOST = "outrigger.decision_log.lost";
        public static final String READY = "outrigger.ready";
        public static final String RELOADS = "outrigger.reloads";
        /** By {@code signal}: {@code span}, {@code metric}, {@code log}, {@code ledger}, {@code decision}, {@code content}, {@code export} (spans not delivered), {@code queue} (spans without room). */
        public static final String LOST = "outrigger.telemetry.lost";

        private Metric() {}
    }

    /** Labels of metrics; {@code gen_ai.*} and {@code error.type} are the attributes' names. */
    public static final class Label {
        public static final String TOKEN_TYPE = "gen_ai.token.type";
        /** The endpoint's pattern, as in {@code http.route}. */
        public static final String ROUTE = "route";

        public static final String POLICY = "policy";
        public static final String REASON = "reason";
        /** Of privacy: {@code local-only}, {@code refuse} or {@code allow}. */
        public static final String RULE = "rule";

        public static final String MODEL = "model";
        public static final String BACKEND = "backend";
        public static final String CAUSE = "cause";
        public static final String OUTCOME = "outcome";
        /** {@code good} or {@code bad}. */
        public static final String RESULT = "result";

        public static final String DIMENSION = "dimension";
        /** Of what a model holds: {@code weights}, {@code cache} (keys and values), {@code adapters}. */
        public static final String PART = "part";

        public static final String STATE = "state";
        public static final String BASELINE = "baseline";
        public static final String SIGNAL = "signal";
        public static final String PROVIDER = "provider";
        /** As the configuration says, or the app in a header; of so many pairs with the tenant as there may be labels. */
        public static final String APP = "app";

        public static final String TENANT = "tenant";
        /** A policy's hash. */
        public static final String VERSION = "version";

        public static final String AGREES = "agrees";
        /** {@code read}, {@code analyze}, {@code decide}, {@code attempt} (until the first byte), {@code stream} (after it). */
        public static final String STEP = "step";
        /** Whether the answer was wanted piece by piece. */
        public static final String STREAM = "stream";
        /** Of two answers that are compared: {@code app} or {@code shadow}. */
        public static final String SIDE = "side";

        private Label() {}
    }
}
