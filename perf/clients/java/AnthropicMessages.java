import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.RawMessageStreamEvent;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The official Java SDK of Anthropic: messages. */
final class AnthropicMessages {
    private static final AnthropicClient CLIENT = AnthropicOkHttpClient.fromEnv();
    private static final Tool TOOL = Tool.builder()
            .name("get_weather")
            .description("Current temperature of a city in degrees.")
            .inputSchema(Tool.InputSchema.builder()
                    .properties(Tool.InputSchema.Properties.builder()
                            .putAdditionalProperty("city", JsonValue.from(Map.of("type", "string")))
                            .build())
                    .required(List.of("city"))
                    .build())
            .build();

    static final class Person {
        public String name;
        public int age;
        public List<String> tags;
    }

    private AnthropicMessages() {}

    static MessageCreateParams.Builder asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage(text);
    }

    static Message completed(MessageCreateParams.Builder asked) {
        return CLIENT.messages().create(asked.build());
    }

    static Stream<String> texts(RawMessageStreamEvent event) {
        return event.contentBlockDelta().flatMap(delta -> delta.delta().text()).map(text -> text.text()).stream();
    }

    static Message accumulated(MessageCreateParams.Builder asked, List<String> pieces) {
        MessageAccumulator whole = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = CLIENT.messages().createStreaming(asked.build())) {
            stream.stream().peek(whole::accumulate).flatMap(AnthropicMessages::texts).forEach(pieces::add);
        }
        return whole.message();
    }

    static String text(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }

    static void plain(Proof.Pairing to) {
        Message answer = completed(asking(to.model(), "Say hello").system("Be kind."));
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("stop reason", answer.stopReason().orElseThrow(), StopReason.END_TURN);
        Proof.equal("usage", List.of(answer.usage().inputTokens(), answer.usage().outputTokens()), Proof.USAGE);
    }

    static void streamed(Proof.Pairing to) {
        List<String> pieces = new ArrayList<>();
        Message answer = accumulated(asking(to.model(), "Say hello"), pieces);
        Proof.equal("pieces", String.join("", pieces), Proof.HELLO);
        Proof.equal("more than three pieces", pieces.size() > 3, true);
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("stop reason", answer.stopReason().orElseThrow(), StopReason.END_TURN);
        Proof.equal("output tokens", answer.usage().outputTokens(), Proof.USAGE.get(1));
    }

    /** Adds the message and the results of its calls; the cities they asked for. */
    static List<String> resolved(MessageCreateParams.Builder asked, Message message) {
        List<String> cities = new ArrayList<>();
        List<ContentBlockParam> results = new ArrayList<>();
        message.content().stream().flatMap(block -> block.toolUse().stream()).forEach(call -> {
            String city = (String) call._input().convert(Map.class).get("city");
            cities.add(city);
            results.add(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                    .toolUseId(call.id())
                    .content(Proof.degrees(city))
                    .build()));
        });
        asked.addMessage(message).addUserMessageOfContentBlockParams(results);
        return cities;
    }

    static void tools(Proof.Pairing to) {
        var asked = asking(to.model(), Proof.ONE).addTool(TOOL);
        Proof.equal("cities", resolved(asked, completed(asked)), List.of("Paris"));
        Proof.equal("answer to the result", text(completed(asked)), Proof.SAID_PARIS);
    }

    static void parallel(Proof.Pairing to) {
        var asked = asking(to.model(), Proof.IN_TURNS).addTool(TOOL);
        Message answer = accumulated(asked, new ArrayList<>());
        Proof.equal("cities", resolved(asked, answer), List.of("Paris", "Oslo"));
        Proof.equal("answer to the results", text(accumulated(asked, new ArrayList<>())), Proof.SAID_BOTH);
    }

    static void structured(Proof.Pairing to) {
        var asked = asking(to.model(), "Who wrote the first program?").outputConfig(Person.class).build();
        Person person = CLIENT.messages().create(asked).content().getFirst().text().orElseThrow().text();
        Proof.equal("parsed", List.of(person.name, person.age, person.tags), List.of("Ada", 36, List.of("math", "poetry")));
    }

    static void image(Proof.Pairing to) {
        var source = Base64ImageSource.builder().mediaType(Base64ImageSource.MediaType.IMAGE_PNG).data(Proof.PNG).build();
        List<ContentBlockParam> blocks = List.of(
                ContentBlockParam.ofImage(ImageBlockParam.builder().source(source).build()),
                ContentBlockParam.ofText(TextBlockParam.builder().text("What do you see?").build()));
        var asked = MessageCreateParams.builder().model(to.model()).maxTokens(100).addUserMessageOfContentBlockParams(blocks);
        Proof.equal("text", text(completed(asked)), Proof.SEEN);
    }

    static void errors(Proof.Pairing to) throws Exception {
        var refused = Proof.raises(BadRequestException.class, () -> completed(asking(to.failing(400), "Say hello")));
        Proof.within("message", "scripted 400", refused.getMessage());
        AnthropicClient once = CLIENT.withOptions(options -> options.maxRetries(0));
        var limited = Proof.raises(RateLimitException.class,
                () -> once.messages().create(asking(to.failing(429), "Say hello").build()));
        Proof.equal("retry-after", limited.headers().values("retry-after"), List.of("1"));
        var failed = Proof.raises(InternalServerException.class, () -> completed(asking(to.failing(500), "Say hello")));
        Proof.within("message", "scripted 500", failed.getMessage());
        if (to.direct()) return;
        Proof.equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1);
        // The key is the operator's: what is wrong with it is no fault of the app's.
        var operator = Proof.raises(InternalServerException.class, () -> completed(asking(to.failing(401), "Say hello")));
        Proof.equal("status for the operator's 401", operator.statusCode(), 502);
        if (to.same()) {
            AnthropicClient stranger = AnthropicOkHttpClient.builder().fromEnv().apiKey("wrong-key").build();
            Proof.raises(UnauthorizedException.class,
                    () -> stranger.messages().create(asking(to.keyless(), "Say hello").build()));
        }
    }

    static void broken(Proof.Pairing to) {
        List<String> pieces = new ArrayList<>();
        Proof.raises(AnthropicException.class, () -> accumulated(asking(to.model(), "BREAK"), pieces));
        Proof.equal("text before the break", String.join("", pieces), "This breaks ");
    }

    static void cancelled(Proof.Pairing to) throws Exception {
        var asked = asking(to.model(), "ENDLESS " + to.tag()).build();
        try (StreamResponse<RawMessageStreamEvent> stream = CLIENT.messages().createStreaming(asked)) {
            Proof.equal("texts", stream.stream().flatMap(AnthropicMessages::texts).limit(4).count(), 4L);
        }
        Proof.left(to.tag());
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Proof.Case> cases = new LinkedHashMap<>();
        cases.put("plain", AnthropicMessages::plain);
        cases.put("streamed", AnthropicMessages::streamed);
        cases.put("tools", AnthropicMessages::tools);
        cases.put("parallel", AnthropicMessages::parallel);
        cases.put("structured", AnthropicMessages::structured);
        cases.put("image", AnthropicMessages::image);
        cases.put("errors", AnthropicMessages::errors);
        cases.put("broken", AnthropicMessages::broken);
        cases.put("cancelled", AnthropicMessages::cancelled);
        Proof.prove(cases);
    }
}
