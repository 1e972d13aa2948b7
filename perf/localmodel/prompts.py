"""The prompts that are asked: of each domain at least 500 with an answer that can be checked, drawn from DIR with a fixed seed.

A domain is one of `analyze.TaskFamily`. Each source states how many of its prompts are taken, how long an answer may be, and how it is
checked. None of them was trained on, as the local model is used as it was published; whether its makers did is not known.
"""

import ast
import collections
import dataclasses
import gzip
import json
import pathlib
import random
import re

import checks
import instructions
import programs

SEED = 20261129
LONGEST = 1100
OPTION = re.compile(r"\(([A-R])\) *([^\n]+)")
LETTER = "Answer with the letter of the right option alone."
# The shorter ones of BIG-Bench Hard; the rest need more of the window, or no list of answers can be given.
BBH = (
    "boolean_expressions date_understanding disambiguation_qa geometric_shapes hyperbaton movie_recommendation navigate"
    " reasoning_about_colored_objects ruin_names snarks sports_understanding web_of_lies logical_deduction_three_objects"
    " tracking_shuffled_objects_three_objects causal_judgement"
).split()


@dataclasses.dataclass(frozen=True)
class Question:
    """chance is that of a blind guess; None where there is nothing to choose from."""

    id: str
    domain: str
    source: str
    prompt: str
    check: object
    expected: object
    tokens: int
    chance: float | None = None

    def passes(self, answer):
        return self.check(answer, self.expected)


class Data:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)

    def rows(self, name):
        with gzip.open(self.folder / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            return [json.loads(line) for line in file]

    def some(self, rows, count, name):
        """So many, the same each time."""
        short = [row for row in rows if len(row.get("prompt", "")) <= LONGEST]
        return random.Random(f"{SEED} {name}").sample(short, min(count, len(short)))

    def bench(self, task):
        """Prompts of one benchmark, of those that have what they are judged by."""
        return [row for row in self.rows("llmrouter_queries/queries") if row["task"] == task and row["ground_truth"]]


def tests_of(listed):
    return listed if isinstance(listed, list) else ast.literal_eval(listed)


def code(data):
    for row in data.some(data.bench("mbpp"), 250, "mbpp"):
        tests = tests_of(row["ground_truth"])
        prompt = f"{row['prompt']}\nIt has to pass this test:\n{tests[0]}\nAnswer with the Python code alone."
        yield Question(row["id"], "code", "MBPP", prompt, programs.passes, ("", "", "\n".join(tests)), 160)
    for row in data.some(data.bench("human_eval"), 100, "human_eval"):
        name = re.findall(r"def (\w+)", row["prompt"])[-1]
        tests = row["ground_truth"].replace("candidate", name) if "def check" not in row["ground_truth"] else f"{row['ground_truth']}\ncheck({name})"
        prompt = f"Complete this Python function:\n\n{row['prompt']}"
        yield Question(row["id"], "code", "HumanEval", prompt, programs.passes, (row["prompt"], name, tests), 160)
    for row in data.some(data.rows("zeroeval_matrix/crux"), 150, "crux"):
        prompt = row["prompt"] + "\nAnswer with the literal alone."
        yield Question(row["id"], "code", "CRUXEval, outputs", prompt, checks.literal, row["reference"], 40)


def math(data):
    for row in data.some(data.rows("gsm8k/gsm8k"), 200, "gsm8k"):
        yield Question(row["id"], "math", "GSM8K", row["prompt"], checks.number, row["answer"], 160)
    solved = [(row, checks.boxed(row["ground_truth"])) for row in data.some(data.bench("math"), 150, "math")]
    for row, answer in solved:
        if answer is not None:
            prompt = row["prompt"] + "\nPut the final answer into \\boxed{}."
            yield Question(row["id"], "math", "MATH", prompt, checks.formula, answer, 160)
    rng = random.Random(SEED)
    for index in range(160):
        digits, sign = (1, 2, 2, 3)[index % 4], "+-×"[index % 3]
        one, other = (rng.randrange(10 ** (digits - 1), 10**digits) for _ in range(2))
        one, other = max(one, other), min(one, other)
        if sign == "×":
            other = rng.randrange(2, 10)
        result = {"+": one + other, "-": one - other, "×": one * other}[sign]
        prompt = f"What is {one} {sign} {other}? Answer with the number alone."
        yield Question(f"sum/{index}", "math", "sums, made here", prompt, checks.number, str(result), 24)


def reasoning(data):
    tasks = collections.defaultdict(list)
    for row in data.rows("bbh/bbh"):
        tasks[row["task"]].append(row)
    for task in BBH:
        labels = sorted({row["target"] for row in tasks[task]})
        for row in data.some(tasks[task], 35, task):
            options = [text for _, text in OPTION.findall(row["prompt"])]
            if row["target"].startswith("("):
                expected, chance = (row["target"][1], options), 1 / len(options)
                yield Question(row["id"], "reasoning", "BIG-Bench Hard", f"{row['prompt']}\n{LETTER}", checks.letter, expected, 16, chance)
            else:
                prompt = f"{row['prompt']}\nAnswer with one of: {', '.join(labels)}."
                yield Question(row["id"], "reasoning", "BIG-Bench Hard", prompt, checks.label, (row["target"], labels), 16, 1 / len(labels))


def options(data, task, source, count):
    for row in data.some(data.bench(task), count, task):
        texts = ast.literal_eval(row["choices"])["text"]
        listed = "\n".join(f"({chr(65 + index)}) {text}" for index, text in enumerate(texts))
        prompt = f"{row['prompt']}\n{listed}\n{LETTER}"
        yield Question(row["id"], "factual", source, prompt, checks.letter, (row["ground_truth"], texts), 16, 1 / len(texts))


def factual(data):
    for row in data.some(data.rows("nq_open/nq_open"), 300, "nq_open"):
        yield Question(row["id"], "factual", "NQ-open", row["prompt"] + "?", checks.contains, row["answers"], 40)
    yield from options(data, "arc_challenge", "ARC challenge", 100)
    yield from options(data, "openbook_qa", "OpenBookQA", 100)
    listed = (pathlib.Path(__file__).parent / "capitals.txt").read_text(encoding="utf-8").splitlines()
    for country, names in (line.split(": ") for line in listed):
        prompt = f"What is the capital of {country}?"
        yield Question(f"capital/{country}", "factual", "capitals, made here", prompt, checks.contains, names.split(", "), 24)


def language(data):
    contexts = {(row["title"], row["par"]): row["context"] for row in data.rows("xquad/paragraphs") if row["lang"] == "en"}
    asked = [row for row in data.rows("xquad/questions") if row["lang"] == "en" and len(contexts[row["title"], row["par"]]) <= 800]
    for row in data.some(asked, 150, "xquad"):
        prompt = f"{contexts[row['title'], row['par']]}\n\n{row['prompt']}\nAnswer with a few words of the text alone."
        yield Question(row["id"], "language", "XQuAD, extraction", prompt, checks.contains, [row["answer"]], 32)
    news = [row for row in data.rows("sib200/sib200") if row["lang"] == "eng_Latn"]
    topics = sorted({row["topic"] for row in news})
    for row in data.some(news, 150, "sib200"):
        prompt = f"{row['text']}\n\nWhat is this text about? Answer with one of: {', '.join(topics)}."
        yield Question(f"sib200/{row['i']}", "language", "SIB-200, topics", prompt, checks.label, (row["topic"], topics), 24, 1 / len(topics))
    yield from intents(data, "clinc150/clinc150", "domain", 10, 100, "CLINC150, domains")
    yield from intents(data, "banking77/banking77", "intent", 4, 100, "Banking77, one of 4")


def intents(data, name, column, many, count, source):
    said = [row for row in data.rows(name) if row[column] != "oos"]
    words = sorted({row[column].replace("_", " ") for row in said})
    for row in data.some(said, count, name):
        rng, right = random.Random(f"{SEED} {row['id']}"), row[column].replace("_", " ")
        listed = rng.sample([one for one in words if one != right and one not in right and right not in one], many - 1) + [right]
        rng.shuffle(listed)
        prompt = f"{row['prompt']}\n\nWhat is this request about? Answer with one of: {', '.join(listed)}."
        yield Question(row["id"], "language", source, prompt, checks.label, (right, listed), 24, 1 / many)


def creative(data):
    tokens = 176
    asked = [row for row in data.rows("ifeval/ifeval") if instructions.fits(row["instruction_ids"], row["kwargs"], tokens // 2)]
    for row in data.some(asked, 340, "ifeval"):
        expected = list(zip(row["instruction_ids"], row["kwargs"]))
        yield Question(row["id"], "creative", "IFEval, its instructions", row["prompt"], instructions.follows, expected, tokens)
    for row in data.bench("commongen"):
        wanted = re.findall(r"[a-z]+", row["prompt"])[:3]
        prompt = f"Write one sentence with the words {', '.join(wanted)}."
        yield Question(row["id"], "creative", "CommonGen, 3 words", prompt, checks.words, wanted, 48)


def conversation(data):
    rows = data.rows("labelled_prompts/labelled_prompts") + data.rows("labelled_prompts/written_prompts")
    talk = [row for row in rows if row["task"] == "conversation" and row["prompt"].isascii()]
    for row in data.some(talk, 250, "conversation"):
        yield Question(row["id"], "conversation", "small talk, form alone", row["prompt"], checks.manners, None, 64)


DOMAINS = (code, math, reasoning, factual, language, creative, conversation)


def questions(folder):
    """Every question, the domains by turns, so that a run that was stopped has asked of all."""
    data, drawn = Data(folder), []
    for domain in DOMAINS:
        asked = list(domain(data))
        random.Random(SEED).shuffle(asked)
        drawn += [((index + 0.5) / len(asked), question) for index, question in enumerate(asked)]
    return [question for _, question in sorted(drawn, key=lambda pair: (pair[0], pair[1].domain))]
