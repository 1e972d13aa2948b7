package dev.outrigger.dialect;

import dev.outrigger.chat.Bytes;
import dev.outrigger.chat.ChatRequest;
import dev.outrigger.chat.EmbeddingInput;
import dev.outrigger.chat.EmbeddingRequest;
import dev.outrigger.chat.Failure;
import dev.outrigger.chat.ModelName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A way for an app to ask in a vendor's own words, and for the vendor to answer. Each dialect of the product is found with
 * its chats, whole and streamed, and its embeddings; paths and forms that a dialect has beside these are named here.
 *
 * @param backend the dialect of a backend that answers; {@code azure} is one of OpenAI's
 * @param path as an app asks for {@link #model}
 * @param type of the answer's content
 */
public record Way(Spoken vendor, String backend, String path, String body, Form form, String type) {
    private static final String JSON = "application/json";
    private static final String USAGE = ",\"stream_options\":{\"include_usage\":true}";

    /** How it is answered. */
    public enum Form {
        WHOLE,
        STREAM,
        /** A stream that is one array. */
        ARRAY,
        EMBEDDINGS
    }

    /** All there are. */
    public static List<Way> all() {
        List<Way> ways = new ArrayList<>();
        for (Spoken vendor : Spoken.all()) {
            String name = vendor.dialect().name();
            Way whole = chat(vendor, Form.WHOLE, JSON);
            Way streamed = chat(vendor, Form.STREAM, vendor.dialect().streamType());
            ways.addAll(List.of(whole, streamed));
            if (vendor.dialect().embeddings().isPresent()) ways.add(embeddings(vendor));
            if (name.equals("gemini")) ways.add(streamed.at(streamed.path.replace("?alt=sse", ""), Form.ARRAY, JSON));
            if (name.equals("ollama")) ways.addAll(List.of(whole.ofAPrompt(), streamed.ofAPrompt()));
            if (name.equals("openai")) ways.addAll(List.of(whole.ofADeployment(), streamed.ofADeployment()));
        }
        return ways;
    }

    /** The name of a backend's only model. */
    public static ModelName model(String backend) {
        return new ModelName("m-" + backend);
    }

    private static Way chat(Spoken vendor, Form form, String type) {
        ModelName model = model(vendor.dialect().name());
        ChatRequest request = Translations.asking(vendor, form != Form.WHOLE).request();
        var said = (Encoding.Said) vendor.dialect().encodeRequest(request, model);
        String path = vendor.app(vendor.dialect().chatPath(request, model, ""));
        return new Way(vendor, vendor.dialect().name(), path, said.body().utf8(), form, type);
    }

    private static Way embeddings(Spoken vendor) {
        ModelName model = model(vendor.dialect().name());
        EmbeddingDialect.Said said = vendor.dialect()
                .embeddings()
                .orElseThrow()
                .encodeRequest(
                        new EmbeddingRequest(
                                model, List.of(new EmbeddingInput.Text("hi")), OptionalInt.empty(), Set.of()),
                        model);
        return new Way(
                vendor,
                vendor.dialect().name(),
                vendor.app(said.path()),
                said.body().utf8(),
                Form.EMBEDDINGS,
                JSON);
    }

    private Way at(String otherPath, Form otherForm, String otherType) {
        return new Way(vendor, backend, otherPath, body, otherForm, otherType);
    }

    private Way ofAPrompt() {
        String prompt = "{\"model\":\"" + model(backend) + "\",\"prompt\":\"hi\",\"stream\":" + isStreamed() + "}";
        return new Way(vendor, backend, path.replace("/chat", "/generate"), prompt, form, type);
    }

    private Way ofADeployment() {
        String deployment = "/openai/deployments/" + model("azure") + "/chat/completions?api-version=2024-10-21";
        return to("azure").at(deployment, form, type);
    }

    /** The same way to another backend. */
    public Way to(String other) {
        return named(other, model(other).value());
    }

    /** The same way to a model that no backend is configured with. */
    public Way toAStranger() {
        return named(backend, "stranger");
    }

    private Way named(String other, String model) {
        String known = model(backend).value();
        return new Way(vendor, other, path.replace(known, model), body.replace(known, model), form, type);
    }

    /** The same way for an app that does not want the usage of a stream. */
    public Way withoutUsage() {
        return new Way(vendor, backend, path, body.replace(USAGE, ""), form, type);
    }

    /** Whether an app may want usage or not. */
    public boolean mayWantUsage() {
        return body.contains(USAGE);
    }

    public boolean isStreamed() {
        return form == Form.STREAM || form == Form.ARRAY;
    }

    /** Answers that have this length together, made of recorded ones. */
    public List<Traffic.Told> traffic(long seed, int bytes) {
        return new Traffic(seed).of(vendor, form, bytes);
    }

    /** Error answers in the vendor's words, for a request that is at fault. */
    public List<Bytes> refusals(long seed) {
        Failure fault = new Failure.Rejected(400, "the request is at fault", Optional.empty());
        String recorded = vendor.dialect().encodeFailure(fault, Translations.ID).utf8();
        Traffic traffic = new Traffic(seed);
        return Stream.generate(() -> traffic.answer(recorded).bytes()).limit(8).toList();
    }

    @Override
    public String toString() {
        return backend + " " + form + " " + path;
    }
}
