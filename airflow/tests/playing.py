"""Plays a task as Airflow does: renders and executes it; where it defers, runs its trigger and resumes another copy."""

from __future__ import annotations

import asyncio
import importlib
from datetime import datetime
from types import SimpleNamespace
from typing import Any

from pinpipe_dags.airflow_api import TaskDeferred
from pinpipe_dags.settings import DagSettings
from pinpipe_dags.shape import make_dag


class Instance:
    """The task instance, as far as an operator asks it."""

    def __init__(self, task_id: str, run_id: str, try_number: int) -> None:
        self.dag_id, self.task_id, self.run_id = "pinpipe_daily", task_id, run_id
        self.try_number, self.map_index = try_number, -1
        self.pushed: dict[str, Any] = {}

    def xcom_push(self, key: str, value: Any, **_: Any) -> None:
        self.pushed[key] = value


RUN = "scheduled__2026-03-01T03:00:00+00:00"


def context_of(task: Any, run_id: str = RUN, try_number: int = 1, **params: Any) -> dict[str, Any]:
    instance = Instance(task.task_id, run_id, try_number)
    return {
        "dag": task.dag,
        "task": task,
        "ti": instance,
        "task_instance": instance,
        "run_id": run_id,
        "data_interval_end": datetime.fromisoformat(run_id.partition("__")[2]),
        "dag_run": SimpleNamespace(run_id=run_id, dag_id="pinpipe_daily"),
        "params": {"rebuild": False, "table": None, **params},
    }


def play(settings: DagSettings, task_id: str, run_id: str = RUN, try_number: int = 1, **params: Any) -> Any:
    """What the task returns or raises in the end."""

    def again() -> tuple[Any, dict[str, Any]]:
        task = make_dag(settings).get_task(task_id)
        context = context_of(task, run_id, try_number, **params)
        task.render_template_fields(context)
        return task, context

    task, context = again()
    method, arguments = task.execute, {}
    while True:
        try:
            return method(context, **arguments)
        except TaskDeferred as deferral:
            payload = asyncio.run(first_event(deferral.trigger))
            task, context = again()
            method = getattr(task, deferral.method_name)
            arguments = {"event": payload, **(deferral.kwargs or {})}


async def first_event(trigger: Any) -> Any:
    """The trigger's event; it is made anew from its serialized form, since it runs in another process."""
    path, arguments = trigger.serialize()
    module, _, name = path.rpartition(".")
    anew = getattr(importlib.import_module(module), name)(**arguments)
    events = anew.run()
    event = await anext(events)
    await events.aclose()
    return event.payload
