import com.google.genai.Client;
import com.google.genai.ResponseStream;
import com.google.genai.errors.ApiException;
import com.google.genai.errors.ClientException;
import com.google.genai.errors.ServerException;
import com.google.genai.types.Content;
import com.google.genai.types.FinishReason;
import com.google.genai.types.FunctionCall;
import com.google.genai.types.FunctionDeclaration;
import com.google.genai.types.FunctionResponse;
import com.google.genai.types.GenerateContentConfig;
import com.google.genai.types.GenerateContentResponse;
import com.google.genai.types.HttpOptions;
import com.google.genai.types.HttpRetryOptions;
import com.google.genai.types.Part;
import com.google.genai.types.Tool;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The official Java SDK of Google: the Gemini API. */
final class GoogleGenai extends Suite<GoogleGenai.Question, GoogleGenai.Answer> {
    private static final Tool TOOL = Tool.builder()
            .functionDeclarations(FunctionDeclaration.builder()
                    .name("get_weather")
                    .description("Current temperature of a city in degrees.")
                    .parametersJsonSchema(object(Map.of("city", Map.of("type", "string")))))
            .build();
    private static final Map<String, Object> PERSON = object(Map.of(
            "name", Map.of("type", "string"),
            "age", Map.of("type", "integer"),
            "tags", Map.of("type", "array", "items", Map.of("type", "string"))));

    record Question(String model, List<Content> contents, GenerateContentConfig config) {
        Question with(GenerateContentConfig other) {
            return new Question(model, contents, other);
        }
    }

    /** What came, in the SDK's own objects: it has no accumulator, an app gathers the parts. */
    record Answer(List<Part> parts, GenerateContentResponse last) {}

    private final Client client = new Client();

    private static Map<String, Object> object(Map<String, Object> fields) {
        return Map.of("type", "object", "properties", fields, "required", List.copyOf(fields.keySet()));
    }

    private static Content of(String role, List<Part> parts) {
        return Content.builder().role(role).parts(parts).build();
    }

    private static Question question(String model, Part... parts) {
        return new Question(model, List.of(of("user", List.of(parts))), GenerateContentConfig.builder().build());
    }

    @Override
    Question asking(String model, String text) {
        return question(model, Part.fromText(text));
    }

    @Override
    Question withSystem(Question asked, String text) {
        return asked.with(asked.config().toBuilder().systemInstruction(Content.fromParts(Part.fromText(text))).build());
    }

    @Override
    Question withTool(Question asked) {
        return asked.with(asked.config().toBuilder().tools(TOOL).build());
    }

    @Override
    Question seeing(String model) {
        Part picture = Part.fromBytes(Base64.getDecoder().decode(Proof.PNG), "image/png");
        return question(model, picture, Part.fromText("What do you see?"));
    }

    private static Answer answered(Client by, Question asked) {
        GenerateContentResponse answer = by.models.generateContent(asked.model(), asked.contents(), asked.config());
        return new Answer(answer.parts(), answer);
    }

    @Override
    Answer completed(Question asked) {
        return answered(client, asked);
    }

    @Override
    Answer once(Question asked, boolean stranger) {
        var retries = HttpRetryOptions.builder().attempts(1).build();
        var builder = Client.builder().httpOptions(HttpOptions.builder().retryOptions(retries).build());
        try (Client other = (stranger ? builder.apiKey("wrong-key") : builder).build()) {
            return answered(other, asked);
        }
    }

    @Override
    Answer accumulated(Question asked, List<String> pieces) {
        List<Part> parts = new ArrayList<>();
        GenerateContentResponse last = null;
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(asked.model(), asked.contents(), asked.config())) {
            for (GenerateContentResponse chunk : stream) {
                last = chunk;
                if (chunk.parts() != null) parts.addAll(chunk.parts());
                if (chunk.text() != null && !chunk.text().isEmpty()) pieces.add(chunk.text());
            }
        }
        return new Answer(parts, last);
    }

    @Override
    void leave(Question asked, int events) {
        try (ResponseStream<GenerateContentResponse> stream =
                client.models.generateContentStream(asked.model(), asked.contents(), asked.config())) {
            var chunks = stream.iterator();
            for (int seen = 0; seen < events; seen++) chunks.next();
        }
    }

    @Override
    String text(Answer answer) {
        StringBuilder text = new StringBuilder();
        answer.parts().forEach(part -> part.text().ifPresent(text::append));
        return text.toString();
    }

    @Override
    boolean stopped(Answer answer) {
        return answer.last().finishReason().knownEnum() == FinishReason.Known.STOP;
    }

    @Override
    List<Long> usage(Answer answer) {
        var usage = answer.last().usageMetadata().orElseThrow();
        return List.of(usage.promptTokenCount().orElseThrow().longValue(), usage.candidatesTokenCount().orElseThrow().longValue());
    }

    @Override
    Question resolved(Question asked, Answer answer, List<String> cities) {
        List<Part> calls = answer.parts().stream().filter(part -> part.functionCall().isPresent()).toList();
        List<Part> results = new ArrayList<>();
        for (Part part : calls) {
            FunctionCall call = part.functionCall().orElseThrow();
            String city = (String) call.args().orElseThrow().get("city");
            cities.add(city);
            var result = FunctionResponse.builder().name(call.name().orElseThrow()).response(Map.of("output", Proof.degrees(city)));
            call.id().ifPresent(result::id);
            results.add(Part.builder().functionResponse(result.build()).build());
        }
        List<Content> contents = new ArrayList<>(asked.contents());
        contents.add(of("model", calls));
        contents.add(of("user", results));
        return new Question(asked.model(), contents, asked.config());
    }

    @Override
    Person person(String model) throws Exception {
        var config = GenerateContentConfig.builder().responseMimeType("application/json").responseJsonSchema(PERSON).build();
        return Proof.JSON.readValue(text(completed(asking(model, Proof.WHO).with(config))), Person.class);
    }

    @Override
    Class<? extends Exception> error(int status) {
        return status < 500 ? ClientException.class : ServerException.class;
    }

    @Override
    int status(Exception error) {
        return ((ApiException) error).code();
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
        return ApiException.class;
    }

    public static void main(String[] arguments) throws Exception {
        new GoogleGenai().prove();
    }
}
