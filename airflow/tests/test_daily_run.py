"""`airflow dags test pinpipe_daily` with the target `local`: real jobs on a real stack, and what becomes of them."""

from __future__ import annotations

import json
import os
import shlex
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
import yaml

from conftest import DAGS

LAUNCHER = Path(__file__).parents[2] / "pinpipe"
AIRFLOW = Path(sys.executable).parent / "airflow"
MINUTES = 60
BAD = '{"ind":1,"first_name":"Ada","last_name":"Byron","age":"old","date_joined":"2016-03-01T08:00:00"}\n'


class Airflow:
    """An Airflow of its own, with its database."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith(("PINPIPE_", "AWS_"))},
            "AIRFLOW_HOME": str(home),
            "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
            "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
            "AIRFLOW__LOGGING__LOGGING_LEVEL": "INFO",
            # A thousand rows are done before the second compiler has earned what it costs.
            "PINPIPE_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1",
        }
        self.call("db", "migrate")

    def call(self, *arguments: str, **more: str) -> str:
        ended = subprocess.run(
            [AIRFLOW, *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**self.environment, **more},
            timeout=8 * MINUTES,
        )
        return ended.stdout

    def run(self, day: str, settings: dict, **environment: str) -> tuple[dict[str, tuple[str, int]], str]:
        """Of each task its state and number of tries, and all that was said."""
        file = self.home / "pipeline.yaml"
        file.write_text(yaml.safe_dump(settings), encoding="utf-8")
        said = self.call("dags", "test", "pinpipe_daily", day, PINPIPE_SETTINGS=str(file), **environment)
        with sqlite3.connect(self.home / "airflow.db") as database:
            rows = database.execute(
                "select task_id, task_instance.state, try_number from task_instance"
                " join dag_run using (dag_id, run_id) where dag_run.id = (select max(id) from dag_run)"
            ).fetchall()
        return {task: (state, tries) for task, state, tries in rows}, said


@pytest.fixture(scope="module")
def airflow(tmp_path_factory):
    return Airflow(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def stack(tmp_path_factory):
    """A broker with 200 posts in its topics, and an object store; the environment by which jobs find them."""
    folder = tmp_path_factory.mktemp("stack") / "stack"
    process = subprocess.Popen(
        [LAUNCHER, "stack", "--dir", folder, "--posts", "200"], stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        begun = time.monotonic()
        while not (folder / "ready").exists():
            assert process.poll() is None, "the stack has not come up"
            assert time.monotonic() - begun < 3 * MINUTES, "the stack is not ready"
            time.sleep(0.2)
        exports = [shlex.split(line)[0] for line in (folder / "env").read_text(encoding="utf-8").splitlines() if line]
        environment = dict(export.removeprefix("export ").split("=", 1) for export in exports)
        produce = [LAUNCHER, "produce", "--credentials", folder / "db_creds.yaml", "--to", "kafka"]
        subprocess.run(produce, env={**os.environ, **environment}, check=True, stdout=subprocess.DEVNULL)
        yield environment
    finally:
        process.terminate()
        process.wait(timeout=MINUTES)


def settings(folder: Path, **section) -> dict:
    """Places on this machine."""
    return {
        "landing": str(folder / "landing"),
        "prefix": "try",
        "warehouse": str(folder / "warehouse"),
        "output": str(folder / "answers"),
        "airflow": {
            "target": "local",
            "local": {"pinpipe": str(LAUNCHER)},
            "retries": 1,
            "retry-delay": "1s",
            "max-retry-delay": "1s",
            **section,
        },
    }


def test_a_day_lands_cleans_and_answers(airflow, stack, tmp_path):
    day = settings(tmp_path, land=True, together=True, maintain="saturday")  # that its interval ends on
    day |= {
        "landing": stack["PINPIPE_LANDING"],
        "prefix": stack["PINPIPE_PREFIX"],
        "bootstrap-servers": stack["PINPIPE_BOOTSTRAP_SERVERS"],
    }
    store = {name: value for name, value in stack.items() if name.startswith("AWS_")}

    states, said = airflow.run("2026-03-01", day, **store)

    done = dict.fromkeys(("doctor", "land", "clean_all", "run_queries", "maintain", "publish"), ("success", 1))
    assert states == done, said[-4000:]
    assert len(list((tmp_path / "answers").glob("*.csv"))) == 9
    (report,) = tmp_path.glob("warehouse/_reports/pinpipe_daily/*/clean_all-1.json")
    runs = json.loads(report.read_text(encoding="utf-8"))["runs"]
    assert {run["table"]: run["outcomes"]["inserted"] for run in runs} == {"pin": 200, "geo": 200, "user": 200}


def test_data_that_is_rejected_fails_without_another_try_and_names_the_reason(airflow, tmp_path):
    landed = tmp_path / "landing/topics/try.user/partition=0"
    landed.mkdir(parents=True)
    (landed / "try.user+0+0000000000.json").write_text(BAD * 4, encoding="utf-8")

    day = settings(tmp_path, tables=["user"], doctor=False, queries=False, maintain="never")
    states, said = airflow.run("2026-03-02", day)

    assert states == {"clean_user": ("failed", 1)}, said[-4000:]
    assert "Cannot clean user: 100.0% of 4 records rejected (allowed 5.0%), mostly age_not_whole." in said
    assert "Rejected, by reason: user: age_not_whole 4. (exit code 3: data rejected, not tried again)" in said


def test_a_store_that_does_not_answer_is_tried_again(airflow, tmp_path):
    nowhere = {"AWS_ENDPOINT_URL_S3": "http://127.0.0.1:1", "AWS_REGION": "us-east-1"}
    keys = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}
    down = settings(tmp_path, tables=["user"], queries=False)
    down |= {"landing": "s3a://landing", "warehouse": "s3a://landing/warehouse"}

    states, said = airflow.run("2026-03-03", down, **nowhere, **keys)

    assert states["doctor"] == ("failed", 2), said[-4000:]
    assert states["clean_user"][0] == "upstream_failed"
    assert "may be tried again" in said
