"""The jobs of a DAG: which class or command each is, with which arguments. The same for every target."""

from __future__ import annotations

from dataclasses import dataclass

from pinpipe_dags.schema import JOB_SETTINGS, switch
from pinpipe_dags.settings import OWN_TABLES, DagSettings

DOCTOR = ("landing", "prefix", "warehouse")
LAND = ("bootstrap-servers", "prefix", "landing", "kafka-config", "records-per-object", "gzip")
CLEAN = (
    "landing",
    "prefix",
    "warehouse",
    "max-rejected-share",
    "max-rejected",
    "grace",
    "offset-gaps",
    "deletion-vectors",
    "read",
)
MAINTAIN = ("warehouse", "keep-days", "within-minutes")
QUERY = ("warehouse", "output", "post-years", "join-years")
SWITCHES = {name for name, check in JOB_SETTINGS.items() if check is switch}


@dataclass(frozen=True)
class Job:
    """One job of pinpipe.

    :param name: the task's id
    :param main_class: what spark-submit and JAR tasks start
    :param command: the same by the launcher
    :param arguments: may hold Jinja; an argument that is rendered to nothing is left out
    :param table: the table that it cleans, if it is one
    :param reports: whether it takes --report
    :param weekday: the only day of the week on which a scheduled run does it
    """

    name: str
    main_class: str
    command: tuple[str, ...]
    arguments: tuple[str, ...]
    table: str | None = None
    reports: bool = False
    weekday: str | None = None


def doctor(settings: DagSettings) -> Job:
    options = (*_options(settings, DOCTOR), *(["--before-land"] if settings["land"] else []))
    return Job("doctor", "pinpipe.etl.job.Doctor", ("doctor",), options)


def land(settings: DagSettings) -> Job:
    return Job("land", "pinpipe.etl.job.LandTopics", ("land",), _options(settings, LAND))


def clean(settings: DagSettings, table: str) -> Job:
    return Job(
        f"clean_{table}",
        settings.tables[table],
        ("clean", table),
        _clean_options(settings),
        table=table,
        reports=True,
    )


def clean_all(settings: DagSettings) -> Job:
    return Job("clean_all", "pinpipe.etl.job.CleanAll", ("clean", "all"), _clean_options(settings), reports=True)


def run_queries(settings: DagSettings) -> Job:
    options = (*_options(settings, QUERY), "--format", settings["answer-format"])
    return Job("run_queries", "pinpipe.queries.RunQueries", ("query",), options)


def maintain(settings: DagSettings) -> Job:
    options = _options(settings, MAINTAIN)
    return Job("maintain", "pinpipe.etl.job.Maintain", ("maintain",), options, weekday=settings["maintain"])


def only(job: Job, table: str | None) -> Job | None:
    """The job for one table alone, None where it has nothing to do with that table; itself where none is named."""
    if table is None or job.table == table or not job.reports:
        return job
    if job.table is None:
        return Job(job.name, OWN_TABLES[table], ("clean", table), job.arguments, table=table, reports=True)
    return None


def _clean_options(settings: DagSettings) -> tuple[str, ...]:
    return (*_options(settings, CLEAN), "{{ '--rebuild' if params.rebuild else '' }}")


def _options(settings: DagSettings, names: tuple[str, ...]) -> tuple[str, ...]:
    options: list[str] = []
    for name in names:
        value = settings.get(name)
        if name in SWITCHES and isinstance(value, bool):
            value = "on" if value else "off"
        if value is True:
            options.append(f"--{name}")
        elif value is not None and value is not False:
            options += [f"--{name}", str(value)]
    return tuple(options)
