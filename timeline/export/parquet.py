"""Parquet: the columns of the itinerary with real dates, integers and numbers. Needs the `parquet` extra."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from timeline.errors import RenderError
from timeline.export.common import clean
from timeline.frame import COLUMNS, row
from timeline.records import Trips

_DAYS = frozenset({"start_date", "end_date", "earliest", "latest"})
_NUMBERS = frozenset({"latitude", "longitude", "confidence", "distance_km"})


def parquet(trips: Trips) -> bytes:
    """The file. Raises `RenderError` where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet as files
    except ImportError:
        message = "parquet needs pyarrow, which is not installed: pip install 'diplomatic-timeline[parquet]'"
        raise RenderError(message) from None
    kinds = {name: pyarrow.string() for name in COLUMNS} | {name: pyarrow.float64() for name in _NUMBERS}
    kinds |= {name: pyarrow.date32() for name in _DAYS} | {"seq": pyarrow.int32()}
    rows = [{name: _value(name, value) for name, value in row(entry).items()} for entry in trips.entries()]
    schema = pyarrow.schema([(name, kinds[name]) for name in COLUMNS])
    data = io.BytesIO()
    files.write_table(pyarrow.Table.from_pylist(rows, schema=schema), data)
    return data.getvalue()


def _value(name: str, value: Any) -> Any:
    if not isinstance(value, str):
        return value
    return date.fromisoformat(value) if name in _DAYS else clean(value)
