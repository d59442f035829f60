"""One campaign in this process: `python -m fuzz.run TARGET [options of libFuzzer] [folders]`."""

from __future__ import annotations

import sys

import atheris


def main() -> None:
    """Instrument the auditor, fuzz until libFuzzer ends the process."""
    name, *options = sys.argv[1:]
    with atheris.instrument_imports(include=["auditor"], enable_loader_override=False):
        from fuzz.targets import TARGETS

        import_readers()
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


def import_readers() -> None:
    """Load what is otherwise loaded on first use, so that it is instrumented too."""
    import importlib
    import pkgutil

    import auditor
    from auditor.reading.office import conversion

    conversion.program = lambda: None  # LibreOffice is another program; starting it would be all that is measured
    for info in pkgutil.walk_packages(auditor.__path__, "auditor."):
        if not info.name.startswith(("auditor.annotation", "auditor.reports.xlsx", "auditor.watch")):
            importlib.import_module(info.name)


if __name__ == "__main__":
    main()
