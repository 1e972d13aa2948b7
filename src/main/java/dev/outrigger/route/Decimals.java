package dev.outrigger.route;

/** Numbers with a fixed count of decimals: String.format takes microseconds, and this is done for every candidate. */
final class Decimals {
    private static final long[] SCALES = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private Decimals() {}

    /** 0.07 for 0.0712 and two digits. */
    static String of(double number, int digits) {
        return append(new StringBuilder(12), number, digits).toString();
    }

    /** The same, at the end of a text. */
    static StringBuilder append(StringBuilder text, double number, int digits) {
        long scale = SCALES[digits];
        long units = Math.round(Math.abs(number) * scale);
        if (number < 0 && units > 0) text.append('-');
        text.append(units / scale);
        if (digits == 0) return text;
        text.append('.');
        long rest = units % scale;
        for (long unit = scale / 10; unit > Math.max(rest, 1); unit /= 10) text.append('0');
        return text.append(rest);
    }
}
