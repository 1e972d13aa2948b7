"""Texts with marked names and addresses, filled from templates. Everything comes from one seed."""

import json
import random
import re

import addresses
import people

HOLE = re.compile(r"\{([A-Za-z_]+)\}")
JOBS = "engineer nurse teacher lawyer driver accountant manager director plumber chef journalist architect designer analyst consultant electrician professor pharmacist dentist sales manager|data scientist|software developer|chief executive|minister|mayor|striker|singer|author".replace(" ", "|").replace("sales|manager", "sales manager").replace("data|scientist", "data scientist").replace("software|developer", "software developer").replace("chief|executive", "chief executive").split("|")
BRANDS = "Apple Samsung Sony Bosch Siemens Philips Nokia Dell Lenovo Acer Canon Nikon Tesla Toyota Ford Mercedes Audi Volvo Renault Fiat Adidas Nike Puma Zara Ikea Lego Nestlé Danone Stripe PayPal Visa Netflix Spotify Slack Zoom Jira GitHub Postgres Redis Kafka Grafana Jenkins Salesforce Oracle SAP Mistral Gemini Claude Llama Alexa Siri Cortana Watson Wells Fargo|Johnson & Johnson|Ben & Jerry's|Dr. Oetker|Mercedes-Benz|Harley-Davidson|Morgan Stanley|Goldman Sachs|JP Morgan|Deutsche Bank|Calvin Klein|Ralph Lauren|Louis Vuitton|Tommy Hilfiger|Levi's|McDonald's|Wendy's|Macy's|Jack Daniel's|Johnnie Walker|Marks & Spencer|Ernst & Young"
BRANDS = [b for chunk in BRANDS.split("|") for b in ([chunk] if " " in chunk and len(chunk.split()) < 5 else chunk.split())] + ["Wells Fargo"]
PRODUCTS = "dishwasher|laptop|phone case|headphones|office chair|printer|router|vacuum cleaner|bicycle|camera|keyboard|Galaxy Tab|MacBook Air|washing machine|Invoice|Quarterly Report|Project Atlas|Welcome Package|standing desk|coffee machine".split("|")
ORG_ENDS = "Inc|Inc.|Ltd|LLC|GmbH|AG|Group|Holdings|Bank|Solutions|Systems|Partners|Consulting|Industries|Foods|Logistics|Insurance|Pharma|Media|Energy|Motors|& Sons|and Co|Associates|Foundation|University|College|Hospital|Church|Airlines|S.A.|Sp. z o.o.|A.Ş.|S.p.A.|Technologies|Labs".split("|")
ORG_WORDS = "Global Nova Delta Alpha Omega Pacific Atlantic Northern Blue Red Silver Golden Green First United National Royal Central Prime Quantum Bright Summit Pioneer Vertex Apex Orion Zenith Polar Urban Metro Digital Cloud Data Smart Rapid Solid Terra Aqua Solar Stellar Persint Exversion Trilogy Cascade Horizon Beacon".split()
MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
CODE = "user order address name count handler client request parse build index cache token queue state config street city customer account item list value load save".split()
TITLES = "Mr.|Mrs.|Ms.|Miss|Dr.|Dr|Mr|Mrs|Prof.|Sir|Herr|Frau|Mme|M.|Señor|Sra.|Sig.|Pan|Pani|Bay|Madam|Judge|Captain|President|Senator|Officer".split("|")
PARTICLES = ["van der ", "van ", "de ", "von ", "de la ", "di ", "da ", "al-", "bin ", "del ", "dos ", "le ", "O'", "Mc", "ben "]
SUFFIXES = [" Jr.", " Sr.", " III", " MD", " PhD", " II"]


class Writer:
    """Fills templates. `keep` says of a word whether this writer may use it."""

    def __init__(self, seed, keep):
        self.random = random.Random(seed)
        self.keep = keep
        pools = {}
        for locale, (first, last) in people.people().items():
            first, last = [x for x in first if keep(x)], [x for x in last if keep(x)]
            if first and last:
                pools[locale] = (first, last)
        self.pools = pools
        # English ones and those of ours are common; the rest evenly.
        self.locales = sorted(pools)
        self.weights = [6 if x in ("en_US", "en_GB") else 2 if x in ("de_DE", "fr_FR", "es_ES", "it_IT", "en_IN", "pt_BR", "nl_NL") or x.startswith("our_") else 0.4 if x in ("el_GR", "ru_RU", "uk_UA", "bg_BG") else 1 for x in self.locales]
        self.addresses = addresses.Addresses(self.random, keep, people.places())
        self.addresses.lasts = pools["en_US"][1]

    def pool(self):
        return self.pools[self.random.choices(self.locales, self.weights)[0]]

    def invented(self, word):
        """A name in no list: the head of one and the tail of another."""
        other = self.random.choice(self.pool()[self.random.randrange(2)])
        if len(word) < 4 or len(other) < 5 or " " in word + other:
            return word
        return (word[: self.random.randint(2, 4)] + other[len(other) // 2 :]).capitalize()

    def first(self):
        word = self.random.choice(self.pool()[0])
        return self.invented(word) if self.random.random() < 0.12 else word

    def last(self, pool=None):
        r = self.random
        word = r.choice((pool or self.pool())[1])
        if r.random() < 0.12:
            word = self.invented(word)
        if r.random() < 0.05:
            word = r.choice(PARTICLES) + word
        if r.random() < 0.03:
            word += "-" + r.choice((pool or self.pool())[1])
        return word

    def name(self):
        r = self.random
        first_pool, last_pool = (p := self.pool()), (p if r.random() < 0.7 else self.pool())
        first = r.choice(first_pool[0])
        if r.random() < 0.1:
            first = self.invented(first)
        kind = r.random()
        if kind < 0.12:
            return first if r.random() < 0.6 else self.last(last_pool)
        if kind < 0.17:
            return f"{first[0]}. {self.last(last_pool)}"
        if kind < 0.25:
            return f"{first} {r.choice('ABCDEFGHJKLMNPRSTW')}{r.choice(['.', '.', ''])} {self.last(last_pool)}"
        if kind < 0.31:
            return f"{first} {r.choice(first_pool[0])} {self.last(last_pool)}"
        if kind < 0.36:
            return f"{first} {self.last(last_pool)} {self.last(last_pool)}"
        if kind < 0.39:
            return f"{self.last(last_pool)}, {first}"
        if kind < 0.41:
            return f"{first}-{r.choice(first_pool[0])} {self.last(last_pool)}"
        if kind < 0.43:
            return f"{first} {self.last(last_pool)}{r.choice(SUFFIXES)}"
        return f"{first} {self.last(last_pool)}"

    def org(self):
        r = self.random
        kind = r.random()
        if kind < 0.25:
            return r.choice(BRANDS)
        if kind < 0.5:
            return f"{self.last()} {r.choice(ORG_ENDS)}"
        if kind < 0.6:
            return f"{self.last()}, {self.last()} {r.choice(['and', '&'])} {self.last()}"
        if kind < 0.65:
            return f"{self.addresses.city()} {r.choice(ORG_ENDS)}"
        if kind < 0.8:
            return r.choice(ORG_WORDS) + r.choice(["", "tech", "soft", "ix", "corp", "net", " Point", "Bridge"])
        return f"{r.choice(ORG_WORDS)} {r.choice(ORG_ENDS)}"

    def date(self):
        r = self.random
        return r.choice([f"{r.randint(1, 28)}/{r.randint(1, 12)}/{r.randint(1950, 2026)}", f"{r.randint(1950, 2026)}-{r.randint(1, 12):02d}-{r.randint(1, 28):02d}", f"{r.choice(MONTHS)} {r.randint(1, 28)}, {r.randint(1950, 2026)}", f"{r.randint(1, 28)} {r.choice(MONTHS)} {r.randint(1950, 2026)}", f"{r.randint(1, 28)}.{r.randint(1, 12)}.{r.randint(1950, 2026)}"])

    def email(self):
        r = self.random
        plain = lambda s: re.sub(r"[^a-z]", "", s.lower()) or "info"
        return f"{plain(self.first())}{r.choice(['.', '_', '', '.'])}{plain(r.choice(self.pool()[1]))}{r.choice(['', '', str(r.randint(1, 99))])}@{r.choice(['gmail.com', 'example.org', 'web.de', 'mail.ru', plain(r.choice(ORG_WORDS)) + '.com', 'yahoo.co.uk'])}"

    def code(self, capital):
        words = [self.random.choice(CODE) for _ in range(self.random.randint(1, 3))]
        if capital:
            return "".join(w.capitalize() for w in words)
        return "_".join(words) if self.random.random() < 0.5 else words[0] + "".join(w.capitalize() for w in words[1:])

    def fill(self, hole):
        """The value and its kind, for a hole; kind is none where it is neither name nor address."""
        r, a = self.random, self.addresses
        made = {
            "name": lambda: (self.name(), "NAME"),
            "NAME": lambda: (self.name().upper(), "NAME"),
            "first": lambda: (self.first(), "NAME"),
            "last": lambda: (self.last(), "NAME"),
            "addr": lambda: (a.full() if r.random() < 0.75 else a.street(), "ADDRESS"),
            "street": lambda: (a.street(), "ADDRESS"),
            "corner": lambda: (a.corner(), "ADDRESS"),
            "city": lambda: (a.city(), None),
            "country": lambda: (a.country(), None),
            "org": lambda: (self.org(), None),
            "brand": lambda: (r.choice(BRANDS), None),
            "product": lambda: (r.choice(PRODUCTS), None),
            "job": lambda: (r.choice(JOBS), None),
            "month": lambda: (r.choice(MONTHS), None),
            "weekday": lambda: (r.choice(DAYS), None),
            "date": lambda: (self.date(), None),
            "year": lambda: (str(r.randint(1900, 2026)), None),
            "age": lambda: (str(r.randint(3, 99)), None),
            "num": lambda: (str(r.randint(1, 10 ** r.randint(1, 5))), None),
            "zip": lambda: (a.zip(), None),
            "phone": lambda: (r.choice([f"+{r.randint(1, 99)} {r.randint(100, 999)} {r.randint(1000000, 9999999)}", f"({r.randint(200, 999)}) {r.randint(200, 999)}-{r.randint(1000, 9999)}", f"0{r.randint(100, 999)}/{r.randint(100000, 999999)}", f"{r.randint(200, 999)}-{r.randint(200, 999)}-{r.randint(1000, 9999)}x{r.randint(1, 999)}"]), None),
            "email": lambda: (self.email(), None),
            "url": lambda: (f"https://www.{r.choice(ORG_WORDS).lower()}.com/{self.code(False)}", None),
            "id": lambda: (r.choice([f"#{r.randint(1000, 999999)}", f"{r.choice('ABCDEFG')}{r.choice('XYZ')}{r.randint(100, 9999)}", f"INV-{r.randint(2000, 2030)}-{r.randint(1, 9999)}"]), None),
            "title": lambda: (r.choice(TITLES), None),
            "code": lambda: (self.code(False), None),
            "Code": lambda: (self.code(True), None),
            "card": lambda: (" ".join(str(r.randint(1000, 9999)) for _ in range(4)) if r.random() < 0.4 else str(r.randint(10**14, 10**16)), None),
            "longid": lambda: (r.choice([f"{r.randint(100, 999)}-{r.randint(10, 99)}-{r.randint(1000, 9999)}", f"GB{r.randint(10, 99)}ABCD{r.randint(10**13, 10**14)}", f"{r.randint(1, 223)}.{r.randint(0, 255)}.{r.randint(0, 255)}.{r.randint(1, 254)}"]), None),
            "nation": lambda: (r.choice(people.NATIONS), None),
        }.get(hole)
        return made() if made else (None, None)

    def write(self, template):
        """Text and marks."""
        out, marks, at = "", [], 0
        for hole in HOLE.finditer(template):
            value, kind = self.fill(hole.group(1))
            if value is None:
                continue
            out += template[at : hole.start()]
            if kind:
                marks.append((len(out), len(out) + len(value), kind))
            out += value
            at = hole.end()
        return self.dress(out + template[at:], marks)

    def noise(self):
        """Numbers, tables, ids and letters that are nobody's."""
        r = self.random
        n = lambda: r.choice([str(r.randint(0, 99)), str(r.randint(0, 99999)), f"{r.random() * 100:.{r.randint(1, 3)}f}"])
        h = lambda size: "".join(r.choice("0123456789abcdef") for _ in range(size))
        word = lambda: r.choice(CODE)
        lines = []
        kind = r.randrange(10)
        for i in range(r.randint(1, 9)):
            lines.append(
                [
                    lambda: r.choice([",", " ", "\t", ";", " | "]).join(n() for _ in range(r.randint(2, 7))),
                    lambda: f"{h(8)}-{h(4)}-{h(4)}-{h(4)}-{h(12)}",
                    lambda: f"{word()}{r.randint(0, 9)} = {word()}{r.randint(0, 9)} {r.choice('+-*/')} {r.choice([n(), '0x' + h(8)])};",
                    lambda: f"{r.choice(['mov', 'add', 'ldr', 'cmp', 'str', 'jmp'])} r{r.randint(0, 12)}, {r.choice(['#', '[r', 'r'])}{r.randint(0, 12)}",
                    lambda: f"{i + 1}. {word()} {n()} {r.choice(['km', 'kg', 'EUR', 'GB', 'ms', '%', 'cm', 'pm', 'years'])}",
                    lambda: f"{r.choice(['YES', 'NO', 'TRUE', 'FALSE', 'A', 'B', 'C', 'OK'])}{r.choice(['', ' ' + n()])}",
                    lambda: f"{r.randint(0, 23)}:{r.randint(0, 59):02d} {word()} {r.choice(['INFO', 'WARN', 'DEBUG'])} {h(7)} {word()}={n()}",
                    lambda: f"{r.choice('ABCDEFGH')}{r.choice('XYZ')}{r.randint(1, 999)}, {r.choice('ABCDEFGH')}{r.randint(1, 9)}{r.choice('ab')}",
                    lambda: f"--{word()}-{word()} {n()} -{r.choice('abcdefv')} {r.randint(1, 9)}{r.choice('abc')}",
                    lambda: f"ports {r.randint(1, 99)}, {r.randint(100, 999)}, {r.randint(1000, 9999)} {r.choice(['and', 'or', 'to'])} {n()}",
                ][kind]()
            )
        return "\n".join(lines)

    def dress(self, text, marks):
        """In lower case, in capitals, in the JSON of a chat, or as it is."""
        r = self.random
        kind = r.random()
        if kind < 0.2 and len(text.lower()) == len(text):
            text = text.lower()
        elif kind < 0.22 and len(text.upper()) == len(text):
            text = text.upper()
        if r.random() < 0.12:
            head = r.choice(['{"model":"gpt-4o","messages":[{"role":"user","content":"', '{"contents":[{"role":"user","parts":[{"text":"', '{"model": "auto", "max_tokens": 200, "messages": [{"role": "system", "content": "You are a helpful assistant."}, {"role": "user", "content": "', '{"prompt":"'])
            text = head + text + r.choice(['"}]}', '"}],"stream":true}', '"}]}]}'])
            marks = [(s + len(head), e + len(head), k) for s, e, k in marks]
        return text, marks


def templates(path):
    """Those of ours: group and text."""
    group, found = None, []
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if line.startswith("## "):
            group = line[3:]
        elif line:
            found.append((group, line.replace("\\n", "\n")))
    return found
