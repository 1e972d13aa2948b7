import com.openai.client.OpenAIClientAsync;
import com.openai.client.okhttp.OpenAIOkHttpClientAsync;
import com.openai.core.http.AsyncStreamResponse;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionChunk;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** The official Java SDK of OpenAI: chat completions, asynchronously. */
final class OpenAiAsync extends OpenAiChat {
    private final OpenAIClientAsync client = OpenAIOkHttpClientAsync.fromEnv();

    private static <T> T awaited(CompletableFuture<T> future) throws Exception {
        try {
            return future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    ChatCompletion completed(ChatCompletionCreateParams.Builder asked) throws Exception {
        return awaited(client.chat().completions().create(asked.build()));
    }

    @Override
    ChatCompletion once(ChatCompletionCreateParams.Builder asked, boolean stranger) throws Exception {
        OpenAIClientAsync other = client.withOptions(options -> {
            options.maxRetries(0);
            if (stranger) options.apiKey("wrong-key");
        });
        return awaited(other.chat().completions().create(asked.build()));
    }

    @Override
    ChatCompletion accumulated(ChatCompletionCreateParams.Builder asked, List<String> pieces) throws Exception {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        AsyncStreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(withUsage(asked));
        stream.subscribe(chunk -> texts(whole.accumulate(chunk)).forEach(pieces::add));
        awaited(stream.onCompleteFuture());
        return whole.chatCompletion();
    }

    @Override
    void leave(ChatCompletionCreateParams.Builder asked, int events) throws Exception {
        CountDownLatch seen = new CountDownLatch(events);
        AsyncStreamResponse<ChatCompletionChunk> stream = client.chat().completions().createStreaming(asked.build());
        stream.subscribe(chunk -> seen.countDown());
        Proof.equal("chunks came", seen.await(10, TimeUnit.SECONDS), true);
        stream.close();
    }

    @Override
    Person person(String model) throws Exception {
        var asked = asking(model, Proof.WHO).responseFormat(Parsed.class).build();
        var answer = awaited(client.chat().completions().create(asked));
        return answer.choices().getFirst().message().content().orElseThrow().person();
    }

    public static void main(String[] arguments) throws Exception {
        new OpenAiAsync().prove();
    }
}
