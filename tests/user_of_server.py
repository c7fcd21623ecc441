"""A process that uses the embedded PostgreSQL, to be killed: prints the URL, leaves at end of input.

Arguments: the data directory, and optionally a user id to become once all code is loaded.
"""

import os
import sys
from pathlib import Path

from hub import embedded, settings


def main(data_dir: str, uid: str = "") -> None:
    if uid:
        os.setgroups([])
        os.setgid(int(uid))
        os.setuid(int(uid))
    with embedded.running(settings.load(data_dir=Path(data_dir))) as url:
        sys.stdout.write(f"{url}\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
