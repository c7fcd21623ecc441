"""A command of the hub in a process of its own, which says at last how many mebibytes it held."""

import sys

from hub.cli import main
from tests.members.swelling import peak_mebibytes

if __name__ == "__main__":
    sys.argv[0] = "hub"
    try:
        main()
    finally:
        sys.stdout.write(f"{peak_mebibytes()}\n")
