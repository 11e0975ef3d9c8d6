"""Where jobs run: a module for each target, which imports its provider and is itself imported for a DAG that has it."""

from __future__ import annotations

import importlib
from typing import Any

from pinpipe_dags.airflow_api import BaseOperator
from pinpipe_dags.jobs import Job
from pinpipe_dags.settings import DagSettings


def task_for(settings: DagSettings, job: Job, **options: Any) -> BaseOperator:
    """The task that runs this job at the DAG's target."""
    target = importlib.import_module(f"{__name__}.{settings['target']}")
    return target.task(settings, job, task_id=job.name, **options)
