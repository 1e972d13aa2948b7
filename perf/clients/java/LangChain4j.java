import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** LangChain4j over the module of the dialect in question. */
final class LangChain4j extends Suite<LangChain4j.Question, ChatResponse> {
    private static final ToolSpecification TOOL = ToolSpecification.builder()
            .name("get_weather")
            .description("Current temperature of a city in degrees.")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
            .build();
    private static final ResponseFormat PERSON = ResponseFormat.builder()
            .type(ResponseFormatType.JSON)
            .jsonSchema(JsonSchema.builder()
                    .name("Person")
                    .rootElement(JsonObjectSchema.builder()
                            .addStringProperty("name")
                            .addIntegerProperty("age")
                            .addProperty("tags", JsonArraySchema.builder().items(new JsonStringSchema()).build())
                            .required("name", "age", "tags")
                            .additionalProperties(false)
                            .build())
                    .build())
            .build();

    record Question(String model, List<ChatMessage> messages, List<ToolSpecification> tools) {
        Question saying(List<ChatMessage> other) {
            return new Question(model, other, tools);
        }

        ChatRequest request() {
            var builder = ChatRequest.builder().messages(messages);
            return (tools.isEmpty() ? builder : builder.toolSpecifications(tools)).build();
        }
    }

    private final LangChain4jModels models = LangChain4jModels.valueOf(System.getenv("PROOF_DIALECT"));

    @Override
    Question asking(String model, String text) {
        return new Question(model, List.of(UserMessage.from(text)), List.of());
    }

    @Override
    Question withSystem(Question asked, String text) {
        List<ChatMessage> messages = new ArrayList<>(asked.messages());
        messages.addFirst(SystemMessage.from(text));
        return asked.saying(messages);
    }

    @Override
    Question withTool(Question asked) {
        return new Question(asked.model(), asked.messages(), List.of(TOOL));
    }

    @Override
    Question seeing(String model) {
        var seen = UserMessage.from(ImageContent.from(Proof.PNG, "image/png"), TextContent.from("What do you see?"));
        return new Question(model, List.of(seen), List.of());
    }

    @Override
    ChatResponse completed(Question asked) {
        return models.whole(asked.model(), LangChain4jModels.KEY, 2).chat(asked.request());
    }

    @Override
    ChatResponse once(Question asked, boolean stranger) {
        return models.whole(asked.model(), stranger ? "wrong-key" : LangChain4jModels.KEY, 0).chat(asked.request());
    }

    @Override
    ChatResponse accumulated(Question asked, List<String> pieces) throws Exception {
        Streamed streamed = new Streamed((piece, context) -> pieces.add(piece));
        models.streamed(asked.model()).chat(asked.request(), streamed);
        return streamed.answer();
    }

    @Override
    void leave(Question asked, int events) throws Exception {
        List<String> seen = new ArrayList<>();
        CompletableFuture<Integer> left = new CompletableFuture<>();
        Streamed streamed = new Streamed((piece, context) -> {
            seen.add(piece);
            if (seen.size() < events) return;
            context.streamingHandle().cancel();
            left.complete(seen.size());
        });
        models.streamed(asked.model()).chat(asked.request(), streamed);
        Proof.equal("pieces", left.get(10, TimeUnit.SECONDS), events);
    }

    private interface Piece {
        void came(String text, PartialResponseContext context);
    }

    /** A stream's end, for who waits for it. */
    private record Streamed(Piece piece, CompletableFuture<ChatResponse> end) implements StreamingChatResponseHandler {
        Streamed(Piece piece) {
            this(piece, new CompletableFuture<>());
        }

        @Override
        public void onPartialResponse(PartialResponse partial, PartialResponseContext context) {
            piece.came(partial.text(), context);
        }

        @Override
        public void onCompleteResponse(ChatResponse answer) {
            end.complete(answer);
        }

        @Override
        public void onError(Throwable error) {
            end.completeExceptionally(error);
        }

        ChatResponse answer() throws Exception {
            try {
                return end.get(20, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                throw e.getCause() instanceof Exception cause ? cause : e;
            }
        }
    }

    @Override
    String text(ChatResponse answer) {
        return answer.aiMessage().text();
    }

    @Override
    boolean stopped(ChatResponse answer) {
        return answer.finishReason() == FinishReason.STOP;
    }

    @Override
    List<Long> usage(ChatResponse answer) {
        var usage = answer.tokenUsage();
        return List.of(usage.inputTokenCount().longValue(), usage.outputTokenCount().longValue());
    }

    @Override
    Question resolved(Question asked, ChatResponse answer, List<String> cities) throws Exception {
        List<ChatMessage> messages = new ArrayList<>(asked.messages());
        messages.add(answer.aiMessage());
        for (ToolExecutionRequest call : answer.aiMessage().toolExecutionRequests()) {
            String city = Proof.JSON.readTree(call.arguments()).get("city").asText();
            cities.add(city);
            messages.add(ToolExecutionResultMessage.from(call, Proof.degrees(city)));
        }
        return asked.saying(messages);
    }

    @Override
    Person person(String model) throws Exception {
        var asked = ChatRequest.builder().messages(UserMessage.from(Proof.WHO)).responseFormat(PERSON).build();
        var answer = models.whole(model, LangChain4jModels.KEY, 2).chat(asked);
        return Proof.JSON.readValue(answer.aiMessage().text(), Person.class);
    }

    @Override
    Class<? extends Exception> error(int status) {
        return switch (status) {
            case 400 -> InvalidRequestException.class;
            case 401 -> AuthenticationException.class;
            case 429 -> RateLimitException.class;
            default -> InternalServerException.class;
        };
    }

    @Override
    int status(Exception error) {
        for (Throwable each = error; each != null; each = each.getCause()) {
            if (each instanceof HttpException told) return told.statusCode();
        }
        throw new AssertionError("no status in " + error);
    }

    /** Its builder takes a call as done when another one goes on. */
    @Override
    String twoCities() {
        return Proof.TWO;
    }

    @Override
    Optional<String> silentlyBroken() {
        return models == LangChain4jModels.openai || models == LangChain4jModels.gemini
                ? Optional.of("the client takes an error in a stream for its end")
                : Optional.empty();
    }

    @Override
    Optional<String> resultsRefused(Proof.Pairing to) {
        return models == LangChain4jModels.gemini && to.same()
                ? Optional.of("the client tells each result in a turn of its own: the vendor's 400 says so")
                : Optional.empty();
    }

    /** For Gemini it makes an object of a result. */
    @Override
    String unwrapped(String answer) {
        return answer.replaceAll("\\{\\s*\"response\"\\s*:\\s*\"(\\d+)\"\\s*}", "$1");
    }

    @Override
    boolean hasKey() {
        return models != LangChain4jModels.ollama;
    }

    @Override
    boolean showsHeaders() {
        return false;
    }

    @Override
    boolean heedsShouldRetry() {
        return false;
    }

    @Override
    Class<? extends Exception> brokenAs() {
        return Exception.class;
    }

    public static void main(String[] arguments) throws Exception {
        new LangChain4j().prove();
    }
}
