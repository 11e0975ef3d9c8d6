"""The DAG as Airflow sees it: names, order, times, retries, assets; imported as Airflow imports it."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta

import pytest

from conftest import DAGS
from documents import document, settings
from pinpipe_dags.airflow_api import BACKOFF
from pinpipe_dags.shape import make_dag

CLEAN = {"clean_pin", "clean_geo", "clean_user"}


def edges(dag) -> set[tuple[str, str]]:
    return {(task.task_id, after) for task in dag.tasks for after in task.downstream_task_ids}


def test_three_tables_are_cleaned_side_by_side():
    assert edges(make_dag(settings())) == (
        {("doctor", clean) for clean in CLEAN}
        | {(clean, "run_queries") for clean in CLEAN}
        | {("run_queries", "maintain"), ("maintain", "publish")}
    )


def test_or_by_one_session_after_landing():
    dag = make_dag(settings(together=True, land=True, **{"bootstrap-servers": "broker:9092"}))

    assert edges(dag) == {
        ("doctor", "land"),
        ("land", "clean_all"),
        ("clean_all", "run_queries"),
        ("run_queries", "maintain"),
        ("maintain", "publish"),
    }


def test_own_tables_without_questions_end_with_the_tables():
    dag = make_dag(settings(tables={"comment": "pinpipe.etl.job.CleanComment"}, queries=False))

    assert edges(dag) == {("doctor", "clean_comment"), ("clean_comment", "maintain")}


def test_upkeep_can_be_left_out():
    assert edges(make_dag(settings(maintain="never", queries=False, together=True))) == {("doctor", "clean_all")}


@pytest.mark.parametrize("target", ["local", "emr_serverless", "emr_cluster", "databricks"])
def test_every_task_has_an_end_and_retries_that_grow(target):
    dag = make_dag(settings(target))

    assert dag.dagrun_timeout == timedelta(hours=8)
    assert (dag.catchup, dag.max_active_runs) == (False, 1)
    for task in dag.tasks:
        assert task.retries == 3
        assert task.retry_delay == timedelta(minutes=5)
        assert task.retry_exponential_backoff == BACKOFF
        assert task.max_retry_delay == timedelta(hours=1)
        assert task.on_failure_callback
        assert task.task_id == "publish" or task.execution_timeout >= timedelta(hours=2)


def test_tables_and_answers_are_assets_for_others_to_schedule_on():
    dag = make_dag(settings(warehouse="s3a://bucket/warehouse/", output="/data/answers"))

    assert {task.task_id: [asset.uri for asset in task.outlets] for task in dag.tasks} == {
        "doctor": [],
        "clean_pin": ["s3://bucket/warehouse/pin"],
        "clean_geo": ["s3://bucket/warehouse/geo"],
        "clean_user": ["s3://bucket/warehouse/user"],
        "run_queries": [],
        "maintain": [],
        "publish": ["file:///data/answers"],
    }


def test_the_interval_is_that_of_the_cron_schedule_on_both_lines():
    timetable = make_dag(settings()).timetable

    assert type(timetable).__name__ == "CronDataIntervalTimetable"


IMPORTING = """
import os, sys
class Without:
    def find_spec(self, name, path=None, target=None):
        # Airflow asks every installed provider what it is; of these two it gets no more than that.
        if name.startswith(("airflow.providers.amazon.", "airflow.providers.databricks.")):
            if not name.endswith(".get_provider_info"):
                raise ImportError(f"{name} is not installed here")
sys.meta_path.insert(0, Without())
try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:
    from airflow.models.dagbag import DagBag
bag = DagBag(sys.argv[1], include_examples=False)
print(sorted(bag.dags), bag.import_errors)
"""


def imported(file) -> str:
    # Airflow's processes have the DAG folder on their path; a bag that stands alone has not.
    environment = {**os.environ, "PINPIPE_SETTINGS": str(file), "PYTHONPATH": str(DAGS)}
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTING, str(DAGS)], capture_output=True, text=True, env=environment, check=True
    )
    return ended.stdout.splitlines()[-1]


def test_it_is_imported_without_the_providers_of_other_targets(written):
    own = {"tables": {"comment": "pinpipe.etl.job.CleanComment"}, "queries": False}

    here = {"landing": "/data/landing", "warehouse": "/data/warehouse", "output": "/data/answers"}

    said = imported(written({**document(dags={"pinpipe_daily": {}, "comments": own}), **here}))

    assert said == "['comments', 'pinpipe_daily'] {}"


def test_wrong_settings_are_an_import_error_that_tells_all_of_it(written):
    said = imported(written(document(retrys=1, scedule="0 1 * * *")))

    assert "retrys is not a setting (did you mean retries?); airflow: scedule is not a setting" in said
