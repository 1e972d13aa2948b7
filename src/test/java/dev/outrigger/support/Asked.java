package dev.outrigger.support;

import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.Message;
import dev.outrigger.chat.ModelName;
import dev.outrigger.chat.OutputFormat;
import dev.outrigger.chat.Part;
import dev.outrigger.chat.Role;
import dev.outrigger.chat.Sampling;
import dev.outrigger.chat.Tool;
import dev.outrigger.chat.ToolChoice;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A chat request as a test words it: what is not said here, the app did not say. */
public final class Asked {
    private final List<Message> messages;
    private ModelName model = new ModelName("auto");
    private List<Tool> tools = List.of();
    private Optional<ToolChoice> choice = Optional.empty();
    private OutputFormat format = new OutputFormat.Free();
    private Sampling sampling = Sampling.UNSAID;

    private Asked(List<Message> messages) {
        this.messages = messages;
    }

    /** A user's single prompt. */
    public static Asked of(String prompt) {
        return of(Message.of(Role.USER, prompt));
    }

    /** A user's message of these parts. */
    public static Asked of(Part... parts) {
        return of(new Message(Role.USER, List.of(parts)));
    }

    /** A conversation. */
    public static Asked of(Message... messages) {
        return new Asked(List.of(messages));
    }

    public Asked model(String name) {
        model = new ModelName(name);
        return this;
    }

    public Asked tools(List<Tool> offered) {
        tools = offered;
        return this;
    }

    public Asked choice(ToolChoice said) {
        choice = Optional.of(said);
        return this;
    }

    public Asked format(OutputFormat wanted) {
        format = wanted;
        return this;
    }

    public Asked sampling(Sampling said) {
        sampling = said;
        return this;
    }

    public ChatRequest request() {
        return new ChatRequest(
                model,
                messages,
                tools,
                choice,
                Optional.empty(),
                format,
                sampling,
                Optional.empty(),
                Optional.empty(),
                false,
                Set.of());
    }
}
