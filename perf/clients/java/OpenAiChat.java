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
class OpenAiChat extends OpenAiSuite<ChatCompletionCreateParams, ChatCompletion> {
    private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();

    @Override
    final ChatCompletionCreateParams asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text).build();
    }

    @Override
    final ChatCompletionCreateParams withSystem(ChatCompletionCreateParams asked, String text) {
        return asked.toBuilder().addSystemMessage(text).build();
    }

    @Override
    final ChatCompletionCreateParams withTool(ChatCompletionCreateParams asked) {
        return asked.toBuilder().addTool(GetWeather.class).build();
    }

    @Override
    final ChatCompletionCreateParams seeing(String model) {
        var url = ChatCompletionContentPartImage.ImageUrl.builder().url(PICTURE).build();
        List<ChatCompletionContentPart> parts = List.of(
                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("What do you see?").build()),
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder().imageUrl(url).build()));
        return ChatCompletionCreateParams.builder().model(model).addUserMessageOfArrayOfContentParts(parts).build();
    }

    static ChatCompletionCreateParams withUsage(ChatCompletionCreateParams asked) {
        return asked.toBuilder()
                .streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build())
                .build();
    }

    static Stream<String> texts(ChatCompletionChunk chunk) {
        return chunk.choices().stream().flatMap(choice -> choice.delta().content().stream()).filter(text -> !text.isEmpty());
    }

    @Override
    ChatCompletion completed(ChatCompletionCreateParams asked) throws Exception {
        return client.chat().completions().create(asked);
    }

    @Override
    ChatCompletion once(ChatCompletionCreateParams asked, boolean stranger) throws Exception {
        OpenAIClient other = client.withOptions(options -> {
            options.maxRetries(0);
            if (stranger) options.apiKey("wrong-key");
        });
        return other.chat().completions().create(asked);
    }

    @Override
    ChatCompletion accumulated(ChatCompletionCreateParams asked, List<String> pieces) throws Exception {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                client.chat().completions().createStreaming(withUsage(asked))) {
            stream.stream().peek(whole::accumulate).flatMap(OpenAiChat::texts).forEach(pieces::add);
        }
        return whole.chatCompletion();
    }

    @Override
    void leave(ChatCompletionCreateParams asked, int events) throws Exception {
        try (StreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(asked)) {
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
    final ChatCompletionCreateParams resolved(ChatCompletionCreateParams asked, ChatCompletion answer, List<String> cities) {
        var next = asked.toBuilder().addMessage(message(answer));
        for (var call : message(answer).toolCalls().orElse(List.of())) {
            String city = call.asFunction().function().arguments(GetWeather.class).city;
            cities.add(city);
            next.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.asFunction().id())
                    .content(Proof.degrees(city))
                    .build());
        }
        return next.build();
    }

    @Override
    Person person(String model) throws Exception {
        var asked = asking(model, Proof.WHO).toBuilder().responseFormat(Parsed.class).build();
        var answer = client.chat().completions().create(asked);
        return answer.choices().getFirst().message().content().orElseThrow().person();
    }

    public static void main(String[] arguments) throws Exception {
        new OpenAiChat().prove();
    }
}
