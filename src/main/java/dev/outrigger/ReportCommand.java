package dev.outrigger;

import dev.outrigger.config.Bound;
import dev.outrigger.config.Mistake;
import dev.outrigger.console.ReportTable;
import dev.outrigger.exchange.Statement;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code report}: what the exchanges of the running sidecar cost, as its admin port tells. */
@Command(name = "report", description = "Show what the requests to the running sidecar cost.")
final class ReportCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Map<String, String> environment;

    @Option(names = "--by", paramLabel = "WHAT", description = "app, tenant, user, policy, backend, provider or model.")
    private String by = "model";

    @Option(names = "--json", description = "As the admin port tells it.")
    private boolean json;

    @Option(names = "--config", paramLabel = "FILE", description = "The configuration, as for run: it names the port.")
    private @Nullable Path config;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    ReportCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (Statement.By.named(by).isEmpty())
            throw new ParameterException(
                    spec.commandLine(),
                    "--by must be app, tenant, user, policy, backend, provider or model, was " + by);
        SettingsSource source = SettingsSource.of(Optional.ofNullable(config), environment);
        return switch (source.read(source.look())) {
            case Bound.Ok<Settings>(Settings settings) ->
                report(settings.listen().admin());
            case Bound.Wrong<Settings>(List<Mistake> mistakes) -> {
                mistakes.forEach(mistake -> spec.commandLine().getErr().println(mistake));
                yield 2;
            }
        };
    }

    private int report(int port) throws IOException, InterruptedException {
        String told = ask(port);
        spec.commandLine().getOut().print(json ? told : ReportTable.of(told));
        spec.commandLine().getOut().flush();
        return 0;
    }

    private String ask(int port) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/report?by=" + by);
        try (HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() == 200) return answer.body();
            throw new IOException("the admin port " + port + " answers " + answer.statusCode());
        } catch (ConnectException nobody) {
            throw new IOException(
                    "no sidecar listens on the admin port " + port + ": ./outrigger run starts one", nobody);
        }
    }
}
