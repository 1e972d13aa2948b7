package dev.outrigger.sensitive;

import java.util.ArrayList;
import java.util.List;

/**
 * One of each kind that is known by its form, with the words beside it that it needs: examples that issuers, standards and
 * registries publish. Keys are put together here, so that nobody takes this file for a leak.
 */
public record Planted(SensitiveType type, String before, String value) {
    private static final List<String> BETWEEN = List.of(
            "\n",
            "\r\n",
            "\n- ",
            "/",
            " / ",
            "_",
            " | ",
            " |\n| ",
            "** **",
            "` `",
            "\",\"",
            ", ",
            "</b> <b>",
            "</b><b>",
            "</td><td>",
            "</td>\n  <td class=\"n\">");

    private static final String BODY = "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

    /** As it stands in a sentence. */
    public String text() {
        return before + value;
    }

    @Override
    public String toString() {
        return type + " " + value.length();
    }

    public static List<Planted> all() {
        List<Planted> all = new ArrayList<>(people());
        all.addAll(states());
        all.addAll(secrets());
        all.addAll(laidOut());
        return all;
    }

    /** Of each kind that is guessed; the words beside them are ordinary. */
    public static List<Planted> guessed() {
        return List.of(
                of(SensitiveType.NAME, "My name is ", "Maria Gonzalez"),
                of(SensitiveType.NAME, "Dear Mr. ", "Thompson"),
                of(SensitiveType.NAME, "I spoke with ", "Agnieszka Kowalska"),
                of(SensitiveType.NAME, "Please call ", "Rajesh Sharma"),
                of(SensitiveType.ADDRESS, "I live at ", "221 Maple Street, Springfield, IL 62704"),
                of(SensitiveType.ADDRESS, "Ship it to ", "Bahnhofstraße 12, 10115 Berlin"),
                of(SensitiveType.ADDRESS, "My address is ", "14 rue Victor Hugo, 69002 Lyon"));
    }

    /** What is said of somebody's health; the names of conditions. */
    public static List<Planted> health() {
        return List.of(
                of(SensitiveType.HEALTH, "I have ", "type 2 diabetes"),
                of(SensitiveType.HEALTH, "My mother was diagnosed with ", "breast cancer"),
                of(SensitiveType.HEALTH, "I am ", "HIV positive"),
                of(SensitiveType.HEALTH, "I suffer from ", "depression"),
                of(SensitiveType.HEALTH, "Ich habe ", "Bluthochdruck"),
                of(SensitiveType.HEALTH, "Ma m\u00e8re a un ", "cancer du sein"),
                of(SensitiveType.HEALTH, "Sufro de ", "depresi\u00f3n"),
                of(SensitiveType.HEALTH, "Soffro di ", "emicrania"),
                of(SensitiveType.HEALTH, "Tenho ", "diabetes tipo 2"));
    }

    /** Those whose value is found whatever stands beside it. */
    public static List<Planted> bare() {
        return all().stream().filter(planted -> planted.before().isEmpty()).toList();
    }

    private static List<Planted> people() {
        return List.of(
                of(SensitiveType.EMAIL, "", "jane.doe+x@mail.example.co.uk"),
                of(SensitiveType.EMAIL, "", "jp.lefevre@société.fr"),
                of(SensitiveType.PHONE, "", "+44 20 7946 0958"),
                of(SensitiveType.PHONE, "", "(212) 555-0123"),
                of(SensitiveType.PHONE, "", "212-555-0123x45"),
                of(SensitiveType.PHONE, "call me on ", "9472 7916"),
                of(SensitiveType.PHONE, "Mobile: ", "0151234567"),
                of(SensitiveType.CREDIT_CARD, "", "4111 1111 1111 1111"),
                of(SensitiveType.CREDIT_CARD, "", "5555-5555-5555-4444"),
                of(SensitiveType.CREDIT_CARD, "", "378282246310005"),
                of(SensitiveType.CREDIT_CARD, "", "2223003122003222"),
                of(SensitiveType.CREDIT_CARD, "", "6011111111111117"),
                of(SensitiveType.CREDIT_CARD, "", "30569309025904"),
                of(SensitiveType.IBAN, "", "DE89 3704 0044 0532 0130 00"),
                of(SensitiveType.IBAN, "", "fr1420041010050500013m02606"),
                of(SensitiveType.IP_ADDRESS, "", "86.231.85.193"),
                of(SensitiveType.IP_ADDRESS, "", "2a02:db8:85a3::8a2e:370:7334"),
                of(SensitiveType.MAC_ADDRESS, "", "00:1B:44:11:3A:B7"),
                of(SensitiveType.CRYPTO_WALLET, "", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"),
                of(SensitiveType.CRYPTO_WALLET, "", "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4"),
                of(SensitiveType.CRYPTO_WALLET, "", "0x52908400098527886E0F7030069857D2E4169EE7"),
                of(SensitiveType.PASSPORT, "my passport is ", "C01X00T47"),
                of(SensitiveType.DRIVING_LICENCE, "driver's license ", "D1234567"),
                of(SensitiveType.MEDICAL_RECORD, "MRN: ", "780498"),
                of(SensitiveType.DATE_OF_BIRTH, "born on ", "04/17/1986"),
                of(SensitiveType.VIN, "", "1M8GDM9AXKP042788"));
    }

    /** Numbers and addresses in layouts that part them: lines, tables, marks, elements, other signs and other digits. */
    private static List<Planted> laidOut() {
        List<Planted> all = new ArrayList<>(List.of(
                of(SensitiveType.CREDIT_CARD, "", "4.111111111111111e15"),
                of(SensitiveType.CREDIT_CARD, "", "5.105105105105100E+15"),
                of(SensitiveType.CREDIT_CARD, "", "3782\n822463\n10005"),
                of(SensitiveType.CREDIT_CARD, "", "\u2463\u2460\u2460\u2460 1111 1111 1111"),
                of(SensitiveType.CREDIT_CARD, "", "\u2074" + "\u00b9".repeat(15)),
                of(SensitiveType.CREDIT_CARD, "", "\u2084" + "\u2081".repeat(15)),
                of(SensitiveType.EMAIL, "", "jane.doe @ example.com"),
                of(SensitiveType.EMAIL, "", "\"jane doe\"@example.com"),
                of(SensitiveType.EMAIL, "", "jane.doe@<b>example</b>.com"),
                of(SensitiveType.EMAIL, "", "jane.doe@**example**.com"),
                of(SensitiveType.EMAIL, "", "jane</i>@<b>example.com"),
                of(SensitiveType.PHONE, "", "+44** **20** **7946** **0958"),
                of(SensitiveType.PHONE, "phone: ", "212\n555\n0123"),
                of(SensitiveType.PHONE, "| tel | ", "+44 | 20 | 7946 | 0958"),
                of(SensitiveType.US_SSN, "SSN ", "078_05_1120"),
                of(SensitiveType.US_SSN, "", "078`-`05`-`1120"),
                of(SensitiveType.UK_NHS, "NHS ", "943\n476\n5919"),
                of(SensitiveType.BR_CPF, "CPF | ", "529 | 982 | 247 | 25")));
        for (String between : BETWEEN) {
            all.add(of(SensitiveType.CREDIT_CARD, "", String.join(between, "4111", "1111", "1111", "1111")));
            all.add(of(SensitiveType.IBAN, "", String.join(between, "DE89", "3704", "0044", "0532", "0130", "00")));
        }
        return all;
    }

    private static List<Planted> states() {
        return List.of(
                of(SensitiveType.US_SSN, "", "078-05-1120"),
                of(SensitiveType.US_SSN, "SSN ", "078051120"),
                of(SensitiveType.US_ITIN, "", "912-70-1234"),
                of(SensitiveType.UK_NHS, "NHS number ", "943 476 5919"),
                of(SensitiveType.UK_NINO, "", "AB123456C"),
                of(SensitiveType.UK_NINO, "", "AB 12 34 56 C"),
                of(SensitiveType.DE_TAX_ID, "Steuer-ID ", "86095742719"),
                of(SensitiveType.FR_NIR, "", "2 55 08 14 168 025 38"),
                of(SensitiveType.ES_DNI, "", "12345678Z"),
                of(SensitiveType.ES_DNI, "", "X1234567L"),
                of(SensitiveType.IT_FISCAL_CODE, "", "RSSMRA85T10A562S"),
                of(SensitiveType.NL_BSN, "bsn ", "111222333"),
                of(SensitiveType.BE_NATIONAL_NUMBER, "", "85.07.30-033.28"),
                of(SensitiveType.PL_PESEL, "PESEL ", "44051401359"),
                of(SensitiveType.SE_PERSONNUMMER, "", "811218-9876"),
                of(SensitiveType.FI_HETU, "", "131052-308T"),
                of(SensitiveType.CH_AHV, "", "756.9217.0769.85"),
                of(SensitiveType.BR_CPF, "", "529.982.247-25"),
                of(SensitiveType.BR_CNPJ, "", "11.222.333/0001-81"),
                of(SensitiveType.IN_AADHAAR, "Aadhaar ", "999941057058"),
                of(SensitiveType.IN_PAN, "PAN ", "ABCPE1234F"),
                of(SensitiveType.CN_RESIDENT_ID, "", "11010519491231002X"),
                of(SensitiveType.CA_SIN, "SIN ", "046 454 286"),
                of(SensitiveType.AU_TFN, "tax file number ", "123 456 782"));
    }

    private static List<Planted> secrets() {
        String jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U";
        return List.of(
                of(SensitiveType.API_KEY, "", "sk-" + "proj-" + BODY),
                of(SensitiveType.API_KEY, "", "sk-" + "ant-api03-" + BODY),
                of(SensitiveType.API_KEY, "", "AKIA" + "IOSFODNN7EXAMPLE"),
                of(SensitiveType.API_KEY, "", "ghp_" + BODY),
                of(SensitiveType.API_KEY, "", "github_pat_" + BODY),
                of(SensitiveType.API_KEY, "", "glpat-" + BODY.substring(0, 20)),
                of(SensitiveType.API_KEY, "", "xoxb-" + "123456789012-" + BODY),
                of(SensitiveType.API_KEY, "", "AIza" + BODY.substring(0, 35)),
                of(SensitiveType.API_KEY, "", "npm_" + BODY),
                of(SensitiveType.API_KEY, "", "hf_" + BODY.substring(0, 34)),
                of(SensitiveType.API_KEY, "", "SG." + BODY.substring(0, 22) + "." + BODY),
                of(SensitiveType.API_KEY, "", "sk_" + "live_" + BODY.substring(0, 24)),
                of(SensitiveType.JWT, "", jwt),
                of(
                        SensitiveType.PRIVATE_KEY,
                        "",
                        "-----BEGIN RSA PRIVATE" + " KEY-----\nMIIB" + BODY + "\n-----END RSA PRIVATE KEY-----"),
                of(SensitiveType.PASSWORD, "my password is ", "hunter2!x"),
                of(SensitiveType.PASSWORD, "DB_PASSWORD=", "x9-Trout.Lake"),
                of(SensitiveType.PASSWORD, "api_key: \"", BODY),
                of(SensitiveType.PASSWORD, "Authorization: Bearer ", BODY),
                of(SensitiveType.PASSWORD, "dbPasswd = '", "Xy7$zz"),
                of(SensitiveType.PASSWORD, "client_secret=", BODY),
                of(SensitiveType.CONNECTION_STRING, "", "postgres://bob:s3cr3t!@db.example.com:5432"));
    }

    private static Planted of(SensitiveType type, String before, String value) {
        return new Planted(type, before, value);
    }
}
