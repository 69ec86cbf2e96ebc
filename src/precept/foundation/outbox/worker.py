"""The worker: does what was queued, once it is on disk, until it is told to stop."""

import logging
import os
import secrets
import signal
import socket
from collections.abc import Callable
from threading import Event, Thread
from time import monotonic

from django.db import InterfaceError, OperationalError, close_old_connections, connection

from precept.foundation import clock
from precept.foundation.outbox import claims, periodic, rules
from precept.foundation.outbox.models import WorkerSeen

logger = logging.getLogger(__name__)

REST = 1.0
"""Seconds between two looks at an empty queue."""

LOOK_AT_THE_CLOCK = 5.0
"""Seconds between two looks at what comes round by the clock."""

GRACE = 5.0
"""Seconds that a task may take to end once the worker was told to stop."""

SETTLING_WAITS = (0.1, 0.5, 2.0, 5.0)


class Worker:
    """One worker: a row that shows it lives, and the task in its hands."""

    def __init__(self, stop: Event) -> None:
        self.stop = stop
        self.in_hand: claims.Claim | None = None
        self.row = WorkerSeen.objects.create(
            name=f"{socket.gethostname()[:40]}-{os.getpid()}-{secrets.token_hex(4)}"
        )

    def show_life(self) -> None:
        """Say that this worker lives."""
        WorkerSeen.objects.filter(pk=self.row.pk).update(seen=clock.now())

    def do_one(self) -> bool:
        """Do the next task that is due; whether there was one."""
        claimed = claims.claim(self.row)
        if claimed is None:
            return False
        self.in_hand = claimed
        try:
            claims.carry_out_claimed(claimed)
        except Exception as problem:
            logger.warning("task %s failed", claimed.task.name, exc_info=problem)
            failure = problem
            self._settle(lambda: claims.failed(claimed, failure))
        else:
            self._settle(lambda: claims.succeeded(claimed))
        finally:
            self.in_hand = None
        return True

    def _settle(self, say: Callable[[], bool]) -> None:
        # A database that is away for some seconds must not leave a task to wait for the sweep.
        for wait in SETTLING_WAITS:
            try:
                if not say():
                    logger.warning("a task took so long that it was given to somebody else")
                return
            except (OperationalError, InterfaceError):
                logger.warning("how a task went could not be written; trying again", exc_info=True)
                close_old_connections()
                self.stop.wait(wait)
        say()

    def work(self) -> None:
        """Work until told to stop. A database that is away is waited for."""
        ended = Event()
        life = Thread(target=self._show_life_until, args=(ended,), name="outbox-life", daemon=True)
        life.start()
        looked = -LOOK_AT_THE_CLOCK
        try:
            while not self.stop.is_set():
                close_old_connections()
                try:
                    if monotonic() - looked >= LOOK_AT_THE_CLOCK:
                        periodic.queue_due()
                        looked = monotonic()
                    busy = self.do_one()
                except (OperationalError, InterfaceError):
                    logger.exception("the database could not be asked; the worker waits for it")
                    busy = False
                if not busy:
                    self.stop.wait(REST)
        finally:
            ended.set()
            life.join(GRACE)
            self._leave()

    def _show_life_until(self, ended: Event) -> None:
        while not ended.wait(rules.BEAT.total_seconds()):
            try:
                self.show_life()
            except (OperationalError, InterfaceError):
                logger.warning("a worker could not show that it lives", exc_info=True)
                close_old_connections()
        connection.close()

    def _leave(self) -> None:
        try:
            WorkerSeen.objects.filter(pk=self.row.pk, in_hand__isnull=True).delete()
        except (OperationalError, InterfaceError):
            logger.warning("a worker could not say that it left", exc_info=True)
        connection.close()

    def hand_back(self) -> None:
        """Put the task in hand back for others, because this process is about to end."""
        claimed = self.in_hand
        if claimed is not None and claims.hand_back(claimed):
            logger.warning("task %s was put back: the worker stopped", claimed.task.name)


def run_worker(stop: Event) -> None:
    """Do what is queued until ``stop`` is set and the task in hand has ended.

    A task that outlives its process is found by the sweep of any other worker, or of the next.
    """
    Worker(stop).work()


def serve(*, grace: float = GRACE) -> None:
    """Be a worker process: work until SIGTERM or SIGINT, then end within ``grace`` seconds.

    A task that has not ended by then is put back, and does its work again elsewhere.
    """
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop.set())
    worker = Worker(stop)
    # The worker is a thread, so that this one can leave while a task is still at it.
    thread = Thread(target=worker.work, name="outbox-worker", daemon=True)
    thread.start()
    while thread.is_alive() and not stop.wait(1.0):
        continue
    thread.join(grace)
    if thread.is_alive():
        worker.hand_back()
    elif not stop.is_set():
        raise RuntimeError("the worker ended by itself")


def work_until_idle(*, most: int = 10_000) -> int:
    """Do everything that is due now and come back; returns how many. For commands and tests."""
    worker = Worker(Event())
    done = 0
    try:
        while done < most and worker.do_one():
            done += 1
            worker.show_life()
    finally:
        WorkerSeen.objects.filter(pk=worker.row.pk, in_hand__isnull=True).delete()
    return done
