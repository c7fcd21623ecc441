"""Rows of the impact area for tests."""

from datetime import date
from typing import Any

from hub.impact.models import Figure
from hub.impact.terms import Unit


async def figure(amount: str = "35.00", **given: Any) -> Figure:
    values = {
        "key": "COBOX_DESKS_OCCUPIED",
        "amount": amount,
        "unit": Unit.DESKS,
        "stated_on": date(2021, 7, 23),
        "definition": "Desks occupied in the co-working space.",
        "source": "A newspaper",
    }
    return await Figure.create(**{**values, **given})
