import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.http.StreamResponse;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The official Java SDK of OpenAI: chat completions. */
final class OpenAiChat {
    private static final OpenAIClient CLIENT = OpenAIOkHttpClient.fromEnv();

    @JsonClassDescription("Current temperature of a city in degrees.")
    @JsonTypeName("get_weather")
    static final class GetWeather {
        public String city;
    }

    static final class Person {
        public String name;
        public int age;
        public List<String> tags;
    }

    private OpenAiChat() {}

    static ChatCompletionCreateParams.Builder asking(String model, String text) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(text);
    }

    static ChatCompletion completed(ChatCompletionCreateParams.Builder asked) {
        return CLIENT.chat().completions().create(asked.build());
    }

    static ChatCompletion accumulated(ChatCompletionCreateParams.Builder asked, List<String> pieces) {
        ChatCompletionAccumulator whole = ChatCompletionAccumulator.create();
        try (StreamResponse<ChatCompletionChunk> stream =
                CLIENT.chat().completions().createStreaming(asked.build())) {
            stream.stream()
                    .peek(whole::accumulate)
                    .flatMap(chunk -> chunk.choices().stream())
                    .flatMap(choice -> choice.delta().content().stream())
                    .filter(text -> !text.isEmpty())
                    .forEach(pieces::add);
        }
        return whole.chatCompletion();
    }

    static ChatCompletionMessage message(ChatCompletion answer) {
        return answer.choices().getFirst().message();
    }

    static String text(ChatCompletion answer) {
        return message(answer).content().orElse("");
    }

    static List<Long> usage(ChatCompletion answer) {
        return answer.usage().map(usage -> List.of(usage.promptTokens(), usage.completionTokens())).orElseThrow();
    }

    static void plain(Proof.Pairing to) {
        ChatCompletion answer = completed(asking(to.model(), "Say hello").addSystemMessage("Be kind."));
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("finish reason", answer.choices().getFirst().finishReason(), ChatCompletion.Choice.FinishReason.STOP);
        Proof.equal("usage", usage(answer), Proof.USAGE);
    }

    static void streamed(Proof.Pairing to) {
        List<String> pieces = new ArrayList<>();
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        ChatCompletion answer = accumulated(asking(to.model(), "Say hello").streamOptions(options), pieces);
        Proof.equal("pieces", String.join("", pieces), Proof.HELLO);
        Proof.equal("more than three pieces", pieces.size() > 3, true);
        Proof.equal("text", text(answer), Proof.HELLO);
        Proof.equal("usage", usage(answer), Proof.USAGE);
    }

    /** Adds the message and the results of its calls; the cities they asked for. */
    static List<String> resolved(ChatCompletionCreateParams.Builder asked, ChatCompletionMessage message) {
        List<String> cities = new ArrayList<>();
        asked.addMessage(message);
        for (var call : message.toolCalls().orElse(List.of())) {
            String city = call.asFunction().function().arguments(GetWeather.class).city;
            cities.add(city);
            asked.addMessage(ChatCompletionToolMessageParam.builder()
                    .toolCallId(call.asFunction().id())
                    .content(Proof.degrees(city))
                    .build());
        }
        return cities;
    }

    static void tools(Proof.Pairing to) {
        var asked = asking(to.model(), Proof.ONE).addTool(GetWeather.class);
        Proof.equal("cities", resolved(asked, message(completed(asked))), List.of("Paris"));
        Proof.equal("answer to the result", text(completed(asked)), Proof.SAID_PARIS);
    }

    static void parallel(Proof.Pairing to) {
        var asked = asking(to.model(), Proof.IN_TURNS).addTool(GetWeather.class);
        ChatCompletion answer = accumulated(asked, new ArrayList<>());
        Proof.equal("cities", resolved(asked, message(answer)), List.of("Paris", "Oslo"));
        Proof.equal("answer to the results", text(accumulated(asked, new ArrayList<>())), Proof.SAID_BOTH);
    }

    static void structured(Proof.Pairing to) {
        var asked = asking(to.model(), "Who wrote the first program?").responseFormat(Person.class).build();
        Person person = CLIENT.chat().completions().create(asked).choices().getFirst().message().content().orElseThrow();
        Proof.equal("parsed", List.of(person.name, person.age, person.tags), List.of("Ada", 36, List.of("math", "poetry")));
    }

    static void image(Proof.Pairing to) {
        var url = ChatCompletionContentPartImage.ImageUrl.builder().url("data:image/png;base64," + Proof.PNG).build();
        List<ChatCompletionContentPart> parts = List.of(
                ChatCompletionContentPart.ofText(ChatCompletionContentPartText.builder().text("What do you see?").build()),
                ChatCompletionContentPart.ofImageUrl(ChatCompletionContentPartImage.builder().imageUrl(url).build()));
        var asked = ChatCompletionCreateParams.builder().model(to.model()).addUserMessageOfArrayOfContentParts(parts);
        Proof.equal("text", text(completed(asked)), Proof.SEEN);
    }

    static void errors(Proof.Pairing to) throws Exception {
        var refused = Proof.raises(BadRequestException.class, () -> completed(asking(to.failing(400), "Say hello")));
        Proof.within("message", "scripted 400", refused.getMessage());
        OpenAIClient once = CLIENT.withOptions(options -> options.maxRetries(0));
        var limited = Proof.raises(RateLimitException.class,
                () -> once.chat().completions().create(asking(to.failing(429), "Say hello").build()));
        Proof.equal("retry-after", limited.headers().values("retry-after"), List.of("1"));
        var failed = Proof.raises(InternalServerException.class, () -> completed(asking(to.failing(500), "Say hello")));
        Proof.within("message", "scripted 500", failed.getMessage());
        if (to.direct()) return;
        Proof.equal("calls for one 500: the SDK was told not to retry", to.calls(500), 1);
        // The key is the operator's: what is wrong with it is no fault of the app's.
        var operator = Proof.raises(InternalServerException.class, () -> completed(asking(to.failing(401), "Say hello")));
        Proof.equal("status for the operator's 401", operator.statusCode(), 502);
        if (to.same()) {
            OpenAIClient stranger = CLIENT.withOptions(options -> options.apiKey("wrong-key"));
            Proof.raises(UnauthorizedException.class,
                    () -> stranger.chat().completions().create(asking(to.keyless(), "Say hello").build()));
        }
    }

    static void broken(Proof.Pairing to) {
        List<String> pieces = new ArrayList<>();
        Proof.raises(OpenAIException.class, () -> accumulated(asking(to.model(), "BREAK"), pieces));
        Proof.equal("text before the break", String.join("", pieces), "This breaks ");
    }

    static void cancelled(Proof.Pairing to) throws Exception {
        var asked = asking(to.model(), "ENDLESS " + to.tag()).build();
        try (StreamResponse<ChatCompletionChunk> stream = CLIENT.chat().completions().createStreaming(asked)) {
            Proof.equal("chunks", stream.stream().limit(4).count(), 4L);
        }
        Proof.left(to.tag());
    }

    public static void main(String[] arguments) throws Exception {
        Map<String, Proof.Case> cases = new LinkedHashMap<>();
        cases.put("plain", OpenAiChat::plain);
        cases.put("streamed", OpenAiChat::streamed);
        cases.put("tools", OpenAiChat::tools);
        cases.put("parallel", OpenAiChat::parallel);
        cases.put("structured", OpenAiChat::structured);
        cases.put("image", OpenAiChat::image);
        cases.put("errors", OpenAiChat::errors);
        cases.put("broken", OpenAiChat::broken);
        cases.put("cancelled", OpenAiChat::cancelled);
        Proof.prove(cases);
    }
}
