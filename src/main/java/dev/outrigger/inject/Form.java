package dev.outrigger.inject;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text must be written that goes into a pod: what passes here, the API server takes. */
final class Form {
    /** Of an object of Kubernetes' (DNS subdomain). */
    static final Pattern NAME =
            Pattern.compile("(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

    /** Of a resource that a device plugin offers; those of Kubernetes' own domain cannot be. */
    static final Pattern RESOURCE = Pattern.compile(
            "(?!requests\\.)(?![^/]*kubernetes\\.io/)" + NAME.pattern().replace("(?=.{1,253}$)", "(?=[^/]{1,253}/)")
                    + "/[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?");

    /** Of an image. */
    static final Pattern REFERENCE = Pattern.compile("\\S+");

    /** Of a collector; nothing is none. */
    static final Pattern ENDPOINT = Pattern.compile("(https?://\\S+)?");

    /** An amount. */
    static final Pattern QUANTITY = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(m|k|M|G|Ki|Mi|Gi)?");

    private static final Map<String, BigDecimal> UNITS = Map.of(
            "", BigDecimal.ONE,
            "m", new BigDecimal("0.001"),
            "k", BigDecimal.valueOf(1000),
            "M", BigDecimal.valueOf(1000 * 1000),
            "G", BigDecimal.valueOf(1000 * 1000 * 1000),
            "Ki", BigDecimal.valueOf(1L << 10),
            "Mi", BigDecimal.valueOf(1L << 20),
            "Gi", BigDecimal.valueOf(1L << 30));

    private Form() {}

    /** What a quantity amounts to. */
    static BigDecimal amount(String quantity) {
        Matcher parts = QUANTITY.matcher(quantity);
        if (!parts.matches()) throw new IllegalArgumentException(quantity + " is no quantity");
        String unit = parts.group(2);
        return new BigDecimal(parts.group(1)).multiply(UNITS.getOrDefault(unit == null ? "" : unit, BigDecimal.ONE));
    }
}
