"""The command line: a skin over the package, and the only module that prints.

What it shows goes through :mod:`kg.terminal`, which lets nothing from a file steer a terminal.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.progress import track

from kg.errors import ConformanceError, InputError, KgError
from kg.export import FORMATS, listing
from kg.terminal import complain, console, count, flush, listed, pass_on, plain, say, show

if TYPE_CHECKING:
    import rdflib

    from kg.model import Reading
    from kg.queries import NamedQuery
    from kg.tables import Table
    from kg.vocabulary import Vocabulary

__all__ = ["main"]

app = typer.Typer(
    name="kg",
    help="Read official summaries of diplomatic meetings into a knowledge graph, and ask it.",
    epilog="Start with: kg build FILE, then: kg query --list",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Vocabularies = Annotated[
    list[Path] | None,
    typer.Option("--vocabulary", metavar="FILE.ttl", help="Add topics, names or cues; may be repeated."),
]
Source = Annotated[str, typer.Argument(metavar="PATH", help="A summary; - is standard input.")]
Sources = Annotated[
    list[str], typer.Argument(metavar="PATH...", help="Summaries, or folders of them; - is standard input.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="The folder to write into.")]


class Form(StrEnum):
    """How an answer is written."""

    table = "table"
    csv = "csv"
    json = "json"
    ttl = "ttl"


_MOST_ROWS = 20
"""Meetings that the closing table shows; the rest is counted."""

_DAY = ["%Y-%m-%d"]


def main() -> None:
    """Run the command line; where the reader of a pipe has gone, end without a word.

    >>> import sys
    >>> sys.argv = ["kg", "version"]
    >>> main()
    Traceback (most recent call last):
    SystemExit: 0
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that is not UTF-8 is no reason to fail
    try:
        app(prog_name="kg")
    finally:
        flush()


@app.command()
def build(
    paths: Sources,
    out: Out = Path("out"),
    vocabulary: Vocabularies = None,
    check: Annotated[bool, typer.Option("--check", help="Refuse a graph that breaks a shape.")] = False,
    quiet: Quiet = False,
) -> None:
    """Read summaries and write their graph: graph.ttl, graph.nq and a picture, graph.html."""
    with _reported():
        from kg.build import graph, save
        from kg.vocabulary import load

        known = load(vocabulary or [])
        readings = _read(paths, known, quiet=quiet)
        dataset = graph(readings, vocabulary=known)
        if check:
            _require_conformance(dataset)
        written = save(out, _rendered(dataset))
        if not quiet:
            _summarise(readings, written)


@app.command()
def query(
    question: Annotated[
        str | None,
        typer.Argument(metavar="FILE.rq|NAME", help="A file of SPARQL, or a query that ships."),
    ] = None,
    text: Annotated[str | None, typer.Option("-e", metavar="SPARQL", help="The query itself.")] = None,
    source: Annotated[Path, typer.Option("--graph", "-g", metavar="FILE", help="The graph to ask.")] = Path(
        "out/graph.ttl"
    ),
    form: Annotated[Form, typer.Option("--format", help="ttl is for CONSTRUCT and DESCRIBE.")] = Form.table,
    actor: Annotated[
        str | None, typer.Option(help="Who speaks: a name, a code such as JP, or an IRI.")
    ] = None,
    country: Annotated[str | None, typer.Option(help="The country that is asked about.")] = None,
    meeting: Annotated[str | None, typer.Option(help="A meeting, by its day.")] = None,
    topic: Annotated[str | None, typer.Option(help="A topic, with all that is narrower.")] = None,
    param: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="Any parameter of the query; may be repeated."),
    ] = None,
    listing: Annotated[bool, typer.Option("--list", help="List the queries that ship with kg.")] = False,
) -> None:
    """Ask a graph a question in SPARQL 1.1, or one of the questions that ship with kg."""
    if (question is not None) + (text is not None) + listing != 1:
        raise typer.BadParameter("give one of FILE.rq, NAME, -e SPARQL and --list")
    short = {"actor": actor, "country": country, "meeting": meeting, "topic": topic}
    values = _values([*(param or []), *(f"{name}={value}" for name, value in short.items() if value)])
    with _reported():
        from kg.queries import named
        from kg.queries import query as answer
        from kg.store import load

        if listing:
            show(("Name", "Question"), [(known.name, known.question) for known in named()])
            return
        asked = _asked(question) if question is not None else str(text)
        _answer(answer(load(source), asked, **values), form, links=text is not None)


@app.command()
def view(
    source: Annotated[Path, typer.Option("--graph", "-g", metavar="FILE", help="The graph to show.")] = Path(
        "out/graph.ttl"
    ),
    out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The page to write.")] = Path(
        "out/view.html"
    ),
    meeting: Annotated[str, typer.Option(help="One meeting, by its name or its day.")] = "",
    topic: Annotated[str, typer.Option(help="A topic, with all that is narrower.")] = "",
    country: Annotated[str, typer.Option(help="A country or body that speaks or is spoken of.")] = "",
    since: Annotated[datetime | None, typer.Option("--from", formats=_DAY, help="The first day.")] = None,
    until: Annotated[datetime | None, typer.Option("--to", formats=_DAY, help="The last day.")] = None,
) -> None:
    """Write the picture of a graph, or of the part of it that meets every condition, as one page."""
    with _reported():
        from kg.build import save
        from kg.export.html import render
        from kg.store import load

        days = {name: f"{day:%Y-%m-%d}" for name, day in (("since", since), ("until", until)) if day}
        page = render(load(source), meeting=meeting, topic=topic, country=country, **days)
        (written,) = save(out.parent, {out.name: page})
        say(f"Wrote {written}. Next: open it in a browser.")


@app.command()
def explain(path: Source, vocabulary: Vocabularies = None) -> None:
    """Show how a summary is read: every sentence, and why it gave what it gave."""
    with _reported():
        from kg.explain import explain as explained
        from kg.reading import read as interpret
        from kg.text import read
        from kg.vocabulary import load

        known = load(vocabulary or [])
        say(explained(interpret(read(path), known), known))


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Graphs, vocabulary files, or the word ontology."),
    ] = None,
    quiet: Quiet = False,
) -> None:
    """Validate graphs, vocabulary files or ontology folders; with none named, the ontology that ships with kg."""
    if files == [Path("ontology")] and not files[0].exists():
        files = None
    with _reported():
        from kg.check import check as checked
        from kg.check import check_ontology
        from kg.vocabulary import folder

        reports = {
            str(file): check_ontology(file) if file.is_dir() else checked([file]) for file in files or ()
        }
        if not files:
            reports["the ontology that ships with kg"] = check_ontology(folder())
        for name, report in reports.items():
            if report.conforms and not quiet:
                say(f"{name}: no fault was found")
            elif not report.conforms:
                complain(
                    ConformanceError(listed(f"{name}: {count(len(report.faults), 'fault')}", report.faults))
                )
        if not all(report.conforms for report in reports.values()):
            raise typer.Exit(1)


@app.command(help=f"Write a graph in another format:\n\n\b\n{listing()}")
def export(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="One of the names above.")],
    source: Annotated[Path, typer.Option("--graph", "-g", metavar="FILE", help="The graph to write.")] = Path(
        "out/graph.nq"
    ),
    out: Annotated[
        str,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where to; a folder for csv and parquet.",
            show_default="standard output",
        ),
    ] = "-",
) -> None:
    """Write a graph in another format; on standard output, unless it is a folder of files."""
    if form not in FORMATS:
        raise typer.BadParameter(
            f"found {plain(form)!r}, wanted one of {', '.join(FORMATS)}", param_hint="FORMAT"
        )
    if FORMATS[form].folder and out == "-":
        raise typer.BadParameter(f"{form} is a folder of files: name the folder", param_hint="-o")
    with _reported():
        from kg.export import render, write
        from kg.store import load

        if out != "-":
            write(form, load(source), out)
        elif isinstance(found := render(form, load(source)), bytes):
            pass_on(found.decode())


@app.command()
def docs(out: Out = Path("docs"), quiet: Quiet = False) -> None:
    """Write the reference of the ontology, a page for people, with the files that it is published with."""
    with _reported():
        from kg.build import save
        from kg.reference import pages

        written = save(out, pages())
        if not quiet:
            say(
                f"Wrote {count(len(written), 'file')} to {out}. Next: open {out / 'index.html'} in a browser."
            )


@app.command()
def version() -> None:
    """Print the version."""
    from kg import __version__

    say(f"kg {__version__}")


@contextmanager
def _reported() -> Iterator[None]:
    """Turn the package's own errors into a sentence on stderr and exit code 1."""
    try:
        yield
    except KgError as error:
        complain(error)
        raise typer.Exit(1) from None


def _read(paths: Sequence[str], known: Vocabulary, *, quiet: bool) -> list[Reading]:
    """Read every file; name each that cannot be read, and go on only where all could."""
    from kg.build import expand, outcomes

    errors = console(errors=True)
    progress = track(
        outcomes(paths, vocabulary=known),
        "Reading",
        total=len(expand(paths)[0]),
        console=errors,
        transient=True,
        disable=quiet or not errors.is_terminal,
    )
    found = [outcome for _, outcome in progress]
    faults = [outcome for outcome in found if isinstance(outcome, InputError)]
    for fault in faults:
        complain(fault)
    if faults:
        raise typer.Exit(1)
    return [outcome for outcome in found if not isinstance(outcome, InputError)]


def _require_conformance(dataset: rdflib.Dataset) -> None:
    from kg.check import check as checked

    report = checked(dataset)
    if not report.conforms:
        name = f"the graph has {count(len(report.faults), 'fault')}, so nothing was written"
        raise ConformanceError(listed(name, report.faults))


def _rendered(dataset: rdflib.Dataset) -> dict[str, bytes]:
    """Render every result before any of them is written."""
    from kg.export import html
    from kg.store import nquads, turtle

    return {"graph.ttl": turtle(dataset), "graph.nq": nquads(dataset), "graph.html": html.render(dataset)}


def _asked(name: str) -> str | NamedQuery:
    """Take a name for a file where it looks like one, and else for a query that ships."""
    from kg.queries import get, parse

    path = Path(name)
    if path.suffix != ".rq" and not path.is_file():
        return get(name)
    from kg.text import read

    return parse(read(path).characters.removeprefix("\ufeff"), name=path.stem)


def _values(pairs: Sequence[str]) -> dict[str, str | list[str]]:
    """Gather the values of each parameter; one that is given twice has two."""
    values: dict[str, list[str]] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise typer.BadParameter(f"found {plain(pair)!r}, wanted NAME=VALUE", param_hint="--param")
        values.setdefault(name, []).append(value)
    return {name: those if len(those) > 1 else those[0] for name, those in values.items()}


def _answer(table: Table, form: Form, *, links: bool) -> None:
    """Print an answer: for a person as a table, for machines as the data itself."""
    match form:
        case Form.csv:
            pass_on(table.to_csv())
        case Form.json:
            pass_on(table.to_json() + "\n")
        case Form.ttl:
            pass_on(table.to_turtle())
        case Form.table if table.form == "truth":
            say("yes" if table else "no")
        case Form.table if table.form == "graph":
            say(table.to_turtle())
        case Form.table if len(table) == 0:
            say("Nothing in the graph answers this.")
        case Form.table:
            show(table.columns, table.cells(), links=links)


def _summarise(readings: Sequence[Reading], written: Sequence[Path]) -> None:
    """Print a row for every meeting, what was written, and what to do next."""
    columns = ("Meeting", "Date", "Participants", "Statements", "Agreements", "Topics")
    show(columns, [tuple(_row(reading)) for reading in readings[:_MOST_ROWS]], numbers=columns[3:])
    if len(readings) > _MOST_ROWS:
        say(f"and {count(len(readings) - _MOST_ROWS, 'more meeting')}.\n")
    folder = written[0].parent
    unsure = sum(s.confidence < 1 for reading in readings for s in reading.statements)
    if unsure:
        say(f"Unsure of {count(unsure, 'statement')}: kg query to-check -g {folder / 'graph.ttl'}")
    say(f"Wrote {', '.join(sorted(path.name for path in written))} to {folder}.")
    say(f"Next: open {folder / 'graph.html'} in a browser, or ask: kg query --list")


def _row(reading: Reading) -> Iterator[str]:
    meeting, statements = reading.meeting, reading.statements
    yield meeting.title
    yield meeting.date.isoformat() if meeting.date else "unknown"
    yield ", ".join(participant.name for participant in meeting.participants)
    yield str(len(statements))
    yield str(sum(statement.agreement for statement in statements))
    yield str(len({topic for statement in statements for topic in statement.topics}))
