"""Where the time, the environment and the rules of deletion come from: one place each."""

import re

from tests.invariants.source import modules

CLOCKS = re.compile(
    r"(datetime\.(now|utcnow|today)|date\.today"
    r"|time\.(time|time_ns|monotonic|monotonic_ns|perf_counter|perf_counter_ns))$"
)
SQL_CLOCKS = re.compile(
    r"(?<![\w.])now\(\)|\bcurrent_(date|time|timestamp)\b|\b(statement|clock)_timestamp\b",
    re.IGNORECASE,
)
ENVIRONMENT = ("os.environ", "os.environb", "os.getenv")
RELATIONS = ("ForeignKeyField", "OneToOneField")


def test_only_the_clock_reads_the_time() -> None:
    found = [
        module.at(node)
        for module in modules("hub", "schema")
        for name, node in module.calls()
        if CLOCKS.search(name) and module.name != "hub.clock"
    ]

    assert found == []


def test_sql_is_told_the_time() -> None:
    found = [
        module.at(node)
        for module in modules("hub", "schema")
        for node in module.strings()
        if SQL_CLOCKS.search(str(node.value))
    ]

    assert found == []


def test_only_the_settings_read_the_environment() -> None:
    found = [
        module.name
        for module in modules("hub", "schema")
        if module.name != "hub.settings"
        and any(name in module.path.read_text(encoding="utf-8") for name in ENVIRONMENT)
    ]

    assert found == []


def test_what_happens_to_dependent_rows_is_always_said() -> None:
    found = [
        module.at(node)
        for module in modules("hub")
        for name, node in module.calls()
        if name.split(".")[-1] in RELATIONS
        if "on_delete" not in {keyword.arg for keyword in node.keywords}
    ]

    assert found == []
