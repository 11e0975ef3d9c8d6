"""The target `local`: what is started, with which arguments, and what becomes of its exit code and last line."""

from __future__ import annotations

import contextlib
import json
import os
import threading
import time
from pathlib import Path

import pytest

from documents import settings
from pinpipe_dags.airflow_api import AirflowException, AirflowFailException, AirflowSkipException
from pinpipe_dags.shape import make_dag
from playing import RUN, context_of, play


@pytest.fixture
def submitter(tmp_path):
    """Makes a program that keeps its arguments and then does as it is told."""

    def make(does: str = "") -> str:
        program = tmp_path / "submit"
        program.write_text(f'#!/bin/bash\nprintf "%s\\n" "$@" >{tmp_path}/arguments\n{does}\n', encoding="utf-8")
        program.chmod(0o755)
        return str(program)

    return make


@pytest.fixture
def arguments(tmp_path):
    return lambda: (tmp_path / "arguments").read_text(encoding="utf-8").splitlines()


def here(tmp_path, **local):
    places = {place: str(tmp_path / place) for place in ("landing", "warehouse", "output")}
    return settings("local", **places, local=local, jar="/jars/pinpipe.jar")


def test_spark_submit_gets_the_class_the_jar_and_the_arguments(tmp_path, submitter, arguments):
    day = here(tmp_path, **{"spark-submit": f"{submitter()} --master local[2]", "conf": {"spark.ui.enabled": "false"}})

    assert play(day, "clean_geo") == {"exit": 0}

    reports = tmp_path / "warehouse/_reports/pinpipe_daily"
    assert arguments() == [
        *("--master", "local[2]", "--class", "pinpipe.etl.job.CleanGeo"),
        *("--conf", "spark.ui.enabled=false", "/jars/pinpipe.jar"),
        *("--landing", f"{tmp_path}/landing", "--prefix", "0a1b", "--warehouse", f"{tmp_path}/warehouse"),
        *("--report", f"{reports}/scheduled__2026-03-01T030000-0000/clean_geo-1.json"),
    ]


def test_the_launcher_gets_its_own_words_and_each_day_its_own_report(tmp_path, submitter, arguments):
    day = here(tmp_path, pinpipe=submitter())

    play(day, "clean_pin", run_id=RUN.replace("03-01", "03-02"), try_number=2, rebuild=True)

    assert arguments()[:2] == ["clean", "pin"]
    assert arguments()[-3] == "--rebuild"
    assert arguments()[-1].endswith("/scheduled__2026-03-02T030000-0000/clean_pin-2.json")

    play(day, "run_queries")
    assert arguments() == [
        *("query", "--warehouse", f"{tmp_path}/warehouse", "--output", f"{tmp_path}/output", "--format", "csv")
    ]


def test_one_session_for_one_table_alone_runs_the_job_of_that_table(tmp_path, submitter, arguments):
    day = here(tmp_path, pinpipe=submitter())
    day.values["together"] = True

    play(day, "clean_all", table="geo")

    assert arguments()[:2] == ["clean", "geo"]


def test_upkeep_is_done_by_the_run_of_one_day_of_the_week(tmp_path, submitter, arguments):
    day = here(tmp_path, pinpipe=submitter())

    play(day, "maintain")

    assert arguments() == ["maintain", "--warehouse", f"{tmp_path}/warehouse"]
    with pytest.raises(AirflowSkipException, match="by the run of a sunday"):
        play(day, "maintain", run_id=RUN.replace("03-01", "03-02"))


def test_the_report_is_what_xcom_gets(tmp_path, submitter):
    report = {"version": 1, "exit": 0, "runs": []}
    writes = f'file="${{@: -1}}"; mkdir -p "${{file%/*}}"; echo {json.dumps(json.dumps(report))} >"$file"'

    assert play(here(tmp_path, pinpipe=submitter(writes)), "clean_pin") == report


def test_the_last_line_is_the_jobs_though_spark_goes_on_talking(tmp_path, submitter):
    says = "echo 'Cannot clean pin: so it is.' >&2; echo '26/03/01 INFO ShutdownHookManager: Deleting' >&2; exit 3"

    with pytest.raises(AirflowFailException, match=r"^Cannot clean pin: so it is. \(exit code 3"):
        play(here(tmp_path, pinpipe=submitter(says)), "clean_pin")


def test_what_is_broken_outside_is_tried_again(tmp_path, submitter):
    for does in ("echo 'no answer' >&2; exit 1", "kill -9 $$"):
        with pytest.raises(AirflowException, match="may be tried again") as caught:
            play(here(tmp_path, pinpipe=submitter(does)), "doctor")
        assert not isinstance(caught.value, AirflowFailException)


def test_a_task_that_is_killed_ends_what_it_has_started(tmp_path, submitter):
    ready = tmp_path / "ready"
    os.mkfifo(ready)
    task = make_dag(here(tmp_path, pinpipe=submitter(f"echo >{ready}; sleep 600"))).get_task("doctor")
    task.render_template_fields(context_of(task))

    def kill() -> None:
        ready.read_text(encoding="utf-8")  # until the program has come so far
        while task.process is None:  # and the task knows of it, which it may learn later
            time.sleep(0.01)
        task.on_kill()

    killing = threading.Thread(target=kill, daemon=True)
    killing.start()
    with pytest.raises(AirflowException, match="exit code 143: may be tried again"):
        task.execute(context_of(task))

    killing.join(timeout=60)
    assert is_gone(task.process.pid)


def is_gone(group: int) -> bool:
    """True once no process of the group runs; one that was killed may take a moment, and be a zombie for long."""
    for _ in range(100):
        if all(state == "Z" for state in states_of(group)):
            return True
        time.sleep(0.1)
    return False


def states_of(group: int) -> list[str]:
    """The states of a group's processes, as /proc has them: after the name in brackets state, parent, group."""
    states = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, _, its = stat.read_text(encoding="utf-8").rpartition(")")[2].split()[:3]
            states += [state] if its == str(group) else []
    return states
