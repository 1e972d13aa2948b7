"""The pictures: reliability by pool, and cost against quality."""
import matplotlib
import matplotlib.ticker
import numpy as np

matplotlib.use("Agg")
import matplotlib.pyplot as plt  # noqa: E402

import measures  # noqa: E402


def reliability(crossed, file):
    figure, axes = plt.subplots(1, len(crossed.pools), figsize=(3.2 * len(crossed.pools), 3.4), sharey=True)
    out, at = {}, 0
    for pool, axis in zip(crossed.pools, axes):
        columns = slice(at, at + len(pool.models))
        at += len(pool.models)
        said, seen = crossed.said[pool.rows][:, columns], pool.scores
        asked = ~np.isnan(seen)
        rows, error = measures.calibration(said[asked].tolist(), seen[asked].tolist())
        each = [measures.calibration(said[asked[:, m], m].tolist(), seen[asked[:, m], m].tolist())[1] for m in range(len(pool.models))]
        out[pool.name] = {"rows": rows, "ece": error, "eceOfModels": float(np.mean(each)), "models": len(pool.models), "pairs": int(asked.sum())}
        axis.plot([0, 1], [0, 1], color="0.7", lw=1)
        axis.plot([p for _, p, _ in rows], [y for _, _, y in rows], "o-", ms=4)
        axis.set_title(f"{pool.name}\nECE {error:.3f}, of a model {np.mean(each):.3f}", fontsize=9)
        axis.set_xlabel("probability said")
    axes[0].set_ylabel("share that was right")
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
    return out


def hulls(markets, file):
    figure, axes = plt.subplots(1, len(markets), figsize=(4.6 * len(markets), 4))
    for (name, market, curves, chance), axis in zip(markets, axes):
        for way, style in (("router", "-"), ("neighbours", ":"), ("oracle", "--")):
            edge = measures.hull(curves[way])
            axis.plot([c * 1e3 for c, _ in edge], [q for _, q in edge], style, label=way)
        edge = measures.hull(curves["singles"])
        axis.plot([c * 1e3 for c, _ in edge], [q for _, q in edge], "-", color="0.75", lw=1, label="mixtures of single models")
        for model, (cost, quality) in zip(market.models, curves["singles"]):
            axis.plot(cost * 1e3, quality, "k.", ms=4)
            axis.annotate(model, (cost * 1e3, quality), fontsize=5, xytext=(3, -6), textcoords="offset points")
        axis.plot(chance[0] * 1e3, chance[1], "rx", ms=5, label="chance")
        axis.set_xscale("log")
        axis.xaxis.set_minor_formatter(matplotlib.ticker.NullFormatter())
        axis.set_title(name, fontsize=9)
        axis.set_xlabel("dollars for 1,000 prompts")
    axes[0].set_ylabel("right answers")
    axes[0].legend(fontsize=7)
    figure.tight_layout()
    figure.savefig(file, dpi=110)
    plt.close(figure)
