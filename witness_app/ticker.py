"""The ticker: one interval that never stops, woken at once when there is something to do."""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

INTERVAL_SECONDS = 5.0
STALLED_AFTER_INTERVALS = 3
JOB = "tick"

log = logging.getLogger(__name__)
# A tick that takes longer than the interval is ordinary, and the next one makes it good: the
# scheduler's warning that it skipped one would only flood the terminal.
logging.getLogger("apscheduler").setLevel(logging.ERROR)


def is_stalled(silent_seconds: float, interval_seconds: float) -> bool:
    """Whether the ticker has missed so many ticks that it must be woken."""
    return silent_seconds > STALLED_AFTER_INTERVALS * interval_seconds


class Ticker:
    """Runs one function again and again in a thread of its own.

    What is due lives in the database, so a tick that is late, missed or doubled loses nothing.
    APScheduler waits by the machine's clock: when that is set back it would wait the step out,
    so a watchdog looks at the monotonic clock, which never goes back, and wakes it.
    """

    def __init__(
        self, tick: Callable[[], object], interval_seconds: float = INTERVAL_SECONDS
    ) -> None:
        self._tick = tick
        self._interval = interval_seconds
        self._last_tick = time.monotonic()
        self._nudged = threading.Event()
        self._stopping = threading.Event()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        )
        self._watchdog = threading.Thread(target=self._watch, name="ticker-watchdog", daemon=True)

    @property
    def seconds_since_last_tick(self) -> float:
        """How long ago the last tick ended, by the monotonic clock."""
        return time.monotonic() - self._last_tick

    def start(self) -> None:
        """Begin, with a tick at once."""
        self._scheduler.add_job(
            self._run, "interval", seconds=self._interval, id=JOB, next_run_time=_now()
        )
        self._scheduler.start()
        self._watchdog.start()

    def stop(self) -> None:
        """End, once the tick under way is done."""
        self._stopping.set()
        self._scheduler.shutdown(wait=True)
        self._watchdog.join()

    def nudge(self) -> None:
        """Tick at once: something was committed that need not wait for the interval."""
        self._nudged.set()
        if self._scheduler.running:
            self._scheduler.modify_job(JOB, next_run_time=_now())

    def _run(self) -> None:
        """Tick, and again if nudged meanwhile: a nudge during a tick is never lost."""
        self._nudged.set()
        while self._nudged.is_set() and not self._stopping.is_set():
            self._nudged.clear()
            try:
                self._tick()
            except Exception as failure:  # noqa: BLE001 - the next tick must come whatever happens
                log.error("a tick failed: %s", type(failure).__name__)  # noqa: TRY400 - no values
            self._last_tick = time.monotonic()

    def _watch(self) -> None:
        while not self._stopping.wait(self._interval):
            if is_stalled(self.seconds_since_last_tick, self._interval):
                log.warning("the ticker was silent too long: waking it")
                self.nudge()


def _now() -> datetime:
    return datetime.now(UTC)
