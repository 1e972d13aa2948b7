package dev.outrigger.dialect;

import dev.outrigger.chat.Passage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * A plain text as the vocabulary has every document's bytes: in base64. Made anew for each who reads it, so that a long
 * text is not kept twice.
 */
public final class InBase64 extends Passage {
    private final Passage plain;

    public InBase64(Passage plain) {
        this.plain = plain;
    }

    private String encoded() {
        return Base64.getEncoder().encodeToString(plain.text().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String head(int chars) {
        String encoded = encoded();
        return encoded.length() <= chars ? encoded : encoded.substring(0, chars);
    }

    @Override
    public String tail(int chars) {
        String encoded = encoded();
        return encoded.length() <= chars ? encoded : encoded.substring(encoded.length() - chars);
    }

    @Override
    public void forEach(Consumer<? super String> reader) {
        Passage.of(encoded()).forEach(reader);
    }

    /** Three bytes take four characters, the last ones begun. */
    @Override
    public long size() {
        return (plain.size() + 2) / 3 * 4;
    }
}
