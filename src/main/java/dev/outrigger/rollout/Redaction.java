package dev.outrigger.rollout;

import dev.outrigger.sensitive.Finding;
import dev.outrigger.sensitive.Scanner;
import dev.outrigger.sensitive.SensitiveType;
import java.util.EnumSet;
import java.util.Set;

/** What becomes of texts before they are written down: what must not be in them is written as its kind. Thread-safe. */
final class Redaction {
    /** What opens something: written down by nobody. */
    private static final Set<SensitiveType> SECRETS = EnumSet.of(
            SensitiveType.API_KEY,
            SensitiveType.JWT,
            SensitiveType.PRIVATE_KEY,
            SensitiveType.PASSWORD,
            SensitiveType.CONNECTION_STRING);

    private final Scanner scanner;

    private Redaction(Scanner scanner) {
        this.scanner = scanner;
    }

    /** Of all that can be found: by its form, or guessed. */
    static Redaction ofPersonalData() {
        return new Redaction(Scanner.ofAll());
    }

    /** Of keys and passwords alone. */
    static Redaction ofSecrets() {
        return new Redaction(new Scanner(SECRETS));
    }

    String of(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        int at = 0;
        for (Finding finding : scanner.scan(text)) {
            clean.append(text, at, finding.start())
                    .append('[')
                    .append(finding.type().name())
                    .append(']');
            at = finding.end();
        }
        return clean.append(text, at, text.length()).toString();
    }
}
