"""The grid of the map follows the directory: made anew in the background, at most once a minute."""

from django.db import connection, transaction
from procrastinate.contrib.django import app

from taghyir.atlas.models import Cell, Grid
from taghyir.atlas.queries import FINEST, WIDEST, grid_of_today, is_grid_late, step_at
from taghyir.directory.models import Organisation

_ONE_AT_A_TIME = 742_031  # key of the advisory lock held while the grid is made


@app.periodic(cron="* * * * *")
@app.task(name="follow_directory", queue="seals", queueing_lock="follow_directory")
def follow_directory(timestamp: int) -> None:
    """Each minute, make the grid anew when the directory changed. Safe to run twice."""
    if is_grid_late():
        make_grid()


def make_grid() -> int:
    """Gather what is published in cells, at each zoom. Readers see the grid before or the grid after. Returns how many cells."""
    made_of = grid_of_today()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ONE_AT_A_TIME])
        Cell.objects.all().delete()
        sql, values = _published()
        made = 0
        for zoom in range(WIDEST, FINEST + 1):
            step = step_at(zoom)
            cursor.execute(
                "INSERT INTO atlas_cell (zoom, x, y, territory_id, count, latitude, longitude, drawn, drawn_ar) "
                f"SELECT {zoom}, floor(lon / {step}), floor(lat / {step}), territory_id, count(*), avg(lat), avg(lon), "
                f"{_drawn('name', 'name_ar')}, {_drawn('name_ar', 'name')} "
                f"FROM ({sql}) p(id, territory_id, lat, lon, name, name_ar) GROUP BY 2, 3, 4",
                values,
            )
            made += cursor.rowcount
        Grid.objects.all().delete()
        Grid.objects.create(of=made_of)
    return made


def _drawn(first: str, second: str) -> str:
    """The SQL of a cell as the map is sent it, named by `first`, else by `second`."""
    middle = "round(avg(lon)::numeric, 4), round(avg(lat)::numeric, 4), count(*)"
    name = f"coalesce(nullif(min({first}), ''), min({second}))"
    return (
        f"CASE WHEN count(*) = 1 THEN json_build_array({middle}, min(id), {name}) ELSE json_build_array({middle}) END"
    )


def _published() -> tuple[str, tuple]:
    rows = Organisation.objects.published().exclude(map_latitude=None).exclude(map_longitude=None).order_by()
    return rows.values_list(
        "pk", "territory", "map_latitude", "map_longitude", "name", "name_ar"
    ).query.sql_with_params()
