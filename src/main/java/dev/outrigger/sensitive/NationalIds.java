package dev.outrigger.sensitive;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Numbers that states give to people, of digits. Those that a state writes in a form of its own are known by it; plain
 * digits of which one in ten or twenty passes the check need a word beside them. Source of forms and checks: OECD, "Tax
 * Identification Numbers" by jurisdiction, and the issuers' own pages.
 */
final class NationalIds {
    private final DigitRun run;
    private final Context context;
    private final Set<SensitiveType> wanted;

    NationalIds(DigitRun run, Context context, Set<SensitiveType> wanted) {
        this.run = run;
        this.wanted = wanted;
        this.context = context;
    }

    /** One that was found, and of how many digits it is. */
    record Id(SensitiveType type, int digits) {}

    /** The one that the run begins with. */
    Optional<Id> first() {
        for (int digits = Math.min(run.size(), 15); digits >= 9; digits--) {
            if (!run.mayEnd(digits) || Checksums.isOneDigit(run, digits)) continue;
            SensitiveType type = switch (digits) {
                case 9 -> nine();
                case 10 -> ten();
                case 11 -> eleven();
                case 12 -> twelve();
                case 13 -> run.number(0, 3) == 756 && isEan13() ? SensitiveType.CH_AHV : null;
                case 14 -> isCnpj() ? SensitiveType.BR_CNPJ : null;
                default -> digits == 15 && isNir() ? SensitiveType.FR_NIR : null;
            };
            if (type != null && wants(type)) return Optional.of(new Id(type, digits));
        }
        return Optional.empty();
    }

    /** Whether a word for it stands beside the run. */
    boolean isTold(Id id) {
        return near(
                id.digits(),
                switch (id.type()) {
                    case US_SSN -> Words.SSN;
                    case US_ITIN -> Words.ITIN;
                    case UK_NHS -> Words.NHS;
                    case DE_TAX_ID -> Words.DE_TAX;
                    case FR_NIR -> Words.NIR;
                    case NL_BSN -> Words.BSN;
                    case BE_NATIONAL_NUMBER -> Words.BELGIAN;
                    case PL_PESEL -> Words.PESEL;
                    case SE_PERSONNUMMER -> Words.PERSONNUMMER;
                    case CH_AHV -> Words.AHV;
                    case BR_CPF -> Words.CPF;
                    case BR_CNPJ -> Words.CNPJ;
                    case IN_AADHAAR -> Words.AADHAAR;
                    case CA_SIN -> Words.SIN;
                    case AU_TFN -> Words.TFN;
                    default -> List.of();
                });
    }

    private boolean wants(SensitiveType type) {
        return wanted.contains(type);
    }

    private boolean near(int digits, List<String> words) {
        return context.near(run.start(), run.end(digits), words);
    }

    private @Nullable SensitiveType nine() {
        if (run.beginsWithDate()) return null;
        boolean isFormed = run.stands('-', 3, 2, 4);
        if (wants(SensitiveType.US_SSN) && isSsn() && (isFormed || near(9, Words.SSN))) return SensitiveType.US_SSN;
        if (wants(SensitiveType.US_ITIN) && isItin() && (isFormed || near(9, Words.ITIN))) return SensitiveType.US_ITIN;
        if (wants(SensitiveType.NL_BSN) && isBsn() && near(9, Words.BSN)) return SensitiveType.NL_BSN;
        if (wants(SensitiveType.CA_SIN) && Checksums.luhn(run, 0, 9) && near(9, Words.SIN)) return SensitiveType.CA_SIN;
        return Checksums.weighed(run, 1, 4, 3, 7, 5, 8, 6, 9, 10) % 11 == 0 && near(9, Words.TFN)
                ? SensitiveType.AU_TFN
                : null;
    }

    /** Source: SSA, "Social Security Number Randomization" (https://www.ssa.gov/employer/randomization.html). */
    private boolean isSsn() {
        int area = run.number(0, 3);
        return area != 0 && area != 666 && area < 900 && run.number(3, 5) != 0 && run.number(5, 9) != 0;
    }

    /** Source: IRS, Publication 1915. */
    private boolean isItin() {
        int group = run.number(3, 5);
        return run.digit(0) == 9
                && group >= 50
                && group != 66
                && group != 67
                && group != 68
                && group != 69
                && group != 89
                && group != 93;
    }

    private boolean isBsn() {
        return Checksums.weighed(run, 9, 8, 7, 6, 5, 4, 3, 2, -1) % 11 == 0;
    }

    private @Nullable SensitiveType ten() {
        if (wants(SensitiveType.UK_NHS) && isNhs() && near(10, Words.NHS)) return SensitiveType.UK_NHS;
        boolean isSwedish = Checksums.isDay(run.number(2, 4), run.number(4, 6) % 60) && Checksums.luhn(run, 0, 10);
        return isSwedish && (run.stands('-', 6, 4) || near(10, Words.PERSONNUMMER))
                ? SensitiveType.SE_PERSONNUMMER
                : null;
    }

    private boolean isNhs() {
        int check = 11 - Checksums.weighed(run, 10, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        return check % 11 == run.digit(9) && check != 10;
    }

    private @Nullable SensitiveType eleven() {
        if (wants(SensitiveType.BR_CPF) && isCpf() && (isCpfForm() || near(11, Words.CPF))) return SensitiveType.BR_CPF;
        if (wants(SensitiveType.BE_NATIONAL_NUMBER) && isBelgian()) return SensitiveType.BE_NATIONAL_NUMBER;
        if (wants(SensitiveType.PL_PESEL) && isPesel() && near(11, Words.PESEL)) return SensitiveType.PL_PESEL;
        boolean isGerman = run.digit(0) != 0 && Checksums.mod11And10(run, 11);
        return isGerman && near(11, Words.DE_TAX) ? SensitiveType.DE_TAX_ID : null;
    }

    private boolean isCpfForm() {
        return run.groups(11) == 4 && run.firstGroup() == 3 && run.shortestButLast(11) == 3;
    }

    private boolean isCpf() {
        return isMod11(9, 10) && isMod11(10, 11);
    }

    /** Weights fall to 2 at the digit before the check digit, which is at {@code digits}. */
    private boolean isMod11(int digits, int first) {
        int sum = 0;
        for (int i = 0; i < digits; i++) sum += (first - i) * run.digit(i);
        int check = 11 - sum % 11;
        return (check > 9 ? 0 : check) == run.digit(digits);
    }

    /** Of those born from 2000 on, a 2 stands before. A date and one of 97 is rare enough without a word. */
    private boolean isBelgian() {
        if (!Checksums.isDay(run.number(2, 4), run.number(4, 6))) return false;
        long born = run.wholeNumber(0, 9);
        int check = run.number(9, 11);
        boolean isRight = 97 - born % 97 == check || 97 - (2_000_000_000L + born) % 97 == check;
        boolean isForm = run.stands('.', 2, 2, 2) || run.groups(11) == 5;
        return isRight && (isForm || near(11, Words.BELGIAN));
    }

    private boolean isPesel() {
        int sum = Checksums.weighed(run, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3);
        return (10 - sum % 10) % 10 == run.digit(10) && Checksums.isDay(run.number(2, 4) % 20, run.number(4, 6));
    }

    private @Nullable SensitiveType twelve() {
        boolean isIndian = run.digit(0) > 1 && Checksums.verhoeff(run, 12);
        boolean isForm = run.stands(' ', 4, 4, 4) || run.stands('-', 4, 4, 4);
        if (wants(SensitiveType.IN_AADHAAR) && isIndian && (isForm || near(12, Words.AADHAAR)))
            return SensitiveType.IN_AADHAAR;
        boolean isSwedish = ((run.digit(0) == 1 && run.digit(1) == 9) || (run.digit(0) == 2 && run.digit(1) == 0))
                && Checksums.isDay(run.number(4, 6), run.number(6, 8) % 60)
                && Checksums.luhn(run, 2, 12);
        return isSwedish && (run.stands('-', 8, 4) || near(12, Words.PERSONNUMMER))
                ? SensitiveType.SE_PERSONNUMMER
                : null;
    }

    private boolean isEan13() {
        return Checksums.weighed(run, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1) % 10 == 0
                && (run.between(13) == '.' || near(13, Words.AHV));
    }

    private boolean isCnpj() {
        int first = 11 - Checksums.weighed(run, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        int second = 11 - Checksums.weighed(run, 6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2) % 11;
        boolean isRight = (first > 9 ? 0 : first) == run.digit(12) && (second > 9 ? 0 : second) == run.digit(13);
        return isRight && (run.groups(14) == 5 || near(14, Words.CNPJ));
    }

    /** Sex, year, month (from 20 on where it is not known) and one of 97. Source: INSEE, NIR. */
    private boolean isNir() {
        int month = run.number(3, 5);
        boolean isForm =
                (run.digit(0) == 1 || run.digit(0) == 2) && month >= 1 && (month <= 12 || (month >= 20 && month <= 42));
        return isForm && 97 - run.wholeNumber(0, 13) % 97 == run.number(13, 15);
    }
}
