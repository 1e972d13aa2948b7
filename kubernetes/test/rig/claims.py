"""Claims that are tried one after the other; a failed one does not keep the next from being tried."""

import sys
import time
import traceback


class Refused(Exception):
    """A server, or a client program, said no."""

    def __init__(self, status, message):
        super().__init__(f"{status} {message}")
        self.status, self.message = status, message


class Claims:
    def __init__(self):
        self.failed = []
        self.count = 0

    def hold(self, claim, check, *given):
        """What the check returns, or None where the claim does not hold. A text is printed beside it."""
        self.count += 1
        start = time.monotonic()
        try:
            found = check(*given)
        except Exception as wrong:
            self.failed.append(claim)
            print(f"FAILED  {claim}: {type(wrong).__name__} {str(wrong)[:3000]}", flush=True)
            if not isinstance(wrong, (AssertionError, Refused)):
                traceback.print_exc(file=sys.stdout)
            return None
        detail = f"   ({found})" if isinstance(found, str) else ""
        print(f"ok      {claim}{detail}   {time.monotonic() - start:.2f} s", flush=True)
        return found


def same(expected, found, what=""):
    if expected != found:
        raise AssertionError(f"{what}: expected {expected!r}, found {found!r}")


def true(held, what):
    if not held:
        raise AssertionError(what)
