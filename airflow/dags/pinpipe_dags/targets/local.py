"""The worker's own machine: the launcher, or spark-submit, as a process whose exit code is known."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Any

from pinpipe_dags.airflow_api import BaseOperator
from pinpipe_dags.attempts import PinpipeTask
from pinpipe_dags.jobs import Job
from pinpipe_dags.outcome import of_process
from pinpipe_dags.settings import DagSettings


def task(settings: DagSettings, job: Job, **options: Any) -> BaseOperator:
    """The task that runs this job here."""
    return LocalJob(settings=settings, job=job, execution_timeout=settings.time("task-timeout"), **options)


class LocalJob(PinpipeTask, BaseOperator):
    """Runs a job as a process of this machine."""

    template_fields = PinpipeTask.own_template_fields

    def __init__(self, *, settings: DagSettings, job: Job, **options: Any) -> None:
        super().__init__(**options)
        self.take(settings, job)
        self.jar = settings.get("jar")
        self.target = settings.target
        self.process: subprocess.Popen[str] | None = None

    def execute(self, context: Any) -> dict[str, Any]:
        job = self.begin(context)
        number = context["ti"].try_number
        command = self.command(job, self.arguments_of(job, number))
        self.log.info("%s", shlex.join(command))
        # In a folder of its own: a pipeline.yaml where the worker happens to stand must not change the job.
        with tempfile.TemporaryDirectory(prefix="pinpipe-") as folder:
            code, last_line = self.run(command, folder)
        report = read_text(self.report_of(number)) if job.reports else None
        return self.settle(of_process(code, last_line, report))

    def command(self, job: Job, arguments: list[str]) -> list[str]:
        """What is typed: the launcher's words, or spark-submit's."""
        if launcher := self.target.get("pinpipe"):
            return [launcher, *job.command, *arguments]
        conf = [word for key, value in self.target.get("conf", {}).items() for word in ("--conf", f"{key}={value}")]
        return [*shlex.split(self.target["spark-submit"]), "--class", job.main_class, *conf, self.jar, *arguments]

    def run(self, command: list[str], folder: str) -> tuple[int, str]:
        """Runs it and passes on what it says; its exit code, and the line that says why."""
        why = Why()
        self.process = subprocess.Popen(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        for line in self.process.stdout:
            self.log.info("%s", line.rstrip())
            why.hear(line.strip())
        return self.process.wait(), why.line

    def on_kill(self) -> None:
        """Ends the process and all that it has started."""
        if self.process and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)


class Why:
    """Finds the line that says why a job failed: its last one, though spark-submit's own log may go on after it."""

    def __init__(self) -> None:
        self.line = ""

    def hear(self, line: str) -> None:
        if line and (line.startswith("Cannot ") or not self.line.startswith("Cannot ")):
            self.line = line


def read_text(uri: str) -> str | None:
    """A file's text, None if there is none."""
    if uri.startswith(("s3:", "s3a:")):
        from pinpipe_dags.targets.s3_reports import read_s3

        return read_s3(uri)
    try:
        return Path(uri.removeprefix("file://").removeprefix("file:")).read_text(encoding="utf-8")
    except OSError:
        return None
