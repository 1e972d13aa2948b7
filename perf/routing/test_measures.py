"""Proves the measures on data whose figures are known. Needs nothing but Python: python3 perf/routing/test_measures.py"""

import pathlib
import random
import sys
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "gpu-models" / "outrigger-router")]

import counts  # noqa: E402
import matrices  # noqa: E402
import measures as m  # noqa: E402

WEAK = [0, 0, 0, 0, 1, 1, 1, 1, 1, 1]
STRONG = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
GAIN = [s - w for s, w in zip(STRONG, WEAK)]


class Gap(unittest.TestCase):
    def test_chance_recovers_half_of_the_gap(self):
        chance = random.Random(1)
        rows = 20000
        weak = [float(chance.random() < 0.6) for _ in range(rows)]
        strong = [float(chance.random() < 0.8) for _ in range(rows)]
        self.assertAlmostEqual(0.5, m.Curve([chance.random() for _ in range(rows)], weak, strong).apgr(), delta=0.03)

    def test_an_oracle_recovers_what_it_must(self):
        # All of the gap at four calls in ten: PGR 0, .25, .5, .75, 1, 1, ... by trapezoids.
        curve = m.Curve(GAIN, WEAK, STRONG)
        self.assertAlmostEqual((0.25 + 0.5 + 0.75 + 6 * 1 + 0.5) / 10, curve.apgr())
        self.assertAlmostEqual(0.2, curve.cpt(0.5))
        self.assertAlmostEqual(0.32, curve.cpt(0.8))

    def test_the_worst_router_recovers_it_last(self):
        self.assertAlmostEqual(1 - m.Curve(GAIN, WEAK, STRONG).apgr(), m.Curve([-g for g in GAIN], WEAK, STRONG).apgr())

    def test_more_of_the_gap_needs_more_calls(self):
        chance = random.Random(2)
        for _ in range(20):
            weak = [float(chance.random() < 0.5) for _ in range(80)]
            strong = [max(w, float(chance.random() < 0.6)) for w in weak]
            curve = m.Curve([chance.random() for _ in weak], weak, strong)
            shares = [curve.cpt(part / 10) for part in range(11)]
            self.assertEqual(sorted(shares), shares)

    def test_a_row_of_weight_two_is_two_rows(self):
        chance = random.Random(3)
        scores = [chance.random() for _ in WEAK]
        twice = [i for i in range(10) for _ in range(1 + i % 2)]
        one = m.Curve(scores, WEAK, STRONG, [1.0 + i % 2 for i in range(10)])
        two = m.Curve(*([row[i] for i in twice] for row in (scores, WEAK, STRONG)))
        self.assertAlmostEqual(two.apgr(), one.apgr())

    def test_scores_of_folds_are_compared_within_their_own(self):
        self.assertEqual([0.25, 0.75, 0.25, 0.75], m.within([1, 2, 100, 200], [0, 0, 1, 1]))


class Hull(unittest.TestCase):
    def test_never_falls_and_leaves_out_what_mixing_beats(self):
        self.assertEqual([(1, 0.2), (3, 0.8)], m.hull([(1, 0.2), (2, 0.4), (3, 0.8), (4, 0.7)]))

    def test_between_two_points_lies_their_mixture(self):
        points = m.hull([(1, 0.2), (3, 0.8)])
        self.assertAlmostEqual(0.5, m.reached(points, 2))
        self.assertAlmostEqual(0.8, m.reached(points, 9))
        self.assertEqual(0.0, m.reached(points, 0.5))
        self.assertAlmostEqual(0.5, m.aiq(points, 1, 3))


class Choice(unittest.TestCase):
    def test_the_safest_way_is_the_one_whose_worst_margin_is_greatest(self):
        aims = (0.97, 0.58, 0.44)
        self.assertEqual(2, m.safest([(0.99, 0.9, 0.43), (0.96, 0.6, 0.5), (0.975, 0.59, 0.445), (0.971, 0.9, 0.9)], aims))
        self.assertEqual(0, m.safest([(0.95, 0.58, 0.44), (0.94, 0.9, 0.9)], aims))


class Folds(unittest.TestCase):
    def test_a_group_is_never_split(self):
        rows = [
            {"group": "a", "words": "one"}, {"group": "b", "words": "two"}, {"group": "c", "words": "one"}, {"group": "c", "words": "three"},
            {"group": "d", "words": "four"},
        ]  # fmt: skip
        joined = matrices.joined(rows)
        self.assertEqual(3, len({row["group"] for row in joined}))
        self.assertEqual(joined[0]["group"], joined[3]["group"], "through the words of the third")
        self.assertEqual(m.fold(joined[0]["group"]), m.fold(joined[2]["group"]))

    def test_every_fold_has_its_share(self):
        sizes = [0] * 5
        for i in range(5000):
            sizes[m.fold(f"group {i}")] += 1
        self.assertTrue(all(850 < size < 1150 for size in sizes), sizes)

    def test_draws_take_whole_groups(self):
        groups = ["a", "a", "b", "c"]
        for weights in m.drawn(groups, 20):
            self.assertEqual(weights[0], weights[1])
            self.assertEqual(3, weights[0] + weights[2] + weights[3])


class Calibration(unittest.TestCase):
    def test_what_happens_as_often_as_was_said_has_no_error(self):
        said, seen = [0.25] * 400 + [0.75] * 400, [1, 0, 0, 0] * 100 + [1, 1, 1, 0] * 100
        rows, error = m.calibration(said, seen)
        self.assertAlmostEqual(0.0, error)
        self.assertEqual([(400, 0.25, 0.25), (400, 0.75, 0.75)], rows)

    def test_too_much_confidence_is_an_error(self):
        self.assertAlmostEqual(0.4, m.calibration([0.9] * 10, [1, 0] * 5)[1])

    def test_an_area_is_a_half_by_chance_and_one_in_order(self):
        self.assertEqual(1.0, m.auc([0.1, 0.2, 0.9], [0, 0, 1]))
        self.assertEqual(0.5, m.auc([0.3, 0.3, 0.3], [0, 1, 0]))


class Counts(unittest.TestCase):
    def test_counts_ascii_and_its_runs(self):
        found = dict(zip(counts.NAMES, counts.counts("Add 12 + 3,400?\n(é１)")))
        self.assertAlmostEqual((6 / 20) ** 0.5, found["digits"])
        self.assertAlmostEqual(__import__("math").log1p(3), found["numbers"])
        self.assertAlmostEqual(__import__("math").log1p(5), found["words"])
        self.assertAlmostEqual((2 / 20) ** 0.5, found["brackets"])

    def test_of_nothing_are_finite(self):
        self.assertEqual(len(counts.NAMES), len(counts.counts("")))


if __name__ == "__main__":
    unittest.main()
