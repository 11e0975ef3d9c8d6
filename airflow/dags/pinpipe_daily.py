"""The DAGs of pinpipe: one for each name under `airflow: dags:` of pipeline.yaml, `pinpipe_daily` if none is named."""

from pinpipe_dags.settings import read_settings
from pinpipe_dags.shape import make_dag

for settings in read_settings():
    globals()[settings.dag_id] = make_dag(settings)
