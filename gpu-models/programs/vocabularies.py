"""Tiny vocabularies in the forms that models' files have, and what Hugging Face's tokenizers make of strings with them.

Merges are learnt over whole lines, so that they would cross every border that a pre-tokenizer draws: then a wrong border
gives other tokens.
"""
import io
import json
import pathlib
import random

import gguf
import sentencepiece
from sentencepiece import sentencepiece_model_pb2
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, trainers
from transformers.convert_slow_tokenizer import SpmConverter

CONTRACTIONS = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)"
GPT2 = r"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+"
LLAMA3 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN35 = CONTRACTIONS + r"|[^\r\n\p{L}\p{N}]?[\p{L}\p{M}]+|\p{N}| ?[^\s\p{L}\p{M}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
UP, LOW = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]", r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
TEKKEN = rf"[^\r\n\p{{L}}\p{{N}}]?{UP}*{LOW}+|[^\r\n\p{{L}}\p{{N}}]?{UP}+{LOW}*|\p{{N}}| ?[^\s\p{{L}}\p{{N}}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+"
GPT4O = (rf"[^\r\n\p{{L}}\p{{N}}]?{UP}*{LOW}+{CONTRACTIONS}?|[^\r\n\p{{L}}\p{{N}}]?{UP}+{LOW}*{CONTRACTIONS}?"
         r"|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+")
DEEPSEEK3 = [r"\p{N}{1,3}", "[一-龥\u3040-ゟ゠-ヿ]+",
             r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"]

# How each name of llama.cpp's cuts: the components that the models' own tokenizer.json have.
byte_level, digits = pre_tokenizers.ByteLevel(add_prefix_space=False), pre_tokenizers.Digits(individual_digits=True)
CUTS = {
    "gpt-2": [byte_level],
    "smollm": [digits, byte_level],
    "default": [r"[\p{P}\$\+<=>\^~\|]+", GPT2, r"\p{N}+", "[0-9][0-9][0-9]"],
    "falcon": [pre_tokenizers.Punctuation("contiguous"), byte_level, pre_tokenizers.Split(Regex("[0-9][0-9][0-9]"), "isolated")],
    "llama-bpe": [LLAMA3],
    "smaug-bpe": [LLAMA3],
    "qwen2": [QWEN2],
    "stablelm2": [QWEN2],
    "qwen35": [QWEN35],
    "tekken": [TEKKEN],
    "gpt-4o": [GPT4O],
    "deepseek-coder": [r"[\r\n]", r"\s?\p{L}+", r"\s?\p{P}+", "[一-龥ࠀ-一가-\ud7ff]+", r"\p{N}"],
    "deepseek-v3": DEEPSEEK3,
}
WHOLE_TOKENS, COMPOSED = {"llama-bpe", "tekken"}, {"qwen2", "qwen35"}
CONTROL = ["<s>", "</s>", "<|im_start|>", "<|im_end|>", "<|endoftext|>", "<|user|>", "<|assistant|>", "<|system|>", "<|end|>"]
TEXTUAL = ["<think>", "</think>", "<b>"]

LINES = """The quick brown fox jumps over the lazy dog, and it's 1234567 times they'll say so; we've 42 or 2024-03-07.
What is the capital of France? Paris is. WHAT IS THE CAPITAL? It'S PARIS! I'M sure, You'Re not.
def f(x):\n    return {'a': [x] * 2}  # comment\n\n\tprint("done")\r\n
Ünïcödé déjà vu, naïve café, cafe\u0301, straße, ΑΒΓ αβγ, Привет мир, שלום עולם, مرحبا بالعالم, नमस्ते दुनिया
日本語のテキスト、漢字とかな。中文字符测试。한국어 텍스트 123 四五六 ①②③ ½ ² ٣٤٥
👍 👩‍👩‍👧 emoji 🇫🇷 — “quotes” ‘single’ … ellipsis • bullet → arrow ≠ math ∑ €5.00 $3 50%
<|im_start|>user\nHello<|im_end|>\n<s>[INST] Hi [/INST]</s> <think>\n\n</think> <b>bold</b> <0x0A>
   leading   and   many    blanks     \t\ttabs\n\n\n\nlines\u00a0hard\u3000wide
""".split("\n")


def strings():
    """200 of them: whole lines, and joined scraps."""
    random_ = random.Random(7)
    scraps = [piece for line in LINES for piece in line.replace("\\n", "\n").split(" ") if piece]
    blanks = [" ", "  ", "\n", "\n\n", "\t", "", "", "\r\n", "   ", "\u00a0", " \n "]
    fixed = [line for line in LINES if line] + ["", " ", "  ", "\n", "a", " a", "a ", "\n\n a", "1", "12", "1234", "'s", "don't", "DON'T",
                                               "▁", "a▁b", "e\u0301", "\u0301", "\u200b", "\x00\x01", "<s>", "<0x0A>", "<think>", "\u2028x"]
    while len(fixed) < 200:
        fixed.append("".join(random_.choice(scraps)[:8] + random_.choice(blanks) for _ in range(random_.randint(1, 5))))
    return fixed


def learn():
    """256 bytes and 260 merges over whole lines: (tokens, merges)."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)
    trainer = trainers.BpeTrainer(vocab_size=516, min_frequency=1, show_progress=False,
                                  initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator([text for text in strings()] * 2, trainer)
    model = json.loads(tokenizer.to_str())["model"]
    return sorted(model["vocab"], key=model["vocab"].get), [tuple(merge) for merge in model["merges"]]


def byte_tokenizer(cut, tokens, merges, control):
    tokenizer = Tokenizer(models.BPE(vocab={token: i for i, token in enumerate(tokens)}, merges=merges,
                                     ignore_merges=cut in WHOLE_TOKENS))
    parts = [pre_tokenizers.Split(Regex(part), "isolated") if isinstance(part, str) else part for part in CUTS[cut]]
    if byte_level not in CUTS[cut]:
        parts.append(pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(parts)
    tokenizer.decoder = decoders.ByteLevel()
    if cut in COMPOSED:
        tokenizer.normalizer = normalizers.NFC()
    add(tokenizer, control)
    return tokenizer


def add(tokenizer, control, rstrip=()):
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True, rstrip=name in rstrip) for name in control])
    tokenizer.add_tokens([AddedToken(name, normalized=False, special=False) for name in TEXTUAL if name not in control])


def write_bytes(path, cut, tokens, merges, template):
    names = tokens + CONTROL + TEXTUAL
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(cut)
    writer.add_token_list(names)
    writer.add_token_types([1] * len(tokens) + [3] * len(CONTROL) + [4] * len(TEXTUAL))
    writer.add_token_merges([f"{left} {right}" for left, right in merges])
    finish(writer, names, template)


def finish(writer, names, template):
    writer.add_bos_token_id(names.index("<s>"))
    writer.add_eos_token_id(names.index("</s>"))
    writer.add_add_bos_token(False)
    writer.add_chat_template(template)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()


def learn_pieces(begins_with_blank, defined):
    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter([text.replace("\n", " ").replace("\x00", "") for text in strings() if text.strip()] * 2), model_writer=model,
        model_type="bpe", vocab_size=720, byte_fallback=True, add_dummy_prefix=begins_with_blank, remove_extra_whitespaces=False,
        normalization_rule_name="identity", character_coverage=0.98, allow_whitespace_only_pieces=True, split_digits=True,
        control_symbols=CONTROL[2:], user_defined_symbols=defined, minloglevel=2, num_threads=1)
    proto = sentencepiece_model_pb2.ModelProto()
    proto.ParseFromString(model.getvalue())
    return proto


def piece_tokenizer(proto, control, rstrip=()):
    """As transformers reads a SentencePiece model for which it has no class of its own."""
    vocab = {piece.piece: i for i, piece in enumerate(proto.pieces)}
    tokenizer = SpmConverter.build_tokenizer_from_spm_proto(proto, vocab)
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True, rstrip=name in rstrip) for name in control])
    return tokenizer


def write_pieces(path, proto, begins_with_blank, template, name):
    writer = gguf.GGUFWriter(path, "llama")
    writer.add_name(name)
    writer.add_tokenizer_model("llama")
    # As llama.cpp's converter does, what is defined by the user is written as it is found in a text.
    names = [piece.piece.replace("▁", " ") if piece.type == 4 else piece.piece for piece in proto.pieces]
    writer.add_token_list(names)
    writer.add_token_scores([piece.score for piece in proto.pieces])
    writer.add_token_types([piece.type for piece in proto.pieces])
    writer.add_add_space_prefix(begins_with_blank)
    finish(writer, names, template)


def write_folder(folder, tokens, merges, template):
    """A byte-level tokenizer as Hugging Face keeps it, control tokens among the added ones."""
    folder.mkdir(exist_ok=True)
    tokenizer = byte_tokenizer("qwen2", tokens, merges, CONTROL)
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    eos = {"content": "</s>", "lstrip": False, "normalized": False, "rstrip": False, "single_word": False}
    (folder / "tokenizer_config.json").write_text(json.dumps(
        {"add_bos_token": False, "bos_token": "<s>", "eos_token": eos, "chat_template": template}) + "\n")
    (folder / "generation_config.json").write_text(json.dumps(
        {"eos_token_id": [tokenizer.token_to_id("<|im_end|>"), tokenizer.token_to_id("<|endoftext|>")]}) + "\n")
    return tokenizer


def write_piece_folder(folder, proto, template):
    """Pieces as newer models keep them: a blank is put before the start of a text alone."""
    folder.mkdir(exist_ok=True)
    model = json.loads(piece_tokenizer(proto, []).to_str())["model"]
    tokenizer = Tokenizer(models.BPE(vocab=model["vocab"], merges=[tuple(merge) for merge in model["merges"]],
                                     unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="first", split=False)
    inner = Tokenizer.from_str(tokenizer.to_str())
    inner.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="never", split=False)
    start = Tokenizer.from_str(tokenizer.to_str())
    tokenizer.add_special_tokens([AddedToken(name, normalized=False, special=True) for name in CONTROL])
    tokenizer.save(str(folder / "tokenizer.json"), pretty=False)
    (folder / "chat_template.jinja").write_text(template)
    (folder / "tokenizer_config.json").write_text(json.dumps({"bos_token": "<s>", "eos_token": "</s>"}) + "\n")
    return tokenizer, inner, start


def tokens_of(tokenizer, text):
    return tokenizer.encode(text, add_special_tokens=False).ids


def write(out: pathlib.Path, templates, chats, render):
    folder = out / "tokens"
    folder.mkdir(exist_ok=True)
    tokens, merges = learn()
    texts, found = strings(), {}

    def record(name, with_control, without_control, template):
        found[name] = {
            "template": template,
            "texts": [without_control(text) for text in texts],
            "chats": {each: tokens_of(with_control, render(templates[template], messages)["text"])
                      for each, messages in chats.items() if "text" in render(templates[template], messages)}}

    qwen = "qwen3.jinja"
    for cut in CUTS:
        write_bytes(folder / f"{cut}.gguf", cut, tokens, merges, templates[qwen])
        # The template writes <think> and </think>: in it they are control tokens, in messages they are not.
        plain = byte_tokenizer(cut, tokens, merges, [])
        without = Tokenizer.from_str(strip_added(plain.to_str(), {"<think>", "</think>"}, CONTROL))
        record(f"{cut}.gguf", byte_tokenizer(cut, tokens + CONTROL + TEXTUAL, merges, CONTROL), lambda text, by=without: tokens_of(by, text), qwen)
    for name, blank, defined, template, model in (
            ("pieces.gguf", True, [], "like-llama2.jinja", "Like Llama"),
            ("pieces-defined.gguf", False, ["▁▁", "▁▁▁", "\n", "\n\n", "<b>"], "like-gemma3.jinja", "Like Gemma"),
            ("pieces-phi3.gguf", True, [], "phi-3.jinja", "Phi-3-mini")):
        proto = learn_pieces(blank, defined)
        write_pieces(folder / name, proto, blank, templates[template], model)
        strips = set(CONTROL[2:]) - {"<|endoftext|>"} | {"</s>"} if model.startswith("Phi") else ()
        # Of texts SentencePiece itself is asked: transformers' reading of a model with pieces defined by the user takes a
        # text that is a control token's name for that token.
        pieces = sentencepiece.SentencePieceProcessor(model_proto=proto.SerializeToString())
        record(name, piece_tokenizer(proto, CONTROL, strips), pieces.encode, template)
    with_control = write_folder(folder / "folder", tokens + CONTROL + TEXTUAL, merges, templates[qwen])
    record("folder", with_control, lambda text, by=plain_folder(tokens, merges): tokens_of(by, text), qwen)
    template = "like-llama2.jinja"
    with_control, inner, start = write_piece_folder(folder / "folder-pieces", learn_pieces(True, []), templates[template])
    record("folder-pieces", with_control, lambda text, by=inner: tokens_of(by, text), template)
    found["folder-pieces"]["starts"] = [tokens_of(start, text) for text in texts]
    (out / "tokens.json").write_text(json.dumps({"texts": texts, "files": found}, separators=(",", ":")) + "\n")


def plain_folder(tokens, merges):
    plain = byte_tokenizer("qwen2", tokens, merges, [])
    return Tokenizer.from_str(strip_added(plain.to_str(), {"<think>", "</think>"}, CONTROL))


def strip_added(text, names, control):
    """The tokenizer without some added tokens, and with the numbers that a file with control tokens gives the others."""
    tokenizer = json.loads(text)
    kept = [token for token in tokenizer["added_tokens"] if token["content"] not in names]
    first = len(tokenizer["model"]["vocab"]) + len(control)
    for token in kept:
        token["id"] = first + TEXTUAL.index(token["content"])
        tokenizer["model"]["vocab"][token["content"]] = token["id"]
    tokenizer["added_tokens"] = kept
    return json.dumps(tokenizer)
