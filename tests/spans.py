"""How long something takes, told so that a slow or busy machine says the same as a fast one."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_SMALLER = 8
"""How many times smaller the input is that the whole is compared with."""

_SLACK = 2.5
"""How much more than in proportion it may take; what is quadratic takes `_SMALLER` times that."""

_NOTHING_S = 0.05
"""CPU seconds below which a span says nothing about growth."""

_TRIES = 4


def assert_linear(run: Callable[[int], object], size: int) -> None:
    """Compare what `run` takes for `size` and for less: growth, whatever the machine can do.

    It counts the time of this process alone, and the best of several tries where one is too much.
    """
    smaller = whole = float("inf")
    for _ in range(_TRIES):
        smaller = min(smaller, _cpu_s(run, size // _SMALLER))
        whole = min(whole, _cpu_s(run, size))
        allowed = _SLACK * _SMALLER * max(smaller, _NOTHING_S / _SMALLER)
        if whole <= allowed:
            return
    raise AssertionError(f"{whole:.2f} s for {size}, {smaller:.2f} s for {size // _SMALLER}")


@contextmanager
def ends_within(*, cpu_s: float) -> Iterator[None]:
    """Hold it to so many CPU seconds, those of processes that it awaits among them.

    The limit is against hanging: ten times what was seen, or more.
    """
    begun = _all_cpu_s()
    yield
    took = _all_cpu_s() - begun
    assert took < cpu_s, f"{took:.2f} s"


def _cpu_s(run: Callable[[int], object], size: int) -> float:
    # The collector looks at whatever else lives in this process, which says nothing of growth.
    gc.collect()
    gc.disable()
    try:
        begun = time.process_time()
        run(size)
        return time.process_time() - begun
    finally:
        gc.enable()


def _all_cpu_s() -> float:
    return sum(os.times()[:4])
