"""Bring the translations up to the code: ``python tools/translations.py`` (``make translations``).

Finds every text that people read (in ``scanner_app`` and ``sync``), writes it to ``resources/translations/*.ts`` for Qt
Linguist, keeping what is translated and dropping what is said no more, and compiles those to ``.qm``.

Texts are found by what they are handed to: ``say``, ``say_count``, ``Sentence``, and the errors of a device. A text may
be written there, or stand in a constant of a module: then all texts of that constant count.
"""

import ast
import subprocess
import sys
import sysconfig
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
PACKAGES = ("scanner_app", "sync")
LANGUAGES = ("de", "es", "fr")
CONTEXT = "Doorward"
FORMS = 2
"""Each of these languages has a singular and a plural."""
_SAYING = {"say", "Sentence"}
_ERRORS = {"DeviceError", "RescueError"}
"""The roots of what a device says of trouble; their descendants are found."""
_MECHANISM = {"scanner_app.speech", "sync.sentence", "sync.device.errors"}
"""What passes on the texts of others."""
_ICONS = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
_ANOTHERS = {"code", "message"}
"""The fields of an answer with words of another program; what the server says most stands in this table."""
_ANOTHERS_TABLE = ("scanner_app.sentences", "SERVER_SAYS")

Text = tuple[str, str]
"""What is said, and for what is counted the singular beside it, else empty."""


@dataclass
class Found:
    """All texts, each with the file that says it first, and what no translation could be found for."""

    texts: dict[Text, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Module:
    """A source file, and the constants that it makes or imports, by their names there."""

    place: Path
    """Where it is, below the root of the code."""
    tree: ast.Module
    constants: dict[str, ast.expr]
    imported: dict[str, tuple[str, str]]

    @property
    def name(self) -> str:
        return ".".join(self.place.with_suffix("").parts)


def find_texts(sources: Iterable[Path] | None = None, root: Path = ROOT) -> Found:
    """Every text in the code: in ``sources`` below ``root``, or in all of ours."""
    modules = {module.name: module for module in (_read(path, root) for path in sources or _sources())}
    errors = _error_names(modules.values())
    found = Found()
    for module in modules.values():
        _Reader(module, modules, errors, found).visit(module.tree)
    home, name = _ANOTHERS_TABLE
    for text in _written(modules[home].constants[name]) if home in modules else ():
        found.texts.setdefault((text, ""), home)
    return found


def read_translations(path: Path) -> dict[Text, tuple[str, ...]]:
    """What a .ts file holds: a form, or one for each number; empty forms where nobody has translated yet."""
    kept: dict[Text, tuple[str, ...]] = {}
    if not path.exists():
        return kept
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314  A file of ours.
        translation = message.find("translation")
        forms = [] if translation is None else translation.findall("numerusform") or [translation]
        text = (message.findtext("source") or "", message.findtext("comment") or "")
        kept[text] = tuple(form.text or "" for form in forms)
    return kept


def write_translations(path: Path, language: str, texts: dict[Text, str], kept: dict[Text, tuple[str, ...]]) -> int:
    """Write a .ts file of ``texts`` with the translations that are ``kept``; how many are missing."""
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    missing = 0
    for source, singular in sorted(texts, key=lambda text: (text[0].casefold(), text)):
        forms = kept.get((source, singular), ())
        message = ET.SubElement(context, "message", {"numerus": "yes"} if singular else {})
        ET.SubElement(message, "source").text = source
        if singular:
            ET.SubElement(message, "comment").text = singular
        is_whole = len(forms) == (FORMS if singular else 1) and all(forms)
        translation = ET.SubElement(message, "translation", {} if is_whole else {"type": "unfinished"})
        if singular:
            for at in range(FORMS):
                ET.SubElement(translation, "numerusform").text = forms[at] if at < len(forms) else ""
        else:
            translation.text = forms[0] if forms else ""
        missing += not is_whole
    ET.indent(root, " " * 4)
    raw = ET.tostring(root, encoding="unicode", short_empty_elements=False)
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{raw}\n', encoding="utf-8")
    return missing


def main() -> None:
    """Update and compile every language; ends with 1 where something is missing."""
    found = find_texts()
    is_whole = not found.problems
    for problem in found.problems:
        print(problem, file=sys.stderr)
    FOLDER.mkdir(exist_ok=True)
    compiler = Path(sysconfig.get_path("scripts")) / "pyside6-lrelease"
    for language in LANGUAGES:
        path = FOLDER / f"doorward_{language}.ts"
        missing = write_translations(path, language, found.texts, read_translations(path))
        subprocess.run(  # noqa: S603  Our own files.
            [str(compiler), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True, timeout=60
        )
        print(f"{path.name}: {len(found.texts)} texts, {missing} without a translation")
        is_whole = is_whole and not missing
    sys.exit(0 if is_whole else 1)


class _Reader(ast.NodeVisitor):
    """Walks one module and notes every text that it says."""

    def __init__(self, module: Module, modules: dict[str, Module], errors: set[str], found: Found) -> None:
        self._module, self._modules, self._errors, self._found = module, modules, errors, found
        self._functions: list[ast.AST] = []

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default is not None:
                self.visit(default)
        self._functions.append(node)
        for statement in node.body:
            self.visit(statement)
        self._functions.pop()

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._functions.append(node)
        self.generic_visit(node)
        self._functions.pop()

    def visit_Call(self, node: ast.Call) -> None:
        self.generic_visit(node)
        called = node.func.id if isinstance(node.func, ast.Name) else ""
        if called in ("say", "say_count") and not self._functions:
            self._complain(node, "is said while the module is loaded, before the language is known")
        if called == "say_count":
            one, many = (self._texts(argument, node) for argument in node.args[:2])
            for singular, plural in zip(sorted(one), sorted(many), strict=True):
                self._note(plural, singular)
        elif called in _SAYING and node.args:
            for text in self._texts(node.args[0], node):
                self._note(text)
        elif called in self._errors:
            # A refusal's first argument is the protocol's word for it.
            for argument in node.args:
                for text in self._texts(argument, node):
                    if not text.isupper():
                        self._note(text)

    def _note(self, text: str, singular: str = "") -> None:
        if text:
            self._found.texts.setdefault((text, singular), str(self._module.place))

    def _complain(self, node: ast.AST, what: str) -> None:
        if self._module.name in _MECHANISM:
            return
        place = f"{self._module.place}:{getattr(node, 'lineno', 0)}"
        self._found.problems.append(f"{place}: {ast.unparse(node)[:80]} {what}")

    def _texts(self, expression: ast.expr, call: ast.Call, seen: frozenset[str] = frozenset()) -> set[str]:
        """All texts that ``expression`` can be."""
        match expression:
            case ast.Constant(value=str(text)):
                return {text}
            case ast.IfExp(body=yes, orelse=no):
                return self._texts(yes, call, seen) | self._texts(no, call, seen)
            case ast.BoolOp(values=parts):
                return {text for part in parts for text in self._texts(part, call, seen)}
            case ast.Attribute(attr=field_name) if field_name in _ANOTHERS:
                return set()
            case ast.Call(func=ast.Name(id="Sentence" | "sentence_of" | "say" | "tell" | "say_count")):
                return set()  # Found, or made, elsewhere.
            case ast.JoinedStr():
                self._complain(call, "is put together before it is said: write a template")
                return set()
        names = [node.id for node in ast.walk(expression) if isinstance(node, ast.Name)]
        root = next((name for name in names if name not in seen), "")
        return self._texts_named(root, call, seen | {root})

    def _texts_named(self, name: str, call: ast.Call, seen: frozenset[str]) -> set[str]:
        """All texts of a constant, or of what a name in this function was made of."""
        constant = self._constant(name)
        if constant is not None:
            return _written(constant)
        sources = [value for function in self._functions for value in _values_of(name, function)]
        texts: set[str] = set()
        for value in sources:
            texts |= self._texts(value, call, seen)
        if not sources:
            self._complain(call, f"says {name!r}, and nothing tells which texts that can be")
        return texts

    def _constant(self, name: str) -> ast.expr | None:
        if name in self._module.constants:
            return self._module.constants[name]
        if name in self._module.imported:
            home, original = self._module.imported[name]
            module = self._modules.get(home)
            return None if module is None else module.constants.get(original)
        return None


def _values_of(name: str, function: ast.AST) -> Iterator[ast.expr]:
    """What ``name`` is set to in ``function``: by assignment, also of several at once, or by a loop."""
    for node in ast.walk(function):
        match node:
            case ast.Assign(targets=[target], value=value):
                yield from _part(name, target, value)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from _part(name, target, value)
            case ast.NamedExpr(target=target, value=value):
                yield from _part(name, target, value)
            case ast.For(target=target, iter=value) | ast.comprehension(target=target, iter=value):
                if any(isinstance(part, ast.Name) and part.id == name for part in ast.walk(target)):
                    yield value


def _part(name: str, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    match target, value:
        case ast.Name(id=found), _ if found == name:
            yield value
        case ast.Tuple(elts=targets), ast.Tuple(elts=values):
            for each, its_value in zip(targets, values, strict=True):
                yield from _part(name, each, its_value)
        case ast.Tuple(elts=targets), _:
            if any(isinstance(each, ast.Name) and each.id == name for each in targets):
                yield value


def _written(constant: ast.expr) -> set[str]:
    """The texts in a table: its values, never its keys nor the names of icons."""
    match constant:
        case ast.Constant(value=str(text)):
            return set() if text in _ICONS else {text}
        case ast.Dict(values=values):
            return {text for value in values for text in _written(value)}
        case ast.Tuple(elts=parts) | ast.List(elts=parts) | ast.Set(elts=parts):
            return {text for part in parts for text in _written(part)}
        case ast.Call(args=arguments, keywords=keywords):
            parts = [*arguments, *(keyword.value for keyword in keywords)]
            return {text for part in parts for text in _written(part)}
    return set()


def _sources() -> list[Path]:
    return sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))


def _read(path: Path, root: Path) -> Module:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    constants: dict[str, ast.expr] = {}
    imported: dict[str, tuple[str, str]] = {}
    for node in tree.body:
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                constants[name] = value
            case ast.AnnAssign(target=ast.Name(id=name), value=ast.expr() as value):
                constants[name] = value
            case ast.ImportFrom(module=str(home), names=names):
                imported |= {alias.asname or alias.name: (home, alias.name) for alias in names}
    return Module(path.relative_to(root), tree, constants, imported)


def _error_names(modules: Iterable[Module]) -> set[str]:
    """The errors whose texts people read, by their names."""
    parents = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
    }
    known = set(_ERRORS)
    while more := {name for name, bases in parents.items() if bases & known} - known:
        known |= more
    return known


if __name__ == "__main__":
    main()
