"""A feed from a whole hub, as a calendar program fetches it."""

import httpx

from hub import clock, keys, settings
from hub.database import connected
from hub.spaces.calendars.tokens import Opening, token_of
from tests import hub_process
from tests.make import calendars, spaces


async def test_a_hub_serves_a_feed_until_its_link_is_revoked(fresh_database_url: str) -> None:
    secrets = keys.load(settings.load(secret_key=hub_process.SECRET_KEY))
    with hub_process.running(fresh_database_url) as hub:
        async with connected(fresh_database_url), httpx.AsyncClient(base_url=hub.url) as client:
            link = await calendars.link()
            await spaces.booking(person_id=link.person_id, title="Riunione")
            path = f"/calendar/{token_of(secrets, Opening(link.id, link.generation))}.ics"
            whole = await client.get(path)
            again = await client.get(path, headers={"if-none-match": whole.headers["etag"]})
            link.revoked_at = clock.now()
            await link.save()
            over = await client.get(path)

    assert (whole.status_code, again.status_code, over.status_code) == (200, 304, 404)
    assert "SUMMARY:Riunione\r\n" in whole.text
    assert whole.headers["content-disposition"] == 'inline; filename="hub.ics"'
    assert over.json()["errors"][0]["extensions"]["code"] == "NOT_FOUND"
