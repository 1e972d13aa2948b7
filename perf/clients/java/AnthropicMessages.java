import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.core.http.StreamResponse;
import com.anthropic.errors.AnthropicException;
import com.anthropic.errors.AnthropicServiceException;
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
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The official Java SDK of Anthropic: messages. */
final class AnthropicMessages extends Suite<MessageCreateParams, Message> {
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

    static final class Parsed {
        public String name;
        public int age;
        public List<String> tags;
    }

    private final AnthropicClient client = AnthropicOkHttpClient.fromEnv();

    @Override
    MessageCreateParams asking(String model, String text) {
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessage(text).build();
    }

    @Override
    MessageCreateParams withSystem(MessageCreateParams asked, String text) {
        return asked.toBuilder().system(text).build();
    }

    @Override
    MessageCreateParams withTool(MessageCreateParams asked) {
        return asked.toBuilder().addTool(TOOL).build();
    }

    @Override
    MessageCreateParams seeing(String model) {
        var source = Base64ImageSource.builder().mediaType(Base64ImageSource.MediaType.IMAGE_PNG).data(Proof.PNG).build();
        List<ContentBlockParam> blocks = List.of(
                ContentBlockParam.ofImage(ImageBlockParam.builder().source(source).build()),
                ContentBlockParam.ofText(TextBlockParam.builder().text("What do you see?").build()));
        return MessageCreateParams.builder().model(model).maxTokens(100).addUserMessageOfContentBlockParams(blocks).build();
    }

    @Override
    Message completed(MessageCreateParams asked) {
        return client.messages().create(asked);
    }

    @Override
    Message once(MessageCreateParams asked, boolean stranger) {
        var other = AnthropicOkHttpClient.builder().fromEnv().maxRetries(0);
        return (stranger ? other.apiKey("wrong-key") : other).build().messages().create(asked);
    }

    private static Stream<String> texts(RawMessageStreamEvent event) {
        return event.contentBlockDelta().flatMap(delta -> delta.delta().text()).map(text -> text.text()).stream();
    }

    @Override
    Message accumulated(MessageCreateParams asked, List<String> pieces) {
        MessageAccumulator whole = MessageAccumulator.create();
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(asked)) {
            stream.stream().peek(whole::accumulate).flatMap(AnthropicMessages::texts).forEach(pieces::add);
        }
        return whole.message();
    }

    @Override
    void leave(MessageCreateParams asked, int events) {
        try (StreamResponse<RawMessageStreamEvent> stream = client.messages().createStreaming(asked)) {
            Proof.equal("texts", stream.stream().flatMap(AnthropicMessages::texts).limit(events).count(), (long) events);
        }
    }

    @Override
    String text(Message answer) {
        return answer.content().stream()
                .flatMap(block -> block.text().stream())
                .map(block -> block.text())
                .collect(Collectors.joining());
    }

    @Override
    boolean stopped(Message answer) {
        return answer.stopReason().orElseThrow().equals(StopReason.END_TURN);
    }

    @Override
    List<Long> usage(Message answer) {
        return List.of(answer.usage().inputTokens(), answer.usage().outputTokens());
    }

    @Override
    MessageCreateParams resolved(MessageCreateParams asked, Message answer, List<String> cities) {
        List<ContentBlockParam> results = new ArrayList<>();
        answer.content().stream().flatMap(block -> block.toolUse().stream()).forEach(call -> {
            String city = (String) call._input().convert(Map.class).get("city");
            cities.add(city);
            results.add(ContentBlockParam.ofToolResult(ToolResultBlockParam.builder()
                    .toolUseId(call.id())
                    .content(Proof.degrees(city))
                    .build()));
        });
        return asked.toBuilder().addMessage(answer).addUserMessageOfContentBlockParams(results).build();
    }

    @Override
    Person person(String model) {
        var asked = asking(model, Proof.WHO).toBuilder().outputConfig(Parsed.class).build();
        Parsed said = client.messages().create(asked).content().getFirst().text().orElseThrow().text();
        return new Person(said.name, said.age, said.tags);
    }

    @Override
    Class<? extends Exception> error(int status) {
        return switch (status) {
            case 400 -> BadRequestException.class;
            case 401 -> UnauthorizedException.class;
            case 429 -> RateLimitException.class;
            default -> InternalServerException.class;
        };
    }

    @Override
    int status(Exception error) {
        return ((AnthropicServiceException) error).statusCode();
    }

    @Override
    List<String> retryAfter(Exception error) {
        return ((AnthropicServiceException) error).headers().values("retry-after");
    }

    @Override
    Class<? extends Exception> brokenAs() {
        return AnthropicException.class;
    }

    public static void main(String[] arguments) throws Exception {
        new AnthropicMessages().prove();
    }
}
