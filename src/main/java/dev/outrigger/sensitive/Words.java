package dev.outrigger.sensitive;

import java.util.List;
import java.util.Set;

/** Words beside a number that tell what it is: lower case, letters alone, in the languages of those who have such numbers. */
final class Words {
    static final List<String> SSN = List.of("ssn", "socialsecurity", "socsec", "soc");
    static final List<String> ITIN = List.of("itin", "taxpayer", "ssn", "socialsecurity");
    static final List<String> NHS = List.of("nhs", "nationalhealth");
    static final List<String> NINO = List.of("nino", "nationalinsurance", "ni", "nin");
    static final List<String> DE_TAX = List.of("steuer", "idnr", "tin", "taxid", "taxnumber", "taxidentification");
    static final List<String> NIR =
            List.of("nir", "insee", "sécu", "secu", "securitesociale", "sécuritésociale", "socialsecurity", "vitale");
    static final List<String> BSN = List.of("bsn", "burgerservice", "sofinummer", "citizenservice");
    static final List<String> BELGIAN =
            List.of("rijksregister", "registrenational", "nationaal", "numéronational", "insz", "niss", "national");
    static final List<String> PESEL = List.of("pesel");
    static final List<String> PERSONNUMMER = List.of("personnummer", "personalidentity", "personalnumber", "pnr");
    static final List<String> CPF = List.of("cpf", "cadastro");
    static final List<String> CNPJ = List.of("cnpj", "cadastro");
    static final List<String> AADHAAR = List.of("aadhaar", "aadhar", "uidai", "uid", "आधार");
    static final List<String> PAN = List.of("pan", "permanentaccount", "incometax", "taxid");
    static final List<String> SIN = List.of("sin", "socialinsurance", "nas", "assurancesociale");
    static final List<String> TFN = List.of("tfn", "taxfile");
    static final List<String> AHV = List.of("ahv", "avs", "oasi");
    static final List<String> PASSPORT =
            List.of("passport", "passeport", "pasaporte", "reisepass", "passaporto", "passaporte", "paspoort", "护照");
    static final List<String> LICENCE = List.of(
            "drivinglicence",
            "drivinglicense",
            "driverslicense",
            "driverlicense",
            "driverslicence",
            "führerschein",
            "permisdeconduire",
            "dl",
            "licensenumber",
            "licencenumber");
    static final List<String> RECORD =
            List.of("mrn", "medicalrecord", "patientid", "patientnumber", "chartnumber", "recordnumber");
    static final List<String> BIRTH = List.of(
            "born",
            "birth",
            "dob",
            "geboren",
            "geburts",
            "née",
            "né",
            "naissance",
            "nacid",
            "nacim",
            "nascita",
            "nato",
            "nata",
            "geboorte",
            "födelse",
            "出生");
    static final List<String> VERSION = List.of(
            "version",
            "ver",
            "v",
            "release",
            "rev",
            "build",
            "oid",
            "section",
            "chapter",
            "clause",
            "abschnitt",
            "kapitel",
            "ziffer");
    static final List<String> HOST =
            List.of("ip", "ipv", "address", "addr", "host", "ping", "server", "client", "dns", "gateway", "curl");

    /** Of a telephone without doubt: also digits that stand together are its number. */
    static final List<String> PHONE = List.of(
            "phone",
            "phones",
            "phonenumber",
            "telephone",
            "cellphone",
            "tel",
            "mobile",
            "cell",
            "fax",
            "whatsapp",
            "telefon",
            "telefono",
            "teléfono",
            "télé",
            "tél",
            "handy",
            "mobil",
            "mobilnummer",
            "mobilfunk",
            "celular",
            "sms",
            "msisdn",
            "hotline",
            "dial",
            "ruf",
            "电话",
            "手机",
            "電話");

    /** Of a call, perhaps, wherever they stand before it. */
    static final List<String> CALL =
            List.of("reach", "answering", "ring", "extension", "rufen", "appel", "llam", "registered");

    /** Likewise, right before it, or with words between that lead to a number: they mean much else. */
    static final Set<String> ASK = Set.of("call", "text", "message", "messages", "contact");

    /** What leads from those to a number. */
    static final Set<String> LEADING = Set.of("at", "on", "to", "under", "me", "us", "number", "no");

    /** Before a call that nobody rings. */
    static final Set<String> OTHER_CALLS = Set.of("function", "tool", "api", "system");

    /** Long ones that are part of other words: of microphones, automobiles, immobility. */
    static final Set<String> WHOLE = Set.of("phone", "phones", "phonenumber", "mobile", "mobil");

    /** Behind a telephone's number: where it rings. */
    static final List<String> PLACE = List.of("office", "desk", "home", "work", "direct");

    /** Before a sign for "at" and a place on the net. */
    static final Set<String> BEFORE_PLACES = Set.of(
            "it",
            "in",
            "at",
            "me",
            "us",
            "is",
            "are",
            "here",
            "now",
            "only",
            "sale",
            "out",
            "them",
            "this",
            "that",
            "one",
            "shop",
            "visit",
            "available",
            "more",
            "online",
            "up",
            "buy",
            "free",
            "live",
            "read",
            "see",
            "found",
            "work",
            "works",
            "on",
            "tickets",
            "order",
            "details",
            "info");

    /** Of electronic mail. */
    static final List<String> MAIL =
            List.of("email", "emails", "mail", "mailto", "mailbox", "correo", "courriel", "posta", "adresse");

    static final List<String> CARD =
            List.of("card", "credit", "debit", "maestro", "visa", "mastercard", "karte", "carte");

    private Words() {}
}
