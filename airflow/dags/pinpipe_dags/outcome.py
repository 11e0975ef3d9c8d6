"""What a job came to, and what Airflow is told of it: exit code 1 may be tried again, 2 and 3 may not."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import Any

from pinpipe_dags.airflow_api import AirflowException, AirflowFailException

DONE, BROKEN, ASKED_WRONGLY, DATA_REJECTED = range(4)

WHAT_TO_DO = {ASKED_WRONGLY: "asked wrongly, not tried again", DATA_REJECTED: "data rejected, not tried again"}

# EMR Serverless says "ExitCode: 2", YARN "exited with status 2", Databricks "exit code 2".
TOLD_EXIT_CODE = re.compile(r"exit(?:ed with)?[ _]?(?:code|status)\s*:?\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Outcome:
    """How a job ended.

    :param exit: its exit code; that of a process which a signal ended is above 128
    :param why: its last line, or what the platform says
    :param report: the document that --report wrote, empty where there is none
    """

    exit: int
    why: str = ""
    report: dict[str, Any] = field(default_factory=dict)

    @property
    def reasons(self) -> str:
        """Why records were rejected, the commonest reason of each table first."""
        told = []
        for run in self.report.get("runs", []):
            if run.get("status") == "rejected" and run.get("reasons"):
                counted = sorted(run["reasons"].items(), key=lambda reason: -reason[1])
                told.append(f"{run['table']}: " + ", ".join(f"{reason} {count:,}" for reason, count in counted))
        return f" Rejected, by reason: {'; '.join(told)}." if told else ""

    def settle(self) -> dict[str, Any]:
        """The report, for XCom, if the job is done; else the exception by which Airflow does the right thing."""
        if self.exit == DONE:
            return self.report or {"exit": DONE}
        if self.exit in WHAT_TO_DO:
            raise AirflowFailException(f"{self.why}{self.reasons} (exit code {self.exit}: {WHAT_TO_DO[self.exit]})")
        raise AirflowException(f"{self.why}{self.reasons} (exit code {self.exit}: may be tried again)")


def of_process(code: int, last_line: str, report: str | None) -> Outcome:
    """The outcome of a process of this machine; a code below zero is the signal that ended it."""
    ended = 128 - code if code < 0 else code
    return Outcome(ended, last_line or f"The process ended with {ended} and said nothing.", _document(report))


def of_platform(succeeded: bool, told: str, report: str | None) -> Outcome:
    """The outcome of a job whose exit code the platform does not hand on.

    The report has it; without one, the platform's own words may. If they do not, nothing speaks against another try.
    """
    document = _document(report)
    if succeeded:
        return Outcome(DONE, report=document)
    if document.get("exit"):
        return Outcome(document["exit"], document.get("why", told), document)
    said = TOLD_EXIT_CODE.search(told)
    return Outcome(int(said.group(1)) or BROKEN if said else BROKEN, told, document)


def _document(report: str | None) -> dict[str, Any]:
    try:
        document = json.loads(report) if report else {}
    except ValueError:  # cut short: the driver was killed as it wrote
        return {}
    return document if isinstance(document, dict) else {}
