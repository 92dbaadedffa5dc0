#!/usr/bin/env python3
"""Build other people's programs against the installed library, with nothing but pkg-config.

Usage: check_consumer.py SOURCE_ROOT BUILD_ROOT PREFIX LIBDIR MESON... -- CC... [-- CXX...]

Installs the build into a temporary folder. What needs a tool that is not there is skipped.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "tools"))
from tap import Tap

WARNINGS = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"]


def split(arguments):
    """Split a list at each "--"."""
    groups = [[]]
    for argument in arguments:
        if argument == "--":
            groups.append([])
        else:
            groups[-1].append(argument)
    return groups


class Consumer:
    """The programs, the place where the library is installed, and what was found so far."""

    def __init__(self, tap, tree, prefix, libdir, folder):
        self.tap = tap
        self.prefix = pathlib.Path(f"{tree}{prefix}")
        self.libdir = self.prefix / libdir
        self.folder = pathlib.Path(folder)
        self.environment = dict(
            os.environ, PKG_CONFIG_PATH=str(self.libdir / "pkgconfig"), LC_ALL="C"
        )
        for name in ("LD_LIBRARY_PATH", "CFLAGS", "LDFLAGS", "MALLOC_PERTURB_"):
            self.environment.pop(name, None)

    def run(self, *command, **more):
        return subprocess.run(
            [str(part) for part in command],
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=self.folder,
            env={**self.environment, **more},
        )

    def step(self, name, *command, **more):
        """One command that must succeed; returns whether it did."""
        run = self.run(*command, **more)
        return self.tap.check(run.returncode == 0, name, f"{command}\n{run.stdout}")

    def flags(self, *what):
        """What pkg-config says of the library as it lies in the temporary folder."""
        # A blank in a path is escaped with a backslash, both ways.
        prefix = str(self.prefix).replace(" ", "\\ ")
        run = self.run("pkg-config", f"--define-variable=prefix={prefix}", *what, "partnership")
        words = re.findall(r"(?:\\.|\S)+", run.stdout)
        return [re.sub(r"\\(.)", r"\1", word) for word in words]

    def build_and_run(self, kind, compiler, source, flags, static=False):
        """Compile, link, run, and look at what the program needs."""
        program = self.folder / kind.replace(" ", "-")
        if not self.step(
            f"{kind}: builds", *compiler, *WARNINGS, source, "-o", program, *flags
        ):
            return
        saved = self.folder / f"{program.name}.pship"
        paths = {} if static else {"LD_LIBRARY_PATH": str(self.libdir)}
        run = self.run(program, saved, **paths)
        said = re.fullmatch(r"libpartnership \d+\.\d+\.\d+: charter signed\n", run.stdout)
        self.tap.check(run.returncode == 0 and said, f"{kind}: runs and answers", run.stdout)
        needed = self.run("readelf", "-d", program).stdout
        self.tap.check(
            ("libpartnership.so.0]" in needed) != static,
            f"{kind}: " + ("carries the library" if static else "needs libpartnership.so.0"),
            needed,
        )


def check_plugin(consumer, compiler):
    """dlopen and dlclose, as hosts of plugins do, also under valgrind."""
    library = consumer.libdir / "libpartnership.so.0"
    dynamic = consumer.run("readelf", "-d", library).stdout
    consumer.tap.check("NODELETE" not in dynamic, "dlopen: the library may be unloaded", dynamic)
    program = consumer.folder / "plugin_loop"
    include = consumer.flags("--cflags")
    source = HERE / "plugin_loop.c"
    if not consumer.step(
        "dlopen: builds", *compiler, "-std=c11", "-g", *WARNINGS, source, "-o", program,
        *include, "-ldl",
    ):
        return
    consumer.step("dlopen: loads and unloads 200 times", program, library, 200)
    name = "dlopen: loses no memory in 20 rounds under valgrind"
    valgrind = shutil.which("valgrind")
    if valgrind is None:
        consumer.tap.skip(name, "no valgrind")
        return
    consumer.step(
        name, valgrind, "--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite",
        "--error-exitcode=99", program, library, 20,
    )


def check_subproject(consumer, source_root, meson, compiler):
    """A meson project that has the library under subprojects/, and nothing installed."""
    project = consumer.folder / "project"
    shutil.copytree(HERE / "subproject", project)
    shutil.copy(HERE / "consumer.c", project)
    (project / "subprojects").mkdir()
    (project / "subprojects" / "partnership").symlink_to(source_root, target_is_directory=True)
    build = project / "build"
    nowhere = {"PKG_CONFIG_PATH": "", "CC": " ".join(compiler)}
    options = ["--wrap-mode=forcefallback", "-Ddefault_library=static"]
    if consumer.step(
        "meson subproject: configures", *meson, "setup", build, project, *options, **nowhere
    ) and consumer.step("meson subproject: builds", *meson, "compile", "-C", build):
        run = consumer.run(build / "consumer", consumer.folder / "subproject.pship")
        consumer.tap.check(
            run.returncode == 0 and "charter signed" in run.stdout,
            "meson subproject: runs and answers",
            run.stdout,
        )
        names = {path.name for path in (build / "subprojects" / "partnership").iterdir()}
        consumer.tap.check(
            not names & {"tests", "examples", "bindings"},
            "meson subproject: brings no tests, examples or bindings",
            names,
        )


def check_examples(consumer, source_root, compiler):
    """Every C example builds against the installed library."""
    for source in sorted(pathlib.Path(source_root, "examples").glob("*.c")):
        consumer.step(
            f"example {source.name}: builds against the installed library", *compiler, "-std=c11",
            "-D_POSIX_C_SOURCE=200809L", *WARNINGS, source, "-o",
            consumer.folder / f"example-{source.stem}", *consumer.flags("--cflags", "--libs"),
        )


def main():
    (source_root, build_root, prefix, libdir, *meson), cc, *rest = split(sys.argv[1:])
    cxx = rest[0] if rest and rest[0] else None
    tap = Tap()
    # A blank in the name, for people whose folders have one.
    with tempfile.TemporaryDirectory(prefix="libpartnership consumer ") as folder:
        tree = pathlib.Path(folder) / "tree"
        consumer = Consumer(tap, tree, prefix, libdir, folder)
        if not consumer.step(
            "installs", *meson, "install", "-C", build_root, "--destdir", tree, "--no-rebuild"
        ):
            return tap.done()
        c11 = [*cc, "-std=c11"]
        shared = consumer.flags("--cflags", "--libs")
        static = consumer.flags("--cflags", "--libs", "--static")
        source = HERE / "consumer.c"
        consumer.build_and_run("C shared", c11, source, shared)
        if cxx:
            cpp = [*cxx, "-std=c++17", "-x", "c++"]
            consumer.build_and_run("C++ shared", cpp, source, ["-x", "none", *shared])
        else:
            tap.skip("C++ shared", "no C++ compiler")
        embedder = folder + "/embedder"
        if consumer.step("two contexts: builds", *c11, *WARNINGS, HERE / "embedder.c", "-o",
                         embedder, *shared):
            consumer.step(
                "two contexts: each gets back what it gave",
                embedder, LD_LIBRARY_PATH=str(consumer.libdir),
            )
        check_plugin(consumer, cc)
        check_examples(consumer, source_root, cc)
        # Without the shared library beside it, the linker takes the archive.
        for path in consumer.libdir.glob("libpartnership.so*"):
            path.unlink()
        consumer.build_and_run("C static", c11, source, static, static=True)
        if cxx:
            consumer.build_and_run(
                "C++ static", cpp, source, ["-x", "none", *static], static=True
            )
        check_subproject(consumer, source_root, meson, cc)
    return tap.done()


if __name__ == "__main__":
    sys.exit(main())
