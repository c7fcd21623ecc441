"""How SQL expressions become JSON objects and lists under the response keys of the document."""

Pairs = list[tuple[str, str]]
"""Response keys and the SQL of their values, in the order of the answer."""

LONGEST_ALIAS = 63
"""Bytes that PostgreSQL keeps of a name; response keys are ASCII, so also characters."""


def one(pairs: Pairs, source: str = "") -> str:
    """The JSON object of the one row of `source`, null without a row."""
    value, rows = _shaped(pairs, source)
    return f"(SELECT {value} FROM {rows})"


def many(pairs: Pairs, source: str) -> str:
    """The JSON list of the rows of `source`, in its order."""
    value, rows = _shaped(pairs, source)
    return f"(SELECT coalesce(json_agg({value}), '[]'::json) FROM {rows})"


def text(value: str) -> str:
    """A string literal."""
    return "'" + value.replace("'", "''") + "'"


def _shaped(pairs: Pairs, source: str) -> tuple[str, str]:
    """The value of an object, and the rows `o` that it is read from."""
    if any(len(key) > LONGEST_ALIAS for key, _ in pairs):
        value, columns = "o.value", f"{_concatenated(pairs)} AS value"
    else:
        # The whole row is `o.*`: a plain `o` would be the value of a response key of that name.
        value, columns = "row_to_json(o.*)", ", ".join(f'{sql} AS "{key}"' for key, sql in pairs)
    return value, f"(SELECT {columns}{f' FROM {source}' if source else ''}) o"


def _concatenated(pairs: Pairs) -> str:
    # A key longer than an alias may be is written as text; to_json gives each value its form.
    members = [
        f"""'"{key}":' || coalesce(to_json({value})::text, 'null')""" for key, value in pairs
    ]
    return "('{' || " + " || ',' || ".join(members) + " || '}')::json"
