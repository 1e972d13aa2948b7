package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One walk through a folded text for the kinds that are wanted: another neither is found nor hides what stands in it. Offsets are those of its characters. Not thread-safe; one a text.
 */
final class Pass {
    private final char[] text;
    private final int length;
    private final Set<SensitiveType> wanted;
    private final List<Finding> found = new ArrayList<>();

    /** What is written in stranger ways: these yield to what was found as it is. */
    private final List<Finding> more = new ArrayList<>();

    /** Where to add to. */
    private List<Finding> into = found;

    private final DigitRun run;
    private final Context context;
    private final NationalIds numbers;
    private final Phones phones;
    private final Addresses addresses;
    private final Mails mails;
    private final LetterIds letters;
    private final Keys keys;
    private final Passwords passwords;
    private final LooseMails looseMails;
    private final Cells cells;
    private final Decimals decimals;

    Pass(char[] text, int length, Set<SensitiveType> wanted, Allowance allowance) {
        this.text = text;
        this.length = length;
        this.wanted = wanted;
        this.run = new DigitRun(text, length, allowance);
        this.context = new Context(text, length, allowance);
        this.numbers = new NationalIds(run, context, wanted);
        this.phones = new Phones(text, length, run, context);
        this.addresses = new Addresses(text, length, context);
        this.mails = new Mails(text, length);
        this.looseMails = new LooseMails(text, length, allowance, context);
        this.letters = new LetterIds(text, length, allowance, context, wanted);
        this.keys = new Keys(text, length);
        this.passwords = new Passwords(text, length);
        this.cells = new Cells(text, length, allowance, run, context, numbers, wanted);
        this.decimals = new Decimals(text, length, run);
    }

    /** All that is found; some may overlap. */
    List<Finding> findings() {
        int at = 0;
        while (at < length) {
            char c = text[at];
            if (DigitRun.isDigit(c) || DigitRun.isLetter(c)) at = word(at);
            else at = Math.max(at + 1, sign(at, c));
        }
        more.addAll(cells.findings());
        return found;
    }

    /** Once all that is written plainly was found: what is written with marks, in cells, apart or with an exponent. */
    List<Finding> more() {
        return more;
    }

    /** What begins with a sign; returns where to go on. */
    private int sign(int at, char c) {
        switch (c) {
            case '@' -> mail(at);
            case '+' -> {
                int end = add(SensitiveType.PHONE, at, phones.international(at, false));
                if (end == 0) addMore(SensitiveType.PHONE, at, phones.international(at, true));
                return end;
            }
            case '(' -> {
                int end = add(SensitiveType.PHONE, at, phones.bracketed(at, false));
                if (end == 0) addMore(SensitiveType.PHONE, at, phones.bracketed(at, true));
                return end;
            }
            case '-' -> {
                return add(SensitiveType.PRIVATE_KEY, at, wants(SensitiveType.PRIVATE_KEY) ? keys.pem(at) : 0);
            }
            case ':' -> {
                int end = passwords.url(at);
                if (end > 0) add(SensitiveType.CONNECTION_STRING, passwords.begin(), end);
            }
            default -> {}
        }
        return 0;
    }

    private void mail(int sign) {
        if (!wants(SensitiveType.EMAIL)) return;
        int start = mails.start(sign);
        int end = start < sign ? mails.end(start, sign) : 0;
        if (end > 0) add(SensitiveType.EMAIL, start, end);
        else looseMails.find(sign).ifPresent(more::add);
    }

    /** What begins with a letter or a digit; returns where to go on. */
    private int word(int from) {
        int to = from;
        boolean allDigits = true;
        boolean ascii = true;
        while (to < length && (DigitRun.isDigit(text[to]) || DigitRun.isLetter(text[to]))) {
            allDigits &= DigitRun.isDigit(text[to]);
            ascii &= text[to] < 0x80;
            to++;
        }
        if (isUuid(from, to)) return from + 36;
        int end = allDigits ? number(from, to) : ascii ? mixed(from, to) : 0;
        if (!allDigits && end == 0) end = secret(from, to);
        return Math.max(to, end);
    }

    private int secret(int from, int to) {
        int end = passwords.after(from, to);
        return end == 0 ? 0 : add(SensitiveType.PASSWORD, passwords.begin(), end);
    }

    /** Eight digits of sixteen, thrice four, and twelve, with dashes between: no number of anybody. Source: RFC 9562. */
    private boolean isUuid(int from, int to) {
        if (to - from != 8 || from + 36 > length) return false;
        for (int i = 0; i < 36; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            char c = text[from + i];
            if (dash ? c != '-' : c >= 0x80 || Character.digit(c, 16) < 0) return false;
        }
        return true;
    }

    private int number(int from, int to) {
        int end = inLine(from, to);
        if (end > 0) return end;
        into = more;
        if (!isPart(from)) {
            run.read(from);
            if (run.readThrough(from)) ofRun(from);
        }
        if (to < length && text[to] == '.') decimal(from);
        cells.read(from, to);
        into = found;
        return 0;
    }

    /** With an exponent. */
    private void decimal(int from) {
        int end = decimals.read(from);
        if (end == 0) return;
        Optional<NationalIds.Id> id = numbers.first();
        if (Cards.digits(run, context) == run.size()) addMore(SensitiveType.CREDIT_CARD, from, end);
        else if (id.isPresent()) addMore(id.get().type(), from, end);
        else if (decimals.isExact() && context.near(from, end, Words.PHONE)) addMore(SensitiveType.PHONE, from, end);
    }

    private int inLine(int from, int to) {
        int end = add(SensitiveType.IP_ADDRESS, from, addresses.version4(from));
        if (end == 0 && to - from <= 4) end = network(from);
        if (end > 0 || isPart(from)) return end;
        run.read(from);
        if (run.size() >= 9 && !isFraction(from)) end = known(from);
        if (end == 0) end = worded(from, to);
        return end > 0 ? end : birthOrPhone(from);
    }

    private void ofRun(int from) {
        int end = run.size() >= 9 && !isFraction(from) ? known(from) : 0;
        if (end == 0) birthOrPhone(from);
    }

    private int birthOrPhone(int from) {
        int end = birth(from);
        return end > 0 || run.size() < 6 ? end : add(SensitiveType.PHONE, from, phones.national(from, isFresh(from)));
    }

    private boolean isFraction(int from) {
        return from > 1 && (text[from - 1] == '.' || text[from - 1] == ',') && DigitRun.isDigit(text[from - 2]);
    }

    private boolean isPart(int from) {
        return from > 1 && text[from - 1] == '_' && DigitRun.isDigit(text[from - 2]);
    }

    /** Nothing of the same number stands before. */
    private boolean isFresh(int from) {
        if (from < 2) return true;
        char before = text[from - 1];
        char other = text[from - 2];
        return switch (before) {
            case '/' -> false;
            case ' ', '.', ',', ':' -> !DigitRun.isDigit(other);
            case '-' -> !DigitRun.isDigit(other) && !DigitRun.isLetter(other);
            default -> true;
        };
    }

    private int network(int from) {
        int end = add(SensitiveType.MAC_ADDRESS, from, addresses.mac(from));
        return end > 0 ? end : add(SensitiveType.IP_ADDRESS, from, addresses.version6(from));
    }

    private int known(int from) {
        int card = Cards.digits(run, context);
        if (card > 0) return add(SensitiveType.CREDIT_CARD, from, run.end(card));
        // Digits with a dash, a dot or a slash before are the end of something longer.
        if (from > 1 && "-./".indexOf(text[from - 1]) >= 0 && DigitRun.isDigit(text[from - 2])) return 0;
        return numbers.first()
                .map(id -> add(id.type(), from, run.end(id.digits())))
                .orElse(0);
    }

    /** Numbers with a letter at their end, and those that a word before them tells. */
    private int worded(int from, int to) {
        int end = 0;
        if (to - from == 6) end = add(SensitiveType.FI_HETU, from, letters.grouped(from, SensitiveType.FI_HETU));
        if (to - from == 8) end = add(SensitiveType.ES_DNI, from, letters.grouped(from, SensitiveType.ES_DNI));
        return end > 0
                ? end
                : letters.word(from, to).map(type -> add(type, from, to)).orElse(0);
    }

    /** A date with a word for birth before it, or right behind. */
    private int birth(int from) {
        if (!run.beginsWithDate()) return 0;
        boolean told = context.before(from, 32, Words.BIRTH) || context.behind(run.end(8), 16, Words.BIRTH);
        return told ? add(SensitiveType.DATE_OF_BIRTH, from, run.end(8)) : 0;
    }

    /** A word of letters and digits of ASCII. */
    private int mixed(int from, int to) {
        int end = add(SensitiveType.API_KEY, from, keys.token(from));
        if (end == 0 && text[from] == 'e' && wants(SensitiveType.JWT))
            end = add(SensitiveType.JWT, from, keys.jwt(from));
        if (end == 0 && to - from <= 4) end = network(from);
        if (end == 0) end = add(SensitiveType.IBAN, from, letters.iban(from));
        if (end == 0 && to - from == 2)
            end = add(SensitiveType.UK_NINO, from, letters.grouped(from, SensitiveType.UK_NINO));
        if (end == 0 && Wallets.is(text, from, to)) end = add(SensitiveType.CRYPTO_WALLET, from, to);
        if (end == 0)
            end = letters.word(from, to).map(type -> add(type, from, to)).orElse(0);
        if (end == 0 && DigitRun.isDigit(text[from])) decimal(from);
        return end;
    }

    private boolean wants(SensitiveType type) {
        return wanted.contains(type);
    }

    /** Returns where to go on; 0 where nothing was found, or nothing that is wanted. */
    private int add(SensitiveType type, int from, int end) {
        if (end <= from || !wants(type)) return 0;
        into.add(new Finding(type, from, end));
        return end;
    }

    private void addMore(SensitiveType type, int from, int end) {
        if (end > from && wants(type)) more.add(new Finding(type, from, end));
    }
}
