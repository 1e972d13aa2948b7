package dev.outrigger.sensitive;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * A kind of personal data or secret. Most are known by their form: a pattern, a checksum, words beside it, or several of
 * these. The last three are guessed from the words there and around, by {@link Names} and {@link Health}.
 */
public enum SensitiveType {
    /** An address of electronic mail. */
    EMAIL,
    /** A telephone number: international, in a usual national form, or beside a word for it. */
    PHONE,
    /** The number of a payment card: first digits and length of a network, and Luhn's digit. Source: ISO/IEC 7812-1. */
    CREDIT_CARD,
    /** A bank account: length of its country, and the remainder by 97. Source: ISO 13616. */
    IBAN,
    /** An address of the internet, version 4 or 6, but for this machine's own. */
    IP_ADDRESS,
    /** An address of a network interface. */
    MAC_ADDRESS,
    /** A wallet of Bitcoin (with its checksum) or Ethereum. */
    CRYPTO_WALLET,
    /** United States: social security number. */
    US_SSN,
    /** United States: individual taxpayer number. */
    US_ITIN,
    /** United Kingdom: number of the National Health Service; beside a word for it. */
    UK_NHS,
    /** United Kingdom: national insurance number. */
    UK_NINO,
    /** Germany: Steuer-ID; beside a word for it. */
    DE_TAX_ID,
    /** France: numéro de sécurité sociale. */
    FR_NIR,
    /** Spain: DNI and NIE. */
    ES_DNI,
    /** Italy: codice fiscale. */
    IT_FISCAL_CODE,
    /** Netherlands: burgerservicenummer; beside a word for it. */
    NL_BSN,
    /** Belgium: rijksregisternummer, numéro national. */
    BE_NATIONAL_NUMBER,
    /** Poland: PESEL; beside a word for it. */
    PL_PESEL,
    /** Sweden: personnummer. */
    SE_PERSONNUMMER,
    /** Finland: henkilötunnus. */
    FI_HETU,
    /** Switzerland: AHV number. */
    CH_AHV,
    /** Brazil: CPF. */
    BR_CPF,
    /** Brazil: CNPJ. */
    BR_CNPJ,
    /** India: Aadhaar. */
    IN_AADHAAR,
    /** India: permanent account number; beside a word for it. */
    IN_PAN,
    /** China: resident identity number. */
    CN_RESIDENT_ID,
    /** Canada: social insurance number; beside a word for it. */
    CA_SIN,
    /** Australia: tax file number; beside a word for it. */
    AU_TFN,
    /** The number of a passport; beside a word for it. */
    PASSPORT,
    /** The number of a driving licence; beside a word for it. */
    DRIVING_LICENCE,
    /** The number of a patient's record; beside a word for it. */
    MEDICAL_RECORD,
    /** A date beside a word for birth. */
    DATE_OF_BIRTH,
    /** A vehicle's identification number, with its check digit. Source: ISO 3779, 49 CFR 565. */
    VIN,
    /** A key or token in the form that its issuer gives it. */
    API_KEY,
    /** A signed JSON Web Token. Source: RFC 7519. */
    JWT,
    /** A private key in PEM. Source: RFC 7468. */
    PRIVATE_KEY,
    /** What is given as a password, secret or token, after a word for it. */
    PASSWORD,
    /** A URL with a password in it. */
    CONNECTION_STRING,
    /** The name of a person: guessed. */
    NAME,
    /** A postal address, or a part of one that names a street or house: guessed. */
    ADDRESS,
    /** What is said of somebody's health: guessed by a rule. */
    HEALTH;

    private static final Set<SensitiveType> GUESSED = Collections.unmodifiableSet(EnumSet.of(NAME, ADDRESS, HEALTH));
    private static final Set<SensitiveType> TAGGED = Collections.unmodifiableSet(EnumSet.of(NAME, ADDRESS));
    private static final Set<SensitiveType> BY_FORM =
            Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.copyOf(GUESSED)));

    /** Those that are known by their form. */
    public static Set<SensitiveType> byForm() {
        return BY_FORM;
    }

    /** Those that a tagger guesses, whose file may be missing. */
    public static Set<SensitiveType> tagged() {
        return TAGGED;
    }

    /** Those that are guessed. */
    public static Set<SensitiveType> guessed() {
        return GUESSED;
    }
}
