package dev.outrigger.analyze;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import opennlp.tools.util.normalizer.AggregateCharSequenceNormalizer;
import opennlp.tools.util.normalizer.CharSequenceNormalizer;
import opennlp.tools.util.normalizer.EmojiCharSequenceNormalizer;
import opennlp.tools.util.normalizer.NumberCharSequenceNormalizer;
import opennlp.tools.util.normalizer.ShrinkCharSequenceNormalizer;
import opennlp.tools.util.normalizer.TwitterCharSequenceNormalizer;
import opennlp.tools.util.normalizer.UrlCharSequenceNormalizer;

/**
 * Apache OpenNLP's detector of 103 languages: its trained model and its normalizers, evaluated over our own arrays, with
 * the same answers in a fifth of the memory. Thread safe.
 */
final class LanguageDetector {
    private static final String ARTIFACT = "/langdetect-183.bin";
    private static final String ENTRY = "langdetect.model";
    private static final int BUFFER_BYTES = 16 * 1024;

    /** The same, in the same order, as the model was trained with: {@code LanguageDetectorFactory}. */
    private final CharSequenceNormalizer normalizer = new AggregateCharSequenceNormalizer(
            EmojiCharSequenceNormalizer.getInstance(),
            UrlCharSequenceNormalizer.getInstance(),
            TwitterCharSequenceNormalizer.getInstance(),
            NumberCharSequenceNormalizer.getInstance(),
            ShrinkCharSequenceNormalizer.getInstance());

    private final LanguageModel model;

    private LanguageDetector(LanguageModel model) {
        this.model = model;
    }

    /** Reads the model on the class path, 10 MB. */
    static LanguageDetector load() throws IOException {
        InputStream artifact = LanguageDetector.class.getResourceAsStream(ARTIFACT);
        if (artifact == null) throw new IOException("the class path has no " + ARTIFACT);
        try (artifact) {
            return new LanguageDetector(read(artifact));
        }
    }

    /** @param artifact OpenNLP's archive, with the model as one entry of it */
    static LanguageModel read(InputStream artifact) throws IOException {
        ZipInputStream zip = new ZipInputStream(artifact);
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry())
            if (entry.getName().equals(ENTRY))
                return LanguageModelReader.read(new BufferedInputStream(zip, BUFFER_BYTES));
        throw new IOException("the archive has no " + ENTRY);
    }

    LanguageModel.Guess guess(String text) {
        return model.guess(NGrams.of(normalizer.normalize(text)));
    }

    long bytes() {
        return model.bytes();
    }
}
