"""A sentence for people, made where nobody knows their language: English, and all it takes to say it in another."""

from typing import Self


class Sentence(str):
    """The English text; ``template`` and ``values`` are what it was made of. A value may be a Sentence itself.

    ``template`` is written out where it is used: whoever translates finds it there. What leaves the program as data
    (JSON, a log) takes ``str()`` of it.
    """

    __slots__ = ("template", "values")

    template: str
    values: dict[str, str | int]

    def __new__(cls, template: str, **values: str | int) -> Self:
        """``template`` with ``values`` filled in where it has ``{name}``; without values it is taken as it is."""
        made = super().__new__(cls, template.format(**values) if values else template)
        made.template, made.values = template, values
        return made

    @classmethod
    def row(cls, *parts: str) -> Self:
        """Several sentences, one behind the other; empty ones are left out."""
        said = [part for part in parts if part]
        names = [f"part{at}" for at in range(len(said))]
        return cls(" ".join(f"{{{name}}}" for name in names), **dict(zip(names, said, strict=True)))


def sentence_of(error: BaseException) -> Sentence:
    """What ``error`` says to people; the first thing that it was raised with, of an OSError the system's own words."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else next(iter(error.args), "")
    return said if isinstance(said, Sentence) else Sentence(str(said))
