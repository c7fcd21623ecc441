"""Engines of tests: the declarations of the schema are read once a process, as a hub does it."""

from copy import copy
from functools import cache

from hub.read_pool import ReadPool
from schema import schema
from schema.engine import DOCUMENTS, PLANS, STATIC, Engine, Reads
from schema.limits import Limits
from schema.recent import Recent
from tests.keys import KEYS

NOWHERE = ReadPool("postgresql:///")


def engine_on(reads: Reads) -> Engine:
    """An engine that has met the documents of the tests before this one."""
    engine = copy(_first())
    engine.reads = reads
    return engine


def forgetful(reads: Reads) -> Engine:
    """An engine that has met no document."""
    engine = engine_on(reads)
    engine._known, engine._plans, engine._static = Recent(DOCUMENTS), Recent(PLANS), Recent(STATIC)
    return engine


@cache
def _first() -> Engine:
    return Engine(schema, NOWHERE, limits=Limits(), keys=KEYS)
