"""What the tasks of all targets have in common: which job, with which arguments, under which name."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from pinpipe_dags import jobs
from pinpipe_dags.airflow_api import AirflowSkipException
from pinpipe_dags.jobs import Job
from pinpipe_dags.outcome import Outcome
from pinpipe_dags.schema import WEEKDAYS
from pinpipe_dags.settings import DagSettings

# A run's id as a file name: it holds colons and a plus sign.
REPORT = "{reports}/{{{{ dag.dag_id }}}}/{{{{ run_id | replace(':', '') | replace('+', '-') }}}}/{job}"


class PinpipeTask:
    """A task that runs a job of pinpipe; mixed into the operator of each target.

    An attempt has a name, made of the run, the task and a number. The name is told to the platform, and a token made of
    it, so that what a lost worker has begun is found again instead of begun twice.
    """

    own_template_fields = ("arguments", "report")

    job: Job
    arguments: list[str]
    report: str
    timezone: str
    number: int = 1

    def take(self, settings: DagSettings, job: Job) -> None:
        """Called by the constructor: the job, and the fields that Airflow renders."""
        self.job = job
        self.arguments = list(job.arguments)
        self.timezone = settings["timezone"]
        self.report = REPORT.format(reports=settings.reports, job=job.name)

    def begin(self, context: Any) -> Job:
        """The job as this run wants it; ends the task as skipped where it is not for this run."""
        if self.job.weekday and weekday_of(context.get("data_interval_end"), self.timezone) != self.job.weekday:
            raise AirflowSkipException(f"This is done once a week, by the run of a {self.job.weekday}.")
        job = jobs.only(self.job, context["params"].get("table"))
        if job is None:
            raise AirflowSkipException(f"This run is for the table {context['params']['table']} alone.")
        return replace(job, arguments=tuple(argument for argument in self.arguments if argument))

    def name_of(self, context: Any, number: int) -> str:
        """The name of an attempt."""
        instance = context["ti"]
        return f"{instance.dag_id}.{instance.task_id} {instance.run_id} {number}"

    def report_of(self, number: int) -> str:
        """Where an attempt's report lies. Each has its own: that of an earlier one would lie about this one."""
        return f"{self.report}-{number}.json"

    def arguments_of(self, job: Job, number: int) -> list[str]:
        return [*job.arguments, *(["--report", self.report_of(number)] if job.reports else [])]

    def settle(self, outcome: Outcome) -> dict[str, Any]:
        """Writes the report to the log and gives it to XCom, or fails as the exit code says."""
        for run in outcome.report.get("runs", []):
            self.log.info("%s", run)
        return outcome.settle()


def weekday_of(end: datetime | None, timezone: str) -> str:
    """The day on which an interval ends, which is when its run begins; of a run without one, today."""
    return WEEKDAYS[(end or datetime.now(UTC)).astimezone(ZoneInfo(timezone)).weekday()]


def token_of(name: str, arguments: list[str]) -> str:
    """An idempotency token, not longer than any platform allows.

    The arguments are in it, too: two Airflows may have runs of the same name, at other places.
    """
    return hashlib.sha256("\n".join([name, *arguments]).encode()).hexdigest()[:40]
