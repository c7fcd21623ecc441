"""The public holidays of a year in Italy, and the patron's day of Cremona.

By art. 2 of law 260/1949 as it stands: with Epiphany, which D.P.R. 792/1985 gave back, the 2nd of
June, given back by law 336/2000, and Saint Francis, given back from 2026 on by law 151/2025.
"""

from datetime import date, timedelta

from dateutil.easter import easter

FIXED: tuple[tuple[int, int, str], ...] = (
    (1, 1, "Capodanno"),
    (1, 6, "Epifania"),
    (4, 25, "Festa della Liberazione"),
    (5, 1, "Festa del Lavoro"),
    (6, 2, "Festa della Repubblica"),
    (8, 15, "Ferragosto"),
    (11, 1, "Ognissanti"),
    (12, 8, "Immacolata Concezione"),
    (12, 25, "Natale"),
    (12, 26, "Santo Stefano"),
)
SAINT_FRANCIS = (10, 4, "San Francesco d'Assisi")
FRANCIS_FROM = 2026
"""Law 151/2025 (8 October 2025), art. 1, whose holiday takes effect from 2026 on."""
PATRON = (11, 13, "Sant'Omobono")
"""The patron saint of Cremona."""


def holidays(year: int, *, in_cremona: bool) -> list[tuple[date, str]]:
    """The holidays of a year in their order, each with its name, or both where two meet."""
    days = [*FIXED, *([SAINT_FRANCIS] if year >= FRANCIS_FROM else ())]
    days += [PATRON] if in_cremona else []
    sunday = easter(year)
    moving = [(sunday, "Pasqua"), (sunday + timedelta(days=1), "Lunedì dell'Angelo")]
    names: dict[date, str] = {}
    for day, name in [*((date(year, *on), name) for *on, name in days), *moving]:
        names[day] = f"{names[day]}, {name}" if day in names else name
    return sorted(names.items())
