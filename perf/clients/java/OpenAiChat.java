import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.stream.Stream;

/** The official Java SDK of OpenAI: chat completions. */
class OpenAiChat extends OpenAiSuite<ChatCompletionCreateParams.Builder, ChatCompletion> {
    private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();

    @Override
    final ChatCompletionCreateParams.Builder asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    @Override
    final ChatCompletionCreateParams.Builder withSystem(ChatCompletionCreateParams.Builder asked, String text) {
        return asked.addSystemMessage(text);
    }

    @Override
    final ChatCompletionCreateParams.Builder withTool(ChatCompletionCreateParams.Builder asked) {
        return asked.addTool(GetWeather.class);
    }

    @Override
    final ChatCompletionCreateParams.Builder seeing(String model) {
        var url = ChatCompletionContentPartImage.ImageUrl.builder().url(PICTURE).build();
        List<ChatCompletionContentPart> parts = List.of(
                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("What do you see?").build()),
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder().imageUrl(url).build()));
        return ChatCompletionCreateParams.builder().model(model).addUserMessageOfArrayOfContentParts(parts);
    }

    static ChatCompletionCreateParams withUsage(ChatCompletionCreateParams.Builder asked) {
        return asked.build().toBuilder()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }

    static Stream<String> texts(ChatCompletionChunk chunk) {
        return chunk.choices().stream().flatMap(choice -> choice.delta().content().stream()).filter(text -> !text.isEmpty());
    }

    @Override
    ChatCompletion completed(ChatCompletionCreateParams.Builder asked) throws Exception {
        return client.chat().completions().create(asked.build());
    }

    @Override
    ChatCompletion once(ChatCompletionCreateParams.Builder asked, boolean stranger) throws Exception {
        OpenAIClient other = client.withOptions(options -> {
            options.maxRetries(0);
            if (stranger) options.apiKey("wrong-key");
        });
        return other.chat().completions().create(asked.build());
    }

    @Override
    ChatCompletion accumulated(ChatCompletionCreateParams.Builder asked, List<String> pieces) throws Exception {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(withUsage(asked))) {
            stream.stream().peek(whole::accumulate).flatMap(OpenAiChat::texts).forEach(pieces::add);
        }
        return whole.chatCompletion();
    }

    @Override
    void leave(ChatCompletionCreateParams.Builder asked, int events) throws Exception {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(asked.build())) {
            Proof.equal("chunks", stream.stream().limit(events).count(), (long) events);
        }
    }

    private static ChatCompletionMessage message(ChatCompletion answer) {
        return answer.choices().getFirst().message();
    }

    @Override
    final String text(ChatCompletion answer) {
        return message(answer).content().orElse("");
    }

    @Override
    final boolean stopped(ChatCompletion answer) {
        return answer.choices().getFirst().finishReason().equals(ChatCompletion.Choice.FinishReason.STOP);
    }

    @Override
    final List<Long> usage(ChatCompletion answer) {
        return answer.usage().map(usage -> List.of(usage.promptTokens(), usage.completionTokens())).orElseThrow();
    }

    @Override
    final ChatCompletionCreateParams.Builder resolved(ChatCompletionCreateParams.Builder asked, ChatCompletion answer, List<String> cities) {
        asked.addMessage(message(answer));
        for (var call : message(answer).toolCalls().orElse(List.of())) {
            String city = call.asFunction().function().arguments(GetWeather.class).city;
            cities.add(city);
            asked.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.asFunction().id())
                    .content(Proof.degrees(city))
                    .build());
        }
        return asked;
    }

    @Override
    Person person(String model) throws Exception {
        var asked = asking(model, Proof.WHO).responseFormat(Parsed.class).build();
        var answer = client.chat().completions().create(asked);
        return answer.choices().getFirst().message().content().orElseThrow().person();
    }

    public static void main(String[] arguments) throws Exception {
        new OpenAiChat().prove();
    }
}
