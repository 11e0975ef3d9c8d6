"""The one place that knows which Airflow this is: 3.x calls an asset what 2.11 calls a dataset."""

from airflow import __version__

try:
    from airflow.sdk import DAG, Asset, BaseHook, BaseOperator, CronDataIntervalTimetable, Param
    from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException, TaskDeferred
except ImportError:
    from airflow.datasets import Dataset as Asset
    from airflow.exceptions import AirflowException, AirflowFailException, AirflowSkipException, TaskDeferred
    from airflow.hooks.base import BaseHook
    from airflow.models.baseoperator import BaseOperator
    from airflow.models.dag import DAG
    from airflow.models.param import Param
    from airflow.timetables.interval import CronDataIntervalTimetable

__all__ = [
    "BACKOFF",
    "DAG",
    "AirflowException",
    "AirflowFailException",
    "AirflowSkipException",
    "Asset",
    "BaseHook",
    "BaseOperator",
    "CronDataIntervalTimetable",
    "Param",
    "TaskDeferred",
]

MAJOR, MINOR = (int(part) for part in __version__.split(".")[:2])

# From 3.2 on this is the number by which each pause is multiplied, and True would be 1: no growth at all.
BACKOFF = 2.0 if (MAJOR, MINOR) >= (3, 2) else True
