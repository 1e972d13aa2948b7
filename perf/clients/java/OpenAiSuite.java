import com.fasterxml.jackson.annotation.JsonClassDescription;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.OpenAIException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import java.util.List;

/** What is common to OpenAI's two APIs in its official Java SDK: its errors, and types from which it makes schemas. */
abstract class OpenAiSuite<Q, A> extends Suite<Q, A> {
    static final String PICTURE = "data:image/png;base64," + Proof.PNG;

    @JsonClassDescription("Current temperature of a city in degrees.")
    @JsonTypeName("get_weather")
    static final class GetWeather {
        public String city;
    }

    static final class Parsed {
        public String name;
        public int age;
        public List<String> tags;

        Person person() {
            return new Person(name, age, tags);
        }
    }

    @Override
    final Class<? extends Exception> error(int status) {
        return switch (status) {
            case 400 -> BadRequestException.class;
            case 401 -> UnauthorizedException.class;
            case 429 -> RateLimitException.class;
            default -> InternalServerException.class;
        };
    }

    @Override
    final int status(Exception error) {
        return ((OpenAIServiceException) error).statusCode();
    }

    @Override
    final List<String> retryAfter(Exception error) {
        return ((OpenAIServiceException) error).headers().values("retry-after");
    }

    @Override
    final Class<? extends Exception> brokenAs() {
        return OpenAIException.class;
    }
}
