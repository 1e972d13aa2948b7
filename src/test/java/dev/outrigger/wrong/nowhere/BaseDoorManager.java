package dev.outrigger.wrong.nowhere;

import ai.djl.Model;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.auth.oauth2.AccessToken;
import dev.cel.common.CelAbstractSyntaxTree;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Span;
import io.smallrye.faulttolerance.api.Guard;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpServerRequest;
import java.util.logging.Logger;
import opennlp.tools.langdetect.LanguageDetector;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;

/** In a package without a place, named by two empty words, on the wrong side of every fence. */
public interface BaseDoorManager {
    void libraries(Model djl, CelAbstractSyntaxTree cel, Yaml yaml, CommandLine picocli, JsonNode jackson);

    void network(Guard guard, HttpClientRequest client, HttpServerRequest server, Uni<String> mutiny);

    void clouds(AccessToken google);

    void watching(Span span, MeterRegistry registry, Logger logger, LanguageDetector detector);

    /** Prints, and blocks whoever asks. */
    default void dawdle() throws InterruptedException {
        System.out.println("waiting");
        Thread.sleep(1);
    }
}
