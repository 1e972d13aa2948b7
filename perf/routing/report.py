"""What was found, as a page."""
import workload

AIMS = {
    "MMLU, at most 1,500 labels": 0.66, "GSM8K, at most 1,500 labels": 0.64, "MMLU, all labels": 0.72, "GSM8K, all labels": 0.68, "router": 0.75,
}  # fmt: skip


def table(head, rows):
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(map(str, row)) + " |" for row in rows), ""]


def share(value):
    text = f"{value:.3f}"
    return text[1:] if text.startswith("0.") else text.replace("-0.", "-.")


def with_interval(value, interval):
    return f"{share(value)} [{share(interval[0])}, {share(interval[1])}]"


def gap_rows(found, aims=AIMS):
    for name, one in found.items():
        yield [
            name, one["prompts"], with_interval(one["apgr"], one["apgrInterval"]), share(aims[name]) if name in aims else "",
            *(f"{100 * one[c]:.0f} % [{100 * one[c + 'Interval'][0]:.0f}, {100 * one[c + 'Interval'][1]:.0f}]" for c in ("cpt50", "cpt80")),
            share(one["first fold"]) if "first fold" in one else "",
        ]  # fmt: skip


def percent(value, interval=None):
    return f"{100 * value:.1f} %" + (f" [{100 * interval[0]:.1f}, {100 * interval[1]:.1f}]" if interval else "")


def market_rows(found):
    for name, one in found.items():
        f = one["found"]
        yield [
            name, one["prompts"], one["models"],
            *(with_interval(f[f"aiq {way}"]["value"], f[f"aiq {way}"]["interval"]) for way in ("router", "neighbours", "singles", "oracle")),
            share(f["chance"]["value"]),
        ]  # fmt: skip


def beaten_rows(found):
    for name, one in found.items():
        for key, told in one["found"].items():
            if key.startswith("beats "):
                yield [name, key[6:], f"{100 * told['value']:+.1f} [{100 * told['interval'][0]:+.1f}, {100 * told['interval'][1]:+.1f}]"]


def workload_rows(found):
    for row in found["rows"]:
        yield [
            f"{100 * row['simple']:.0f} %", row["way"], percent(row["kept"], row["keptInterval"]), percent(row["cheaper"], row["cheaperInterval"]),
            percent(row["faster"], row["fasterInterval"]), share(row["quality"]), f"{row['cost']:.3f}", f"{row['seconds']:.1f}",
            " / ".join(f"{100 * s:.0f}" for s in row["shares"]),
        ]  # fmt: skip


# Written by hand after the figures were seen.
NOTE = [
    "The middle model alone, taken blindly, comes close: at 0 and 25 % simple routing keeps half a point to two points more for less money in about the same time, at 50 and 100 % it keeps less and is cheaper and faster.",
    "Intervals of the quality kept are four to seven points wide: at 25 % each that 97 % are kept and 44 % saved in time is the likeliest, not proven; at 0 % simple both are missed (96.9, 40.8).", "",
]


def text(found):
    about, mixed = found["about"], found["workload"]
    speeds = ", ".join(f"{m} {rate:.0f} tokens a second" for m, (_, rate) in mixed["speeds"].items())
    premium = mixed["rows"][0]
    lines = [
        "# The learned router, judged on groups it did not see", "",
        "In brackets the 95 % interval, by bootstrap over groups. A group is prompts of (nearly) the same text, in whatever matrix; none is ever on two sides.", "",
        "- command: `./outrigger bench routing --data DIR`", f"- date: `{about['date']}`, commit: `{about['commit']}`",
        f"- cores: `{about['cores']}`, kernel: `{about['kernel']}`, python: `{about['python']}`, numpy: `{about['numpy']}`",
        f"- data: `{about['data'][:16]}…`, {about['prompts']} prompts; {about['landmarks']} landmarks, {about['factors']} factors", "",
        "## Two models: RouteLLM's protocol", "",
        "Mixtral 8x7B and GPT-4 (1106). PGR is the part of the gap between both that is recovered at a share of strong calls; APGR is PGR integrated over all shares by",
        "trapezoids at 0, 10, … 100 %, as RouteLLM's own evaluation does it (chance .500); CPT50 is the least share of strong calls that recovers half of the gap. Prompts that RouteLLM found",
        "contaminated are left out, as there. Five folds; thresholds are of each fold's own. A label is a prompt with both outcomes. Penalty and kind of regression are chosen",
        "anew in each fold by five inner folds of its training rows. Ways (kernel, counts, other matrices, networks: decision 0064) were compared before on inner folds of what is not in the first",
        "fold, so the first fold's own figure stands in the last column; it is of a fifth of the rows, some ±.05 on MMLU and ±.12 on GSM8K. `all labels` of GSM8K also uses what 32 other models",
        "answered to the *training* questions (zeroeval).", "",
        *table(["", "prompts", "APGR", "aim", "CPT50", "CPT80", "first fold's APGR"], gap_rows(found["pair"])),
        "The last row is no router: it ranks GSM8K's questions by how 32 other models did on the very question. It says how much of the gap is noise of two models' single answers, and that text alone",
        "will hardly reach the aim of .680.", "",
        "By the two probabilities of the router as it ships, trained on all matrices but the fold's groups (sixteen factors: four, eight, twelve and twenty were looked at on the first fold):", "",
        *table(["", "prompts", "APGR", "aim", "CPT50", "CPT80", ""], gap_rows(found["asShipped"], {})),
        "MT-Bench (both turns' mean grade; the first turn is read; no grade learned from; 72 questions, so the interval is wide). `router` is the one that ships; `difficulty` and `complexity` are the", "analyzer's heads.", "",
        *table(["", "prompts", "APGR", "aim", "CPT50", "CPT80", ""], gap_rows(found["mtBench"])),
        "## Calibration", "", "Every probability is of a router that did not see the prompt's fold. ECE over ten bins; of a model: the mean of each model's own.", "",
        "![reliability](routing-reliability.png)", "",
        *table(["source", "models", "pairs", "ECE", "of a model"], [[n, r["models"], r["pairs"], share(r["ece"]), share(r["eceOfModels"])] for n, r in found["reliability"].items()]),
        "## Pools: cost against quality", "",
        "A policy takes whom worth·probability − expected cost is most for; worth runs over 29 values. On the other folds is chosen whether it lists all models or those that no mixture of others beats,",
        "and how far it believes the router: from fully to not at all, which is taking the best models blindly. Costs: prices of 2024-12 ([prices.json](../routing/prices.json)), four characters a token, answers as long as they were (llmrouter tells no lengths: 600 characters). What an answer will cost is expected",
        "from the model's mean on other folds. llmrouterbench_slice holds costs as billed and no prompts: its `router` knows the benchmark's name alone. Believing less than fully was added after zeroeval's figures were seen. AIQ is the mean height of the hull from the cheapest to the dearest model's cost; `neighbours` are 50 nearest training prompts; `single models` is the hull of mixing them blindly.", "",
        "![cost and quality](routing-hull.png)", "",
        *table(["pool", "prompts", "models", "router", "neighbours", "single models", "oracle", "chance (quality)"], market_rows(found["markets"])),
        "Points of right answers by which the routed pool is above a single model at that model's own cost:", "",
        *table(["pool", "model", "points"], beaten_rows(found["markets"])),
        "## A mixed workload", "",
        f"Measured `{mixed['about']['date']}` (`--only workload`; the bench at `{mixed['about']['commit']}`), by the product: `./outrigger explain --record` reads every prompt and writes a decision log in which always {workload.PREMIUM} is asked, and `./outrigger replay --policy … --outcomes …` decides anew,",
        "counts, and draws the intervals ([0072](../../src/site/markdown/decisions/0072-replays-are-judged-by-outcomes.md)). Each fold has a log of its own, read with a router (`analyzer.router`) that did not see the fold's groups, and a policy, `learned` and `score`, whose weights were chosen on the other folds.", "",
        f"One pool for four task types ({', '.join(f'{t}: {n} prompts' for t, n in mixed['tasks'].items())}), of {', '.join(mixed['models'])}; MMLU-Pro (" + ("all of it" if mixed["knowledgeEvery"] == 1 else f"one of {mixed['knowledgeEvery']} groups, by their hash") + ") asked the later",
        "release (002) of both Gemini models. The router learned one ability of each model over all tasks: a policy does not know which benchmark a prompt is of. Prices of 2024-12, four characters a token, answers as long as they were; the policy itself takes every answer for 400 tokens long. Time is a first token's, .5 s, and the answer's length at: " + speeds + ".",
        "Of Gemini that is what calls of the same vendor's next generation of the same tier (2.5) took, measured (conduit, median); of Llama nothing was measured: a host's usual speed is assumed.",
        "Quality kept is right answers against the baseline's. Weights: of a grid of 341 pairs those whose worst margin over the three aims is greatest on the other folds (there in Python, with the formulae of the stage `score`), at 25 % each; by fold, of cost and latency where quality has 1: "
        + ", ".join(f"{cost:g} and {latency:g}" for cost, latency in mixed["weights"]) + ".", "",
        f"The baseline at 25 % each: {share(premium['premiumQuality'])} right, {premium['premiumCost']:.3f} dollars for 1,000 prompts, {premium['premiumSeconds']:.1f} s. Aims: 97 % kept, 58 % cheaper, 44 % faster.", "",
        *table(["simple", "way", "quality kept", "cheaper", "faster", "right", "dollars for 1,000", "seconds", "shares, " + " / ".join(mixed["models"])], workload_rows(mixed)),
        "The folder `--work` has under `replayed` all that the replay read: prompts, logs, artefacts of the routers, policies and outcomes. The policies of other folds were chosen by outcomes that a fold's router had learned from, which is the usual way of folds: no fold's own outcomes touched its router, and its weights were chosen with routers of other folds, which had learned from them.", "",
        *NOTE,
        "## A source left out", "", "No outcome of it, nor of its groups anywhere, was learned from; of each model only its accuracy is told. Mean area under the ROC curve of its models:", "",
        *table(["source", "models", "prompts", "left out", "learned from"], [[n, m, p, share(a), share(b)] for n, m, p, a, b in found["sourcesLeftOut"]]),
        "## A model left out", "", "No outcome of it shaped the factors. Judged on the first fold: mean area and Brier score, by what is known of it. A constant has area .500.", "",
        *table(
            ["source", "models", "accuracy alone", "20 labels", "50 labels", "200 labels", "all labels", "a constant"],
            [[n, c, *(f"{share(v[i])}, {share(v[i + 1])}" for i in range(0, len(v), 2))] for n, c, v in found["modelsLeftOut"]],
        ),
    ]  # fmt: skip
    return "\n".join(lines).rstrip() + "\n"
