import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from witness_app.ticker import JOB, Ticker, is_stalled

SOON = 5.0
NEVER = 3600.0
Begin = Callable[[Callable[[], object], float], Ticker]


@pytest.fixture
def begin() -> Iterator[Begin]:
    running: list[Ticker] = []

    def started(tick: Callable[[], object], interval: float) -> Ticker:
        ticker = Ticker(tick, interval)
        ticker.start()
        running.append(ticker)
        return ticker

    yield started
    for ticker in running:
        ticker.stop()


class Counted:
    """A tick that counts, and lets a test wait for the count."""

    def __init__(self) -> None:
        self.ticks = threading.Semaphore(0)

    def __call__(self) -> None:
        self.ticks.release()

    def came(self) -> bool:
        return self.ticks.acquire(timeout=SOON)


def test_the_first_tick_comes_at_once_and_the_next_by_themselves(begin: Begin) -> None:
    tick = Counted()
    begin(tick, 0.02)
    assert [tick.came() for _ in range(3)] == [True, True, True]


def test_a_nudge_brings_a_tick_at_once(begin: Begin) -> None:
    tick = Counted()
    ticker = begin(tick, NEVER)
    assert tick.came()
    ticker.nudge()
    assert tick.came()


def test_a_nudge_during_a_tick_is_not_lost(begin: Begin) -> None:
    began, go_on, ticks = threading.Semaphore(0), threading.Semaphore(0), []

    def slow() -> None:
        ticks.append("tick")
        began.release()
        go_on.acquire(timeout=SOON)

    ticker = begin(slow, NEVER)
    assert began.acquire(timeout=SOON)
    ticker.nudge()
    go_on.release()
    assert began.acquire(timeout=SOON)
    go_on.release()
    assert len(ticks) == 2


def test_a_tick_that_fails_does_not_stop_the_next(begin: Begin) -> None:
    tick = Counted()

    def failing() -> None:
        tick()
        raise ValueError("this one fails")

    ticker = begin(failing, NEVER)
    assert tick.came()
    ticker.nudge()
    assert tick.came()


def test_a_failed_tick_says_nothing_of_what_it_was_about(
    begin: Begin, caplog: pytest.LogCaptureFixture
) -> None:
    tick = Counted()

    def failing() -> None:
        tick()
        raise ValueError("Adaeze Yeo, +447700900123")

    begin(failing, NEVER).nudge()
    assert tick.came()
    assert tick.came()
    assert "Adaeze" not in caplog.text
    assert "a tick failed: ValueError" in caplog.text


def test_a_ticker_whose_machine_clock_was_set_back_is_woken_by_the_watchdog(
    begin: Begin,
) -> None:
    """What a clock set back does to APScheduler: the next run lies an hour ahead."""
    tick = Counted()
    ticker = begin(tick, 0.02)
    assert tick.came()
    far_ahead = datetime.now(UTC) + timedelta(hours=1)
    ticker._scheduler.modify_job(JOB, next_run_time=far_ahead)  # noqa: SLF001 - the clock's effect
    while tick.ticks.acquire(blocking=False):
        pass
    assert tick.came()


@pytest.mark.parametrize(
    ("silent", "interval", "stalled"),
    [(0.0, 5.0, False), (15.0, 5.0, False), (15.1, 5.0, True), (1.0, 0.2, True)],
)
def test_a_ticker_is_stalled_after_three_intervals_of_silence(
    silent: float, interval: float, *, stalled: bool
) -> None:
    assert is_stalled(silent, interval) is stalled


def test_nudging_a_ticker_that_is_not_running_does_no_harm() -> None:
    Ticker(lambda: None).nudge()
