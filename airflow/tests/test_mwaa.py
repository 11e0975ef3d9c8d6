"""`./pinpipe mwaa package`: the folder is whole, and its requirements allow what the tests have seen."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

from packaging.requirements import Requirement

AIRFLOW = Path(__file__).parents[1]
LAUNCHER = AIRFLOW.parent / "pinpipe"


def package(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run([LAUNCHER, "mwaa", "package", *arguments], capture_output=True, text=True)


def test_what_is_uploaded_is_imported_as_it_lies_there(tmp_path):
    folder = tmp_path / "mwaa"

    ended = package("--settings", AIRFLOW / "pipeline.example.yaml", "--dir", folder)

    assert ended.returncode == 0, ended.stderr
    assert len(list(folder.glob("jars/pinpipe-queries-*.jar"))) == 1
    assert (folder / "requirements.txt").is_file()
    subprocess.run(
        [sys.executable, "-c", "import pinpipe_daily; assert pinpipe_daily.pinpipe_daily.dag_id == 'pinpipe_daily'"],
        env={**{name: value for name, value in os.environ.items() if name != "PINPIPE_SETTINGS"}}
        | {"PYTHONPATH": str(folder / "dags")},
        check=True,
    )


def test_all_that_is_wrong_in_a_call_is_told_at_once(tmp_path):
    (tmp_path / "full").write_text("", encoding="utf-8")

    ended = package("--setings", "x", "--dir", tmp_path)

    assert ended.returncode == 2
    assert "--setings is not an option of this command (did you mean --settings?)" in ended.stderr
    assert "--settings must name a file, and '' is none" in ended.stderr
    assert f"--dir must be empty or new, and '{tmp_path}' is not. See `./pinpipe mwaa --help`." in ended.stderr


def test_the_requirements_allow_the_versions_that_are_tested():
    lines = (AIRFLOW / "mwaa/requirements.txt").read_text(encoding="utf-8").splitlines()
    requirements = [Requirement(line) for line in lines if line and not line.startswith("#")]

    assert [each.name for each in requirements] == [
        "apache-airflow-providers-amazon",
        "apache-airflow-providers-databricks",
    ]
    assert all(each.specifier.contains(version(each.name)) for each in requirements)
