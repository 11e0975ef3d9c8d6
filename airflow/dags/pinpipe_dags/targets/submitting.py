"""What the targets share that hand a job to a platform, wait for it without a worker, and then ask how it ended."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from pinpipe_dags.airflow_api import AirflowException, TaskDeferred
from pinpipe_dags.attempts import PinpipeTask
from pinpipe_dags.jobs import Job
from pinpipe_dags.outcome import of_platform
from pinpipe_dags.schema import duration
from pinpipe_dags.settings import DagSettings

# The platform ends a job at `task-timeout`; Airflow waits so much longer, to hear of it.
MARGIN = timedelta(minutes=10)


class SubmittingTask(PinpipeTask):
    """Submits an attempt, or finds the one that is under way; the operator that it is mixed into does the rest."""

    timeout: timedelta

    def choose_attempt(self, context: Any) -> None:
        """Takes up an attempt of an earlier try that still runs (its worker was lost); else makes a new one.

        An attempt that has ended is left alone: the task failed with it, or somebody cleared the task to run it again.
        """
        job = self.begin(context)
        for number in range(1, context["ti"].try_number):
            self.aim(context, job, number)
            if self.is_live():
                self.log.info("Attempt %s of this task still runs and is waited for.", number)
                return
        self.aim(context, job, context["ti"].try_number)

    def aim(self, context: Any, job: Job, number: int) -> None:
        """Makes the operator's request that of this attempt."""
        self.number = number
        self.describe(self.name_of(context, number), job, self.arguments_of(job, number))

    def deferring(self, deferral: TaskDeferred, **known: Any) -> TaskDeferred:
        """The deferral, with what the task must know when it wakes up in another process."""
        if deferral.method_name == "execute_complete":
            deferral.kwargs = {**(deferral.kwargs or {}), "number": self.number, **known}
        return deferral

    def concluded(self, number: int, succeeded: bool, told: str) -> dict[str, Any]:
        """What the task comes to."""
        report = self.read_report(self.report_of(number)) if self.job.reports else None
        return self.settle(of_platform(succeeded, told, report))

    def describe(self, name: str, job: Job, arguments: list[str]) -> None:
        raise NotImplementedError

    def is_live(self) -> bool:
        """Whether the attempt that is aimed at is under way; one that the platform does not know may begin by this."""
        raise NotImplementedError

    def read_report(self, uri: str) -> str | None:
        raise NotImplementedError


class TookTooLongError(AirflowException):
    """The job was cancelled since it had not ended in time; it may be tried again."""

    def __init__(self, job: str, timeout: timedelta) -> None:
        super().__init__(f"Cannot wait longer for {job}: it ran for {timeout} and was cancelled. Raise task-timeout.")


def waiting(settings: DagSettings) -> dict[str, int]:
    """How Amazon's operators wait: so often, so many seconds apart."""
    poll = int(duration(settings.target.get("poll", "30s")).total_seconds()) or 1
    whole = settings.time("task-timeout") + MARGIN
    return {"waiter_delay": poll, "waiter_max_attempts": max(2, int(whole.total_seconds()) // poll)}


def spark_conf(settings: DagSettings) -> list[str]:
    """The option `conf` of a target, as spark-submit has it."""
    return [word for key, value in settings.target.get("conf", {}).items() for word in ("--conf", f"{key}={value}")]
