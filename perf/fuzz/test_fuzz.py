"""Each check of the fuzzing, proven by a server that commits what it is there to find.

usage: python3 test_fuzz.py
"""

import json
import socket
import sys
import tempfile
import threading
import unittest
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "clients")]
sys.dont_write_bytecode = True

from faulty import ID, Faulty, asked, http  # noqa: E402
from fuzzing import checks, leaks, raw, records, wire  # noqa: E402
from fuzzing.campaign import Campaign, Request, read  # noqa: E402
from fuzzing.wire import Client, Connection, Hang, Torn, Unsound  # noqa: E402

OPENAI = {"error": {"message": f"no [exchange {ID}]", "type": "invalid_request_error", "param": None, "code": None}}
ERRORS = {
    "openai": OPENAI,
    "anthropic": {"type": "error", "error": {"type": "api_error", "message": "no"}},
    "gemini": {"error": {"code": 400, "message": "no", "status": "INVALID_ARGUMENT"}},
    "ollama": {"error": "no"},
    "bedrock": {"message": "no", "__type": "ValidationException"},
}


class WireTest(unittest.TestCase):
    def test_reads_what_is_sound(self):
        chunked = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"
        self.assertEqual(b"hello", asked(chunked).body)
        self.assertEqual(b"{}", asked(http(200, b"{}")).body)
        self.assertEqual(1, asked(b"HTTP/1.1 100 Continue\r\n\r\n" + http(200, b"{}")).interim)
        self.assertEqual(b"", asked(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n", method="HEAD").body)
        self.assertEqual(b"to the end", asked(b"HTTP/1.0 200 OK\r\n\r\nto the end").body)

    def test_finds_an_answer_that_never_comes(self):
        self.assertRaises(Hang, asked, b"", stays=True)

    def test_finds_an_answer_that_stops(self):
        for part in (b"HTTP/1.1 200", http(200, OPENAI)[:-1], b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhe"):
            self.assertRaises(Hang, asked, part, stays=True)

    def test_finds_an_answer_that_comes_too_slowly(self):
        def drip(connection):
            try:
                connection.recv(100)
                for byte in http(200, OPENAI):
                    connection.sendall(bytes([byte]))
                    threading.Event().wait(0.02)
            except OSError:
                pass
            connection.close()

        with socket.create_server(("127.0.0.1", 0)) as server:
            threading.Thread(target=lambda: drip(server.accept()[0]), daemon=True).start()
            before, wire.WHOLE_SECONDS = wire.WHOLE_SECONDS, 0.2
            try:
                with Connection(server.getsockname()[1]) as connection:
                    connection.send(b"GET / HTTP/1.1\r\n\r\n")
                    self.assertRaises(Hang, connection.answer)
            finally:
                wire.WHOLE_SECONDS = before

    def test_finds_an_answer_that_is_cut(self):
        for part in (b"HTTP/1.1 200", http(200, OPENAI)[:-1], b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhe"):
            self.assertRaises(Torn, asked, part)

    def test_finds_what_is_no_answer(self):
        both = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\ncontent-length: 2\r\n\r\n0\r\n\r\n"
        for strange in (b"hello\r\n\r\n", b"HTTP/2.0 501 No\r\n\r\n", b"HTTP/1.1 200 OK\r\nx y\r\n\r\n", both,
                        b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n\r\n"):  # fmt: skip
            self.assertRaises(Unsound, asked, strange)

    def test_finds_more_than_one_answer(self):
        self.assertRaises(Unsound, asked, http(200, b"{}") + http(200, b"{}"))

    def test_replaces_a_kept_connection_that_was_closed(self):
        with Faulty(http(200, b"{}")) as server:
            client = Client(server.port)
            answers = [client.ask("GET", b"GET / HTTP/1.1\r\n\r\n").status for _ in range(2)]
            client.close()
        self.assertEqual(([200, 200], 1), (answers, client.replaced))


def found(answer, spoken="openai", headers=(), method="GET"):
    return [check for check, _ in checks.findings(answer, spoken, headers, method)]


def answer(status, body, **more):
    return asked(http(status, body, **more))


class ChecksTest(unittest.TestCase):
    def test_finds_nothing_in_errors_of_each_dialect(self):
        for spoken, body in ERRORS.items():
            self.assertEqual([], found(answer(400, body), spoken))

    def test_finds_errors_in_the_words_of_another_dialect(self):
        for spoken in ERRORS:
            for other in ERRORS:
                if other != spoken:
                    self.assertEqual(["form"], found(answer(400, ERRORS[other]), spoken), (spoken, other))

    def test_finds_errors_without_a_message(self):
        for spoken, body in ERRORS.items():
            silent = json.loads(json.dumps(body).replace(f"no [exchange {ID}]", " ").replace('"no"', '" "'))
            self.assertEqual(["form"], found(answer(400, silent), spoken))

    def test_finds_errors_that_are_not_json(self):
        self.assertEqual(["form"], found(answer(404, b"<html>")))
        self.assertEqual(["form"], found(answer(404, b"")))
        self.assertEqual(["form"], found(answer(404, OPENAI, kind="text/html")))

    def test_finds_our_own_5xx(self):
        for status in (500, 501, 502, 503, 504):
            self.assertEqual(["5xx"], found(answer(status, OPENAI)))
            self.assertEqual(["5xx"], found(answer(status, b"oh"), ""))

    def test_a_5xx_is_the_vendors_that_says_so(self):
        self.assertEqual([], found(answer(500, json.dumps(OPENAI).replace("no [", "scripted fault [").encode())))

    def test_a_5xx_is_whose_who_asked_for_it(self):
        hint, hops = ("X-Outrigger-Deadline-Ms", "5"), ("x-outrigger-hop", "a")
        self.assertEqual([], found(answer(504, OPENAI), headers=[hint]))
        self.assertEqual(["5xx"], found(answer(502, OPENAI), headers=[hint]))
        self.assertEqual(["5xx"], found(answer(504, OPENAI), headers=[(hint[0], "5000")]))
        self.assertEqual([], found(answer(508, OPENAI), headers=[hops]))
        self.assertEqual(["5xx"], found(answer(508, OPENAI)))

    def test_finds_answers_without_an_exchange(self):
        self.assertEqual(["record"], found(answer(200, b"{}", exchange=None)))
        self.assertEqual([], found(answer(200, b"{}", exchange=None), ""))

    def test_finds_answers_that_nobody_can_read(self):
        stream, lines = "text/event-stream", "application/x-ndjson"
        self.assertEqual([], found(answer(200, b'data: {"a":1}\n\ndata: [DONE]\n\n', kind=stream)))
        self.assertEqual([], found(answer(200, b'{"a":1}\n{"error":"no"}\n', kind=lines), "ollama"))
        self.assertEqual([], found(answer(200, b"Ollama is running", kind="text/plain"), "ollama"))
        self.assertEqual(["form"], found(answer(200, b"Somebody is", kind="text/plain"), "ollama"))
        for body, kind in ((b"{", "application/json"), (b"data: {\n\n", stream), (b"", stream), (b"x\n", lines), (b"x", "text/x"),
                           (b'data: {"error":{"message":""}}\n\n', stream)):  # fmt: skip
            self.assertEqual(["form"], found(answer(200, body, kind=kind)), body)

    def test_knows_whose_path_it_is(self):
        version, own = [("Anthropic-Version", "1")], [("x-goog-api-key", "k")]
        for target, headers, spoken in (
            ("/v1/chat/completions?a=/api/b", (), "openai"),
            ("/v1/chat/completions", version, "openai"),
            ("/v1/messages/batches", (), "anthropic"),
            ("/v1/models", (), "openai"),
            ("/v1/models", version, "anthropic"),
            ("/v1/models", own, "gemini"),
            ("/openai/v1/models", version, "openai"),
            ("/v1beta/models/m:generateContent", (), "gemini"),
            ("/v1/models/m:generateContent", (), "gemini"),
            ("/api/chat", (), "ollama"),
            ("/bedrock/model/m/converse", (), "bedrock"),
            ("http://localhost/model/m/converse", (), "bedrock"),
            ("/anybody", (), "openai"),
        ):
            self.assertEqual(spoken, checks.dialect(target, headers), target)


AT_REST = leaks.Holding(resident=300 * leaks.MIB, heap=20 * leaks.MIB, threads=30, files=300, in_flight=0, connections=0,
                        buffered=0, exchanges=5)  # fmt: skip


class LeaksTest(unittest.TestCase):
    def test_finds_nothing_where_nothing_grew(self):
        self.assertEqual([], leaks.findings(AT_REST, AT_REST))
        self.assertEqual([], leaks.findings(AT_REST, replace(AT_REST, threads=31, resident=200 * leaks.MIB)))

    def test_finds_each_growth(self):
        for name, more in leaks.GROWTH.items():
            grown = replace(AT_REST, **{name: getattr(AT_REST, name) + more + 1})
            self.assertEqual([name], [words.split()[0] for words in leaks.findings(AT_REST, grown)])

    def test_finds_whatever_is_left_at_rest(self):
        for name in leaks.MOST:
            self.assertEqual([name], [words.split()[0] for words in leaks.findings(AT_REST, replace(AT_REST, **{name: 1}))])

    def test_sums_a_metric_over_its_labels(self):
        scraped = 'x_total{a="1"} 2.0\nx_total{a="2"} 3.0\nx_total_more 9.0\nx 1.5E2\n'
        self.assertEqual((5, 150, 0), tuple(leaks.gauge(scraped, name) for name in (r"x_total\{[^}]*\}", "x", "y")))


class RecordsTest(unittest.TestCase):
    def test_finds_nothing_where_each_has_one(self):
        self.assertEqual([], records.findings(["a", "b"], 2, {"a": 1, "b": 1}, 0))
        self.assertEqual([], records.findings(["a"], 2, {"a": 1, "b": 1}, 1))

    def test_finds_each_fault(self):
        for told, counted, lines, unanswered, words in (
            (["a", "a"], 2, {"a": 1, "b": 1}, 0, "more than one request"),
            (["a", "b"], 2, {"a": 1, "c": 1}, 0, "not in the log"),
            (["a", "b"], 3, {"a": 2, "b": 1}, 1, "more than once"),
            (["a"], 2, {"a": 1}, 1, "2 exchanges are counted and 1 logged"),
            (["a"], 2, {"a": 1, "b": 1}, 0, "of 1 answered requests and 0 unanswered"),
            (["a", "b"], 1, {"a": 1}, 0, "of 2 answered requests"),
        ):
            self.assertTrue(any(words in each for each in records.findings(told, counted, lines, unanswered)), words)

    def test_reads_the_log(self):
        with tempfile.TemporaryDirectory() as folder:
            log = Path(folder) / "log"
            log.write_text('x INFO  {"exchange":"a","status":200}\nother\nx WARN  {"exchange":"a"}\n')
            self.assertEqual({"a": 2}, dict(records.logged(log, 2)))


class CampaignTest(unittest.TestCase):
    def told(self, server, cases, stays=False):
        """The checks that find something where a server answers so to these."""
        before, wire.WHOLE_SECONDS = wire.WHOLE_SECONDS, 0.3
        try:
            with Faulty(*server, stays=stays) as faulty:
                campaign = Campaign(SimpleNamespace(ports=[faulty.port] * 3), None, None, None)
                work = campaign.sender if isinstance(cases[0], Request) else campaign.breaker
                work(cases)
                return campaign.outcome
        finally:
            wire.WHOLE_SECONDS = before

    REQUEST = Request("GET /v1/models", "fitting", "GET", "/v1/models", (), b"GET /v1/models HTTP/1.1\r\n\r\n", 0)
    RAW = raw.Raw("x", "/v1/models", b"GET /v1/models HTTP/1.1\r\n\r\n", method="GET")

    def found(self, outcome):
        return [finding.check for finding in outcome.findings.values()]

    def test_finds_what_is_sent_in_vain(self):
        for case in (self.REQUEST, self.RAW):
            self.assertEqual([], self.found(self.told([http(200, b"{}")], [case])))
            self.assertEqual(["5xx"], self.found(self.told([http(500, OPENAI)], [case])))
            self.assertEqual(["hang"], self.found(self.told([b"HTTP"], [case], stays=True)))
            self.assertEqual(["torn"], self.found(self.told([b"HTTP"], [case])))
            self.assertEqual(["unsound"], self.found(self.told([b"oh\r\n\r\n"], [case])))

    def test_what_is_no_http_may_be_closed_but_not_kept(self):
        case = replace(self.RAW, wants=raw.ENDED)
        self.assertEqual([], self.found(self.told([b""], [case])))
        self.assertEqual(["hang"], self.found(self.told([b""], [case], stays=True)))

    def test_each_of_several_requests_is_answered(self):
        case = replace(self.RAW, after=("/v1/models",))
        self.assertEqual([], self.found(self.told([http(200, b"{}", "a") + http(200, b"{}", "b")], [case])))
        self.assertEqual(["torn"], self.found(self.told([http(200, b"{}")], [case])))

    def test_counts_what_has_no_answer(self):
        outcome = self.told([b""], [replace(self.RAW, wants=raw.LEFT), replace(self.RAW, wants=raw.ENDED)])
        self.assertEqual((2, []), (outcome.unanswered, outcome.told))

    def test_tells_findings_of_one_kind_together_by_the_shortest_request(self):
        longer = replace(self.REQUEST, content=self.REQUEST.content.replace(b"\r\n\r\n", b"\r\na: b\r\n\r\n"))
        (finding,) = self.told([http(500, OPENAI)], [longer, self.REQUEST, longer]).findings.values()
        self.assertEqual((3, self.REQUEST.content), (finding.times, finding.request))

    def test_gives_a_request_what_it_needs_to_be_answered(self):
        said = {"place": "p", "kind": "fitting", "method": "POST", "target": "/v1/messages", "headers": [["a", "b"]], "body": "e30="}
        request = read(said, "anthropic.yaml")
        self.assertIn(b"\r\nx-api-key: app-key\r\ncontent-length: 2\r\n\r\n{}", request.content)
        keyed = read({**said, "headers": [["X-Api-Key", "own"]]}, "anthropic.yaml")
        self.assertNotIn(b"app-key", keyed.content)
        self.assertEqual(2, read(said, "admin.yaml").port)

    def test_makes_the_same_broken_requests_of_the_same_seed(self):
        self.assertTrue(list(raw.cases(1, 2)) == list(raw.cases(1, 2)))
        self.assertFalse(list(raw.cases(1, 2)) == list(raw.cases(2, 2)))


if __name__ == "__main__":
    unittest.main()
