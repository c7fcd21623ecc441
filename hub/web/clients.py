"""The kind of browser or app behind a User-Agent header, as its holder will know it again."""

LONGEST = 400
BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "Chrome/": "Chrome",
    "CriOS": "Chrome",
    "Safari/": "Safari",
}
"""By what their headers hold; the first counts, for most name others as well."""
SYSTEMS = {
    "Android": "Android",
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def client_of(user_agent: str) -> str | None:
    """Such as "Firefox, Linux"; None for what is not known: texts of others are not kept."""
    said = user_agent[:LONGEST]
    found = [
        next((name for mark, name in kinds.items() if mark in said), None)
        for kinds in (BROWSERS, SYSTEMS)
    ]
    return ", ".join(filter(None, found)) or None
