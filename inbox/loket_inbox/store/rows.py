"""Rows within one transaction: how they become values, and what both databases do alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Protocol, TypeVar

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select
from sqlalchemy.dialects import postgresql, sqlite


class Value(Protocol):
    """A dataclass whose fields are columns of those names."""

    __dataclass_fields__: ClassVar[dict[str, Any]]


Wanted = Select[*tuple[Any, ...]]
"""A question with any columns."""

V = TypeVar("V", bound=Value)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Rows:
    """What a transaction can reach of some tables."""

    connection: Connection

    def _values(self, kind: type[V], wanted: Wanted, **made: Callable[[Any], Any]) -> tuple[V, ...]:
        """Make a value of each row; `made` turns the columns of some names into something else."""
        names = tuple(kind.__dataclass_fields__)
        return tuple(
            kind(**{name: made[name](row[name]) if name in made else row[name] for name in names})
            for row in self.connection.execute(wanted).mappings()
        )

    def _value(self, kind: type[V], wanted: Wanted) -> V | None:
        """Make a value of the first row; None where there is none."""
        return next(iter(self._values(kind, wanted)), None)

    def _column(self, wanted: Select[T]) -> tuple[T, ...]:
        """List what stands in the one column that is asked for."""
        return tuple(self.connection.execute(wanted).scalars())

    def _is_any(self, wanted: Wanted) -> bool:
        """Say whether there is any such row."""
        return self.connection.execute(wanted.limit(1)).first() is not None

    def _count(self, table: Table, *where: ColumnElement[bool]) -> int:
        """Count the rows of a table of which this is true."""
        counted = select(func.count()).select_from(table).where(*where)
        return int(self.connection.execute(counted).scalar_one())

    def _put(self, table: Table, *, otherwise: Mapping[str, Any], **values: Any) -> Any:
        """Write the insertion of a row.

        Where one of the same primary key is there already, that one gets the `otherwise`; with
        nothing of it, it stays as it is.
        """
        kind = sqlite if self.connection.dialect.name == "sqlite" else postgresql
        put = kind.insert(table).values(**values)
        key = [column.name for column in table.primary_key]
        if not otherwise:
            return put.on_conflict_do_nothing(index_elements=key)
        return put.on_conflict_do_update(index_elements=key, set_=dict(otherwise))
