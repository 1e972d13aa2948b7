package dev.outrigger;

import dev.outrigger.analyze.Abilities;
import dev.outrigger.analyze.AnalyzerSettings;
import dev.outrigger.analyze.EncoderId;
import dev.outrigger.analyze.RouterModel;
import dev.outrigger.config.Mistake;
import dev.outrigger.config.Node;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The learned router that reads requests: the file that {@code analyzer.router} names, or the product's.
 *
 * @param file that it was read from; absent for the product's, as the router is then
 */
record OwnRouter(Optional<Path> file, Optional<RouterModel> model) {
    /** The product's. */
    static final OwnRouter NONE = new OwnRouter(Optional.empty(), Optional.empty());

    private static final Logger LOG = System.getLogger("dev.outrigger");
    private static final String KEY = "analyzer.router";

    /**
     * Looks at what a configuration names.
     *
     * @param mistakes takes what is wrong with it
     * @return where to look names of models up; absent where that cannot be told
     */
    static Supplier<Optional<Abilities>> check(Node analyzer, StoredModels stored, List<Mistake> mistakes) {
        if (!(analyzer.at("router") instanceof Node.Scalar said)) return () -> Optional.of(ofProduct());
        List<String> wrong = new ArrayList<>();
        Optional<RouterModel> found = Optional.empty();
        try {
            found = Optional.of(RouterModel.read(Path.of(said.text())));
            wrong.addAll(objections(said.text(), found.get(), reader(analyzer, stored)));
        } catch (IOException | InvalidPathException unreadable) {
            wrong.add(KEY + " must name a file that ./outrigger train routing wrote: "
                    + (unreadable instanceof java.nio.file.NoSuchFileException
                            ? said.text() + " is not there"
                            : unreadable.getMessage()));
        }
        wrong.forEach(words -> mistakes.add(new Mistake(KEY, said.place(), words)));
        Optional<Abilities> abilities = found.map(RouterModel::abilities);
        return () -> abilities;
    }

    private static List<String> objections(String file, RouterModel model, Optional<EncoderId> reader) {
        return reader.filter(id -> !model.encoder().isSameAs(id)).stream()
                .map(id -> KEY + " must be of the encoder that requests are read with, " + id.words() + ": " + file
                        + " (" + model.hash() + ") was trained over "
                        + model.encoder().words())
                .toList();
    }

    private static Optional<EncoderId> reader(Node analyzer, StoredModels stored) {
        return stored.encoder(
                text(analyzer.at("encoder"), AnalyzerSettings.ENCODER),
                text(analyzer.at("heads"), AnalyzerSettings.HEADS));
    }

    private static String text(Node said, String otherwise) {
        return said instanceof Node.Scalar scalar ? scalar.text() : otherwise;
    }

    /**
     * Reads the one that settings name, which were checked. One that cannot be read any more stays what it was.
     *
     * @throws IllegalStateException where it never was
     */
    OwnRouter next(AnalyzerSettings settings) {
        if (settings.router().isEmpty()) return NONE;
        try {
            return new OwnRouter(
                    settings.router(),
                    Optional.of(RouterModel.read(settings.router().get())));
        } catch (IOException unreadable) {
            if (!settings.router().equals(file))
                throw new IllegalStateException(KEY + ": " + unreadable.getMessage(), unreadable);
            LOG.log(Level.WARNING, "{0} cannot be read, and stays as it was: {1}", KEY, unreadable.getMessage());
            return this;
        }
    }

    /** The model, which is read at the first call where it is the product's. */
    RouterModel router() {
        return model.orElseGet(RouterModel::ofProduct);
    }

    /** What an own one learned of models. */
    Optional<Abilities> abilities() {
        return model.map(RouterModel::abilities);
    }

    /** For people; absent where it is the product's. */
    Optional<String> words() {
        return model.map(own -> file.orElseThrow() + ": " + own.words());
    }

    private static Abilities ofProduct() {
        return RouterModel.ofProduct().abilities();
    }
}
