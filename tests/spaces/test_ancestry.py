"""What lies within what is kept for each pair of spaces, however they come, move and go."""

import json
import random
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.exceptions import IntegrityError

from tests.make import spaces as make

SPACES, ROUNDS = 9, 12
WALKED = """
WITH RECURSIVE around (inmost, id, level) AS (
    SELECT id, id, 0 FROM space
    UNION ALL
    SELECT around.inmost, space.parent_id, around.level + 1
    FROM around JOIN space ON space.id = around.id WHERE space.parent_id IS NOT NULL
)
SELECT id AS ancestor_id, inmost AS descendant_id, level FROM around ORDER BY 1, 2"""
KEPT = "SELECT ancestor_id, descendant_id, level FROM space_ancestry ORDER BY 1, 2"
LIKE_IT = """
INSERT INTO space SELECT (jsonb_populate_record(model, told)).*
FROM space model, jsonb_array_elements($2::jsonb) told WHERE model.id = $1"""
MOVE = """
UPDATE space SET parent_id = moved.parent_id
FROM unnest($1::uuid[], $2::uuid[]) moved (id, parent_id) WHERE space.id = moved.id"""

DROP_A_LEAF = """
DELETE FROM space WHERE id = (SELECT inmost.id FROM space inmost WHERE NOT EXISTS (
    SELECT FROM space WHERE parent_id = inmost.id) AND inmost.parent_id IS NOT NULL LIMIT 1)"""


@pytest.mark.parametrize("seed", range(12))
async def test_it_is_what_a_walk_from_space_to_space_finds(
    connection: BaseDBAsyncClient, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - no secret
    places = await _came_at_once(connection, chance)
    assert await _is_right(connection)

    moves = 0
    for _ in range(ROUNDS):
        moved = chance.sample(places, chance.randint(1, 4))
        parents = [chance.choice([None, *places]) for _ in moved]
        with suppress(IntegrityError):  # a space that would lie within itself
            await connection.execute_query(MOVE, [moved, parents])
            moves += 1
        assert await _is_right(connection)
    assert moves

    await connection.execute_query(DROP_A_LEAF)
    assert await _is_right(connection)


async def _came_at_once(connection: BaseDBAsyncClient, chance: random.Random) -> Sequence[UUID]:
    """Spaces that lie within one another, entered by one statement in any order."""
    model = await make.space()
    ids = [uuid4() for _ in range(SPACES)]
    told = [
        {"id": str(id), "code": f"IN-{n}", "parent_id": str(chance.choice(ids[:n])) if n else None}
        for n, id in enumerate(ids)
    ]
    chance.shuffle(told)
    await connection.execute_query(LIKE_IT, [model.id, json.dumps(told)])
    return ids


async def _is_right(connection: BaseDBAsyncClient) -> bool:
    walked = await connection.execute_query_dict(WALKED)
    assert await connection.execute_query_dict(KEPT) == walked
    return len(walked) >= SPACES
