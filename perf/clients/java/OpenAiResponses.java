import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.OpenAIException;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.responses.EasyInputMessage;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseInputText;
import com.openai.models.responses.ResponseStatus;
import com.openai.models.responses.ResponseStreamEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The official Java SDK of OpenAI: responses. */
final class OpenAiResponses extends OpenAiSuite<ResponseCreateParams.Builder, Response> {
    private final OpenAIClient client = OpenAIOkHttpClient.fromEnv();

    private static ResponseInputItem user(String text) {
        var message = EasyInputMessage.builder().role(EasyInputMessage.Role.USER).content(text).build();
        return ResponseInputItem.ofEasyInputMessage(message);
    }

    @Override
    ResponseCreateParams.Builder asking(String model, String text) {
        return ResponseCreateParams.builder().model(model).inputOfResponse(List.of(user(text)));
    }

    @Override
    ResponseCreateParams.Builder withSystem(ResponseCreateParams.Builder asked, String text) {
        return asked.instructions(text);
    }

    @Override
    ResponseCreateParams.Builder withTool(ResponseCreateParams.Builder asked) {
        return asked.addTool(GetWeather.class);
    }

    @Override
    ResponseCreateParams.Builder seeing(String model) {
        var picture = ResponseInputImage.builder().detail(ResponseInputImage.Detail.AUTO).imageUrl(PICTURE).build();
        var message = ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addContent(ResponseInputText.builder().text("What do you see?").build())
                .addContent(picture)
                .build();
        return ResponseCreateParams.builder()
                .model(model)
                .inputOfResponse(List.of(ResponseInputItem.ofMessage(message)));
    }

    @Override
    Response completed(ResponseCreateParams.Builder asked) {
        return client.responses().create(asked.build());
    }

    @Override
    Response once(ResponseCreateParams.Builder asked, boolean stranger) {
        OpenAIClient other = client.withOptions(options -> {
            options.maxRetries(0);
            if (stranger) options.apiKey("wrong-key");
        });
        return other.responses().create(asked.build());
    }

    private static Stream<String> texts(ResponseStreamEvent event) {
        return event.outputTextDelta().stream().map(delta -> delta.delta());
    }

    /** A stream that fails ends in an event that says so, which the SDK hands to the app. */
    private static void told(ResponseStreamEvent event) {
        if (event.isFailed() || event.isError()) throw new OpenAIException("the stream says that it failed");
    }

    @Override
    Response accumulated(ResponseCreateParams.Builder asked, List<String> pieces) {
        ResponseAccumulator whole = ResponseAccumulator.create();
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked.build())) {
            stream.stream()
                    .peek(OpenAiResponses::told)
                    .peek(whole::accumulate)
                    .flatMap(OpenAiResponses::texts)
                    .forEach(pieces::add);
        }
        return whole.response();
    }

    @Override
    void leave(ResponseCreateParams.Builder asked, int events) {
        try (StreamResponse<ResponseStreamEvent> stream = client.responses().createStreaming(asked.build())) {
            Proof.equal("texts", stream.stream().flatMap(OpenAiResponses::texts).limit(events).count(), (long) events);
        }
    }

    @Override
    String text(Response answer) {
        return answer.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    @Override
    boolean stopped(Response answer) {
        return answer.status().orElseThrow().equals(ResponseStatus.COMPLETED);
    }

    @Override
    List<Long> usage(Response answer) {
        return answer.usage().map(usage -> List.of(usage.inputTokens(), usage.outputTokens())).orElseThrow();
    }

    @Override
    ResponseCreateParams.Builder resolved(ResponseCreateParams.Builder asked, Response answer, List<String> cities) {
        List<ResponseInputItem> items = new ArrayList<>(asked.build().input().orElseThrow().asResponse());
        List<ResponseInputItem> results = new ArrayList<>();
        answer.output().stream().flatMap(item -> item.functionCall().stream()).forEach(call -> {
            String city = call.arguments(GetWeather.class).city;
            cities.add(city);
            items.add(ResponseInputItem.ofFunctionCall(call));
            results.add(ResponseInputItem.ofFunctionCallOutput(ResponseInputItem.FunctionCallOutput.builder()
                    .callId(call.callId())
                    .output(Proof.degrees(city))
                    .build()));
        });
        items.addAll(results);
        return asked.inputOfResponse(items);
    }

    @Override
    Person person(String model) {
        var asked = asking(model, Proof.WHO).text(Parsed.class).build();
        return client.responses().create(asked).output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .findFirst()
                .orElseThrow()
                .person();
    }

    public static void main(String[] arguments) throws Exception {
        new OpenAiResponses().prove();
    }
}
