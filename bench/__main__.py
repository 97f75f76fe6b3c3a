"""`make bench`: every case of this folder, or those of the files named: `python -m bench front`."""

import importlib
import logging
import os
import pkgutil
import sys

import django
from django.core.management import call_command

import bench
from tools import postgres
from tools.demo import collect_pages


def main(chosen: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("TAGHYIR_DB", "bench")
    django.setup()
    logging.disable(logging.WARNING)
    try:
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_demo", verbosity=0)  # once: the people and places that the cases of every file stand on
        collect_pages()
        names = [
            module.name
            for module in pkgutil.iter_modules(bench.__path__)
            if module.name not in ("__main__", "crowd", "measure", "opening", "phones")
        ]
        measure = importlib.import_module("bench.measure")
        cases = [
            case
            for name in names
            if not chosen or name in chosen
            for case in importlib.import_module(f"bench.{name}").cases()
        ]
        measure.settle()
        print(measure.report(measure.measured(cases)))
    finally:
        django.db.connections.close_all()
        postgres.stop_what_was_started_here()


if __name__ == "__main__":
    main(sys.argv[1:])
