"""Postal addresses of many countries, and the odd ones that generators make."""

from faker import Faker

import people

STREETS = {
    "en": "Main Oak Maple Cedar Elm Park Church High Station Mill Victoria King Queen Bridge Washington Lincoln Jefferson Franklin Lake Hill River Spring Sunset Highland Forest Meadow Valley Ridge Orchard Willow Birch Chestnut Pine Walnut Cherry Dogwood Juniper Magnolia Laurel Hawthorn Primrose Albert George William Baker Fleet Market Chapel School Green Mount Windsor York Lancaster Richmond Clarence Grove Manor Abbey Priory Castle Harbour Beacon Cross London Oxford Cambridge".split(),
    "suffix": "Street St St. Road Rd Rd. Avenue Ave Ave. Lane Ln Drive Dr Boulevard Blvd Court Ct Place Pl Square Terrace Way Parkway Highway Crescent Close Grove Mews Trail Circle Row Walk Gardens Turnpike Loop Crossing Heights".split(),
    "de": "Hauptstraße Bahnhofstraße Gartenstraße Schillerstraße Goethestr. Lindenallee Bergstraße Kirchgasse Schulweg Rosenweg Am Markt|Lange Gasse|Unter den Linden|Alte Poststraße|Münchner Str.|Wiener Platz|Mühlenweg|Friedrichstraße|Karl-Marx-Allee|Leopoldstr.|Berliner Straße|An der Mühle|Zum Sportplatz|Königsallee|Mozartgasse|Dorfstraße|Ringstrasse|Seestrasse|Im Grund".replace(" Am ", "|Am ").replace(" Bahn", "|Bahn").split("|"),
    "fr": "rue de la Paix|avenue des Champs-Élysées|rue Victor Hugo|boulevard Saint-Michel|rue du Faubourg|chemin des Vignes|allée des Tilleuls|impasse du Moulin|place de la République|quai de Seine|rue Jean Jaurès|av. Jean Moulin|rue des Lilas|cours Mirabeau|rue du Général de Gaulle|bd Voltaire|rue Pasteur|route de Lyon|rue de l'Église|Rue de Virton|rue aux Laines".split("|"),
    "es": "Calle Mayor|Calle de Alcalá|Avenida de la Constitución|C/ Serrano|Paseo de la Castellana|Plaza de España|Calle Gran Vía|Avda. Diagonal|C/ San Juan|Calle del Carmen|Carretera de Cádiz|Camino Real|Calle Luna|Av. Insurgentes Sur|Calle Hidalgo|Avenida Reforma|Calle 50|Carrera 7|Av. Corrientes|Calle Los Olmos|Rúa Olmos".split("|"),
    "it": "Via Roma|Via Garibaldi|Corso Italia|Piazza Navona|Viale Mazzini|Via Dante|Via XX Settembre|Vicolo Stretto|Largo Argentina|Via della Repubblica|Via Nazionale|Strada Provinciale|Via Giuseppe Verdi|Via dei Mille|Corso Vittorio Emanuele II|Via San Marco|Piazza del Duomo".split("|"),
    "pl": "ul. Marszałkowska|ul. Długa|al. Jerozolimskie|ul. Polna|ul. Leśna|ul. Słoneczna|ul. Krótka|pl. Wolności|os. Tysiąclecia|ul. Kościuszki|ul. Mickiewicza|ulica Ogrodowa|ul. 3 Maja|aleja Niepodległości|ul. Franciszkańska|ul. Karpacka".split("|"),
    "tr": "Atatürk Caddesi|İstiklal Cad.|Cumhuriyet Mah. Gül Sok.|Bağdat Caddesi|Barbaros Bulvarı|Yeni Mah. Okul Sk.|Fevzi Çakmak Mah. 12. Sokak|Moda Cad.|Bahçelievler Mahallesi 7. Cadde|Lale Sokak|Kızılay Mah. İnönü Bulvarı".split("|"),
    "nl": "Kerkstraat|Dorpsstraat|Prinsengracht|Molenweg|Stationsplein|Willem Barentszweg|Julianalaan|Hulsterdreef|Herengracht|Beatrixlaan|Schoolstraat|Grote Markt|Prinsenstraat|Lange Nieuwstraat".split("|"),
    "no": "Storgata|Kirkegata|Drottninggatan|Kungsgatan|Vestergade|Nørrebrogade|Strandvejen|Mannerheimintie|Koskikatu|Keskustie|Aleksanterinkatu|Höfðabraut|Laugavegur|Skólavegur|Änggatan|Bakkeveien|Vesterskovvej|Hämeentie|Sveavägen|Østerbrogade|Karl Johans gate".split("|"),
    "cz": "Mlýnská|Dlouhá|Na Příkopě|Václavské náměstí|Jiřího z Poděbrad|Rákóczi út|Kossuth Lajos utca|Fő utca|Király u.|Andrássy út|Ilica|Slovenska cesta|Hlavná|Strada Victoriei|Bulevardul Unirii|Trg bana Jelačića|Str. Mihai Eminescu|Szent István körút".split("|"),
    "in": "MG Road|Brigade Road|Linking Road|Park Street|Anna Salai|Nehru Marg|Gandhi Nagar|Sector 21|5th Cross, Indiranagar|2nd Main, Jayanagar|SV Road, Bandra West|Rajouri Garden|Lajpat Nagar|Koramangala 4th Block|Banjara Hills Road No. 2|HSR Layout|Civil Lines|Shivaji Nagar|Salt Lake Sector V".split("|"),
    "cn": "Zhongshan Road|Nanjing East Road|Jianguomen Outer Street|Huaihai Middle Road|Renmin Lu|Beijing Xi Lu|Dongzhimen Nei Dajie|Keyuan South Road|Tianhe Bei Lu|Xinhua Jie|Chang'an Avenue".split("|"),
    "ar": "King Fahd Road|Al Olaya Street|Sheikh Zayed Road|Al Wasl Road|Hamra Street|Tahrir Street|Corniche Road|Al Rigga Street|Prince Sultan Street|Mohammed V Avenue|Nile Street|Al Khaleej Street|Salah Salem Street".split("|"),
    "af": "Broad Street|Allen Avenue|Herbert Macaulay Way|Moi Avenue|Kenyatta Avenue|Ngong Road|Oxford Street Osu|Independence Avenue|Samora Machel Avenue|Long Street|Jan Smuts Avenue|Adeola Odeku Street|Awolowo Road|Kimathi Street|Bole Road".split("|"),
    "pt": "Rua Augusta|Avenida da Liberdade|Rua das Flores|Travessa do Carmo|Largo do Rato|Rua 25 de Abril|Av. Paulista|Rua Oscar Freire|Alameda Santos|Praça da Sé|Rua do Forno|Estrada da Luz".split("|"),
    "el": "Ερμού|Λεωφόρος Κηφισίας|Πανεπιστημίου|Ρ. Φεραίου|οδός Σταδίου|ул. Ленина|улица Пушкина|Невский проспект|ул. Садовая|вул. Хрещатик|проспект Мира|Eleftheriou Venizelou|Pentelis|Odos Ermou|ul. Vitosha|Nevsky Prospekt|Ulitsa Lenina".split("|"),
}
STATES = "AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC SD TN TX UT VT VA WA WV WI WY".split()
KUS = "Shinjuku-ku Shibuya-ku Meguro-ku Minato-ku Chuo-ku Setagaya-ku Kita-ku Naka-ku".split()
LOCALES = "en_US en_GB en_AU en_CA en_IN en_NZ de_DE de_AT de_CH fr_FR fr_CH fr_CA es_ES es_MX es_CO it_IT pl_PL tr_TR nl_NL nl_BE pt_PT pt_BR sv_SE no_NO da_DK fi_FI cs_CZ sk_SK hu_HU ro_RO hr_HR sl_SI el_GR ru_RU uk_UA id_ID az_AZ".split()


class Addresses:
    """Makes addresses. Streets of the held-out parts are left to one that is made for them."""

    def __init__(self, random, keep, cities):
        self.random = random
        self.streets = {k: [s for s in v if k == "suffix" or keep(s)] or v for k, v in STREETS.items()}
        self.cities = {k: [c for c in v if keep(c)] or v for k, v in cities.items()}
        self.all_cities = sorted({c for v in self.cities.values() for c in v})
        self.lasts = []
        self.fakers = []
        for locale in LOCALES:
            faker = Faker(locale)
            faker.seed_instance(random.randrange(1 << 30))
            pool = sorted({s for s in (faker.street_name() for _ in range(150)) if people.is_ours(s)})
            pool = [s for s in pool if keep(s)]
            if pool:
                self.fakers.append((locale, pool))

    def pick(self, key):
        return self.random.choice(self.streets[key])

    def city(self, locale=None):
        r = self.random.random()
        if locale in self.cities and r < 0.8:
            return self.random.choice(self.cities[locale])
        return self.random.choice(self.cities["ours"] if r < 0.6 else self.all_cities)

    def country(self):
        return self.random.choice(people.COUNTRIES)

    def number(self, most=300):
        r = self.random
        n = str(r.randint(1, most if r.random() < 0.8 else 9999))
        return n + r.choice("abcAB") if r.random() < 0.08 else n

    def zip(self):
        r = self.random
        return r.choice(
            [
                lambda: f"{r.randint(1000, 99999):05d}",
                lambda: f"{r.randint(1000, 99999):05d}",
                lambda: f"{r.randint(1000, 9999)}",
                lambda: f"{r.randint(100, 999)} {r.randint(10, 99)}",
                lambda: f"{r.randint(10, 99)}-{r.randint(100, 999)}",
                lambda: f"{r.randint(100000, 999999)}",
                lambda: f"{r.randint(1000, 9999)} {r.choice('ABCDEFGHK')}{r.choice('ABCDEFGHK')}",
                lambda: self.postcode(),
                lambda: f"{r.randint(10000, 99999)}-{r.randint(1000, 9999)}",
                lambda: f"{r.choice('ABCEGHJKLMNPRSTVXY')}{r.randint(0, 9)}{r.choice('ABCEGHJKL')} {r.randint(0, 9)}{r.choice('ABCEGHJKL')}{r.randint(0, 9)}",
            ]
        )()

    def postcode(self):
        r = self.random
        return f"{r.choice(['SW', 'NW', 'E', 'M', 'B', 'LS', 'EH', 'G', 'CF', 'BS', 'OX', 'CB', 'N', 'W'])}{r.randint(1, 20)} {r.randint(1, 9)}{r.choice('ABDEFGHJLNPQRSTUWXYZ')}{r.choice('ABDEFGHJLNPQRSTUWXYZ')}"

    def us_street(self):
        r = self.random
        base = r.choice(self.lasts) if self.lasts and r.random() < 0.5 else self.pick("en")
        if r.random() < 0.12:
            base = r.choice(["1st", "2nd", "3rd", "4th", "5th", "12th", "42nd", "North " + base, "E " + base, "W. " + base])
        return f"{base} {self.pick('suffix')}"

    def street_name(self):
        r = self.random
        if r.random() < 0.35:
            return self.us_street()
        if r.random() < 0.5:
            return r.choice(r.choice(self.fakers)[1])
        return self.pick(r.choice([k for k in self.streets if k not in ("suffix", "en")]))

    def unit(self):
        r = self.random
        return r.choice(["Apt {}", "Apt. {}", "Suite {}", "Unit {}", "#{}", "Flat {}", "Apartment {}", "Ste {}", "Floor {}"]).format(r.choice([str(r.randint(1, 40)), f"{r.randint(1, 999):03d}", f"{r.randint(1, 20)}{r.choice('ABCD')}"]))

    def street(self):
        """A line that names the house."""
        r = self.random
        kind = r.random()
        if kind < 0.4:
            line = f"{self.number(9000)} {self.us_street()}"
            return line + r.choice([", ", " "]) + self.unit() if r.random() < 0.25 else line
        if kind < 0.7:
            return f"{self.street_name()} {self.number()}"
        if kind < 0.85:
            return f"{self.number()} {self.street_name()}"
        return r.choice(
            [
                lambda: f"{self.pick('fr')}, {self.number()}",
                lambda: f"{self.number()}, {self.pick('fr')}",
                lambda: f"{self.number()} bis {self.pick('fr')}",
                lambda: f"{self.pick('es')}, {self.number()}, {r.randint(1, 9)}º {r.choice('ABCD')}",
                lambda: f"{self.pick('es')} nº {self.number()}",
                lambda: f"{self.pick('it')}, {self.number()}",
                lambda: f"{self.pick('pl')} {self.number()}/{r.randint(1, 60)}",
                lambda: f"{self.pick('pl')} {self.number()} m. {r.randint(1, 60)}",
                lambda: f"{self.pick('tr')} No: {self.number()} D: {r.randint(1, 20)}",
                lambda: f"{self.pick('tr')} No:{self.number()}/{r.randint(1, 20)}",
                lambda: f"Flat {r.randint(1, 30)}, {self.number()} {self.us_street()}",
                lambda: f"No. {self.number()}, {self.pick('in')}",
                lambda: f"Plot {self.number()}, {self.pick('in')}",
                lambda: f"{r.randint(1, 9)}-{r.randint(1, 30)}-{r.randint(1, 30)} {r.choice(KUS)[:-3]}",
                lambda: f"P.O. Box {r.randint(10, 9999)}",
                lambda: f"Villa {r.randint(1, 90)}, {self.pick('ar')}",
                lambda: f"Rua Augusta, {self.number()} - apto {r.randint(1, 120)}",
            ]
        )()

    def odd(self):
        """As generators of test data write them."""
        r = self.random
        if r.random() < 0.1:
            a, b = r.choice([("PSC", "Box"), ("Unit", "Box")])
            return f"{a} {r.randint(1000, 9999)}{r.choice([', ', ' '])}{b} {r.randint(1000, 9999)}\n{r.choice(['APO', 'DPO', 'FPO'])} {r.choice(['AA', 'AE', 'AP'])} {r.randint(10000, 99999)}"
        sep = r.choice(["\n", ", ", " ", "\n ", "\n, ", ","])
        line = f"{r.choice([f'{r.randint(0, 99):02d}', str(r.randint(1, 99999)), f'{r.randint(0, 99999):05d}'])} {self.street_name()} {self.number()}"
        if r.random() < 0.5:
            line += r.choice([" ", "\n", "\n ", ", "]) + r.choice(["Apt. ", "Suite "]) + f"{r.randint(1, 999):03d}"
        tail = [self.city(), r.choice([self.country(), r.choice(STATES), self.country(), r.choice(STATES) + " " + self.zip(), r.choice(["nan", "GU", "SO", "Noord-Brabant", "Upper Austria"])])]
        if r.random() < 0.6:
            tail.append(f"{r.randint(1000, 99999):05d}")
        text = line + sep + tail[0]
        for more in tail[1:]:
            text += r.choice([sep, " ", ", "]) + more
        return text

    def corner(self):
        a, b = self.street_name(), self.us_street()
        if self.random.random() < 0.5:
            a = f"{self.number()} {a}"
        return f"the corner of {a} and {b}"

    def full(self):
        r = self.random
        kind = r.random()
        if kind < 0.22:
            return self.odd()
        sep = r.choice([", ", ", ", "\n", " ", "; "])
        if kind < 0.45:
            line = f"{self.number(9000)} {self.us_street()}"
            if r.random() < 0.35:
                line += r.choice([", ", " ", sep]) + self.unit()
            line += f"{sep}{self.city('en_US')}, {r.choice(STATES)} {r.randint(1000, 99950):05d}"
        elif kind < 0.55:
            line = f"{self.number()} {self.us_street()}{sep}{self.city('en_GB')}{r.choice([sep, ' '])}{self.postcode()}"
        elif kind < 0.88:
            key = r.choice(["de", "fr", "es", "it", "pl", "tr", "nl", "no", "cz", "pt", "in", "cn", "ar", "af", "el"])
            line = {
                "fr": lambda: f"{self.number()}{r.choice([' ', ', '])}{self.pick('fr')}{sep}{self.zip()} {self.city('fr_FR')}",
                "es": lambda: f"{self.pick('es')}{r.choice([' ', ', '])}{self.number()}{r.choice(['', ', 2º B', ', bajo', ' piso 3'])}{sep}{self.zip()} {self.city()}",
                "tr": lambda: f"{self.pick('tr')} No: {self.number()}{r.choice(['', ' D:4', ' Kat 2 Daire 5', '/3'])}{sep}{r.choice(['Kadıköy', 'Çankaya', 'Beşiktaş', 'Konak', 'Şişli'])}{r.choice(['/', ' / ', ' '])}{self.city()}",
                "in": lambda: f"{r.choice(['', 'Flat No. ', '#', 'H.No. ', 'Plot '])}{self.number()}, {self.pick('in')}{sep}{self.city('en_IN')}{r.choice([' - ', ' ', ', '])}{r.randint(110001, 799999)}",
                "cn": lambda: r.choice([f"No. {self.number()} {self.pick('cn')}, {r.choice(['Haidian', 'Chaoyang', 'Pudong', 'Nanshan', 'Tianhe'])} District{sep}{self.city()} {r.randint(100000, 599999)}", f"{r.randint(1, 9)}-{r.randint(1, 30)}-{r.randint(1, 30)} {r.choice(KUS)[:-3]}, {r.choice(KUS)}{sep}Tokyo {r.randint(100, 199)}-{r.randint(1, 99):04d}"]),
                "ar": lambda: r.choice([f"{r.choice(['Building', 'Villa', 'Office'])} {r.randint(1, 300)}, {self.pick('ar')}{sep}{self.city()}", f"P.O. Box {r.randint(100, 99999)}{sep}{self.city()}{sep}{r.choice(['UAE', 'Saudi Arabia', 'Qatar', 'Oman'])}"]),
                "af": lambda: f"{self.number()} {self.pick('af')}{sep}{self.city()}",
            }.get(key, lambda: f"{self.pick(key)} {self.number()}{sep}{self.zip()} {self.city()}")()
        else:
            line = f"{self.street()}{sep}{r.choice([self.zip() + ' ' + self.city(), self.city() + ' ' + self.zip(), self.city()])}"
        if r.random() < 0.25:
            line += sep + self.country()
        return line
