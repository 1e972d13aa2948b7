package dev.outrigger.route;

/** Numbers in a decision's words. */
final class Words {
    private Words() {}

    /** 0.07 for 0.0712. */
    static String hundredths(double fraction) {
        return Decimals.of(fraction, 2);
    }
}
