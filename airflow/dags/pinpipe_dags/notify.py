"""Who is called when a task has failed for good, or a run took too long."""

from __future__ import annotations

import json
import logging
import urllib.request
from typing import Any

from pinpipe_dags.airflow_api import AirflowException, BaseHook

log = logging.getLogger(__name__)
SECONDS = 10


class FailureNotice:
    """Writes to the log, and posts `{"text": …}` to the address of an Airflow connection if one is named.

    The connection's host is the whole address, as `https://hooks.example.com/T1/B2`; its password, if it has one, is
    sent as a bearer token.
    """

    def __init__(self, connection: str | None, of_run: bool = False) -> None:
        self.connection = connection
        self.of_run = of_run

    def __call__(self, context: Any) -> None:
        # The tasks of a run that failed have told why themselves; a run that ran out of time has nobody else.
        if self.of_run and context.get("reason") != "timed_out":
            return
        text = run_text(context) if self.of_run else task_text(context)
        log.error("%s", text)
        if self.connection:
            self._post(text)

    def _post(self, text: str) -> None:
        try:
            connection = BaseHook.get_connection(self.connection)
            headers = {"Content-Type": "application/json"}
            if connection.password:
                headers["Authorization"] = f"Bearer {connection.password}"
            request = urllib.request.Request(connection.host, json.dumps({"text": text}).encode(), headers)
            urllib.request.urlopen(request, timeout=SECONDS).close()
        except (OSError, ValueError, AirflowException) as error:  # the failure itself must stay the news
            log.warning("Cannot post the failure to the connection %s: %s", self.connection, error)


def task_text(context: Any) -> str:
    """The run's last line and reasons, as the task's exception has them, and where the log is."""
    instance = context["ti"]
    return (
        f"{instance.dag_id}.{instance.task_id} of {instance.run_id} failed at try {instance.try_number}: "
        f"{context.get('exception') or 'its log says why'}\nLog: {instance.log_url}"
    )


def run_text(context: Any) -> str:
    run = context["dag_run"]
    return f"{run.dag_id} of {run.run_id} was ended: it took longer than dag-timeout."
