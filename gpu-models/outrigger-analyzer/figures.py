"""Temperatures, and the figures by which heads are judged."""
import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.metrics import accuracy_score, cohen_kappa_score, f1_score, roc_auc_score


def probabilities(logits, temperature):
    """[rows, classes]; one logit gives the two probabilities of a sigmoid."""
    z = logits / temperature
    if z.shape[1] == 1:
        z = np.concatenate([np.zeros_like(z), z], 1)
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def want(rows, name, key="target"):
    return np.array([row[key][name] for row in rows])


def temperature(logits, rows, name):
    """The temperature of least log loss (Guo et al., On Calibration of Modern Neural Networks, 2017)."""
    y = want(rows, name)

    def loss(log_t):
        p = probabilities(logits, np.exp(log_t))
        return -np.log(p[np.arange(len(y)), y] + 1e-12).mean()

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def calibration_error(p, y, bins=10):
    """Expected calibration error: |confidence - accuracy| over ten equal bins, weighted by rows."""
    confidence, right = p.max(1), p.argmax(1) == y
    slot = np.minimum((confidence * bins).astype(int), bins - 1)
    return sum(abs(confidence[slot == b].mean() - right[slot == b].mean()) * (slot == b).mean() for b in set(slot))


def report(logits, rows, temperatures, labels):
    second = np.array([row["second_target"] is not None for row in rows])
    print("| head | rows | accuracy | majority | macro F1 | kappa | kappa vs 2nd label | annotators' kappa | AUC | ECE raw | ECE | temperature |")
    for name in labels:
        y, t = want(rows, name), temperatures[name]
        p = probabilities(logits[name], t)
        guess = p.argmax(1)
        twice = [row for row in rows if row["second_target"] is not None]
        y2 = want(twice, name, "second_target") if twice else np.array([])
        auc = f"{roc_auc_score(y, p[:, 1]):.3f}" if p.shape[1] == 2 else "–"
        print(
            f"| {name} | {len(y)} | {accuracy_score(y, guess):.3f} | {np.bincount(y).max() / len(y):.3f}"
            f" | {f1_score(y, guess, average='macro', labels=sorted(set(y)), zero_division=0):.3f}"
            f" | {cohen_kappa_score(y, guess):.3f}"
            f" | {cohen_kappa_score(y2, guess[second]):.3f} (n={len(twice)}) | {cohen_kappa_score(y2, y[second]):.3f} | {auc}"
            f" | {calibration_error(probabilities(logits[name], 1), y):.3f} | {calibration_error(p, y):.3f} | {t:.2f} |",
            flush=True,
        )
