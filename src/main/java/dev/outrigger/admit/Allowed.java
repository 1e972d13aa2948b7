package dev.outrigger.admit;

import dev.outrigger.sensitive.SensitiveType;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Values that are found and do not count, because they are nobody's. Any kind is let through by its exact value, capitals
 * aside for addresses of mail alone; these also by their domain, or one above it. Immutable.
 */
final class Allowed {
    private static final String DOMAIN = "@";
    private static final String BELOW = "@*.";

    private final Set<String> values;
    private final Set<String> mails;

    /** @param values as {@code privacy.allow} has them */
    Allowed(List<String> values) {
        this.values = Set.copyOf(values);
        this.mails = values.stream().map(Allowed::lower).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether it is a value, a domain or what is below one; no domain is a whole top level. */
    static boolean isSound(String value) {
        if (!value.startsWith(DOMAIN)) return !value.isBlank();
        String domain = value.substring(value.startsWith(BELOW) ? BELOW.length() : DOMAIN.length());
        return domain.indexOf('.') > 0 && !domain.endsWith(".") && domain.indexOf('*') < 0 && domain.indexOf('@') < 0;
    }

    /** Whether it begins or ends with a blank: nothing that is found does. */
    static boolean isPadded(String value) {
        return !value.isEmpty() && (isBlank(value.charAt(0)) || isBlank(value.charAt(value.length() - 1)));
    }

    private static boolean isBlank(char letter) {
        return Character.isWhitespace(letter) || Character.isSpaceChar(letter);
    }

    /** Whether what was found does not count. */
    boolean has(SensitiveType type, String value) {
        if (values.contains(value)) return true;
        return type == SensitiveType.EMAIL && hasMail(lower(value));
    }

    private boolean hasMail(String mail) {
        String domain = mail.substring(mail.lastIndexOf('@') + 1);
        if (mails.contains(mail) || mails.contains(DOMAIN + domain)) return true;
        for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1))
            if (mails.contains(BELOW + domain.substring(dot + 1))) return true;
        return false;
    }

    private static String lower(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
