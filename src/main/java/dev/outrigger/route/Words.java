package dev.outrigger.route;

/** Numbers in a decision's words. */
final class Words {
    private Words() {}

    /** 0.07 for 0.0712: String.format takes microseconds, and this is done for every candidate. */
    static String hundredths(double fraction) {
        long cents = Math.round(fraction * 100);
        long rest = cents % 100;
        return cents / 100 + (rest < 10 ? ".0" : ".") + rest;
    }
}
