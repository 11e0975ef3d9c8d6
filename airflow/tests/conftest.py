"""An Airflow of its own for the tests: a folder of its own, no examples, no file beside the DAGs that could be read."""

from __future__ import annotations

import os
import tempfile

HOME = tempfile.mkdtemp(prefix="pinpipe-airflow-")
os.environ.update(
    AIRFLOW_HOME=HOME,
    AIRFLOW__CORE__LOAD_EXAMPLES="False",
    AIRFLOW__CORE__UNIT_TEST_MODE="False",
    AIRFLOW__LOGGING__LOGGING_LEVEL="WARNING",
    AIRFLOW_CONN_AWS_DEFAULT="aws://test:test@/?region_name=us-east-1",
    AWS_DEFAULT_REGION="us-east-1",
    AWS_ACCESS_KEY_ID="test",
    AWS_SECRET_ACCESS_KEY="test",
)

import shutil  # noqa: E402
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
import yaml  # noqa: E402

DAGS = Path(__file__).parents[1] / "dags"


@pytest.fixture(scope="session", autouse=True)
def _home_is_removed():
    yield
    shutil.rmtree(HOME, ignore_errors=True)


@pytest.fixture
def written(tmp_path):
    """Writes a document as pipeline.yaml and gives its path."""

    def write(document) -> Path:
        file = tmp_path / "pipeline.yaml"
        file.write_text(
            document if isinstance(document, str) else yaml.safe_dump(document, sort_keys=False), encoding="utf-8"
        )
        return file

    return write
