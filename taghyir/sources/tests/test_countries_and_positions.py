import csv
import io
import json

import pytest

from taghyir.directory.models import Organisation
from taghyir.people.tests.factories import somebody
from taghyir.places.models import Place
from taghyir.sources.actions import map_columns
from taghyir.sources.importer import OrganisationImporter
from taghyir.sources.tests.files import brought, counts
from taghyir.tables.exports import csv_lines
from taghyir.tables.listing import cells
from taghyir.tables.models import ImportedRow
from taghyir.tables.runs import columns_of_rows, rows_of
from taghyir.tables.text import cleaned

pytestmark = pytest.mark.django_db
SUSY = "sse/susy_map_part_a.geojson"


@pytest.mark.usefixtures("ground")
class TestPositions:
    @pytest.mark.parametrize(
        "typed, kept, said",
        [
            ("34.94;-2.73", (34.94, -2.73), ""),
            ("34,94;-2,73", (34.94, -2.73), ""),
            ("-2.73;34.94", (34.94, -2.73), "inversées"),
            ("0;0", (None, None), "0, 0"),
            ("35.9;-3.5", (None, None), "mer"),
            ("43.3;5.4", (None, None), "Maroc"),
            ("31.6;-8.0", (31.6, -8.0), "km de Zaio"),
            ("34.94;", (None, None), "vont ensemble"),
            (";-2.73", (None, None), "vont ensemble"),
        ],
    )
    def test_what_cannot_be_true_is_repaired_or_left_out_with_a_sentence(self, typed, kept, said):
        Place.objects.filter(name_fr="Zaio").update(latitude=34.94, longitude=-2.73)
        brought(f"nom;commune;pays;lat;lon\nRif;Zaio;Maroc;{typed}\n")
        organisation = Organisation.objects.get()
        assert (organisation.latitude, organisation.longitude) == kept
        sentences = " ".join(sentence for _column, sentence in ImportedRow.objects.get().sentences)
        assert (said in sentences) if said else not sentences


class TestRealMapOfTheWorld:
    """433 entries of a real map, with ragged columns and countries spelt in 45 ways: none is of the two countries."""

    def test_every_row_is_refused_with_its_country_and_comes_back_whole(self, real, ground):
        run = brought(real(SUSY).read_bytes(), name="susy.geojson")
        assert counts(run) == (0, 0, 0, 433)
        rows = list(rows_of(run))
        sentences = [" ".join(sentence for _column, sentence in row.sentences) for row in rows]
        named = [sentence for sentence in sentences if "Maroc et de Tunisie" in sentence.replace("\u00a0", " ")]
        assert len(named) == 416, "17 rows name no country"
        assert sum("Autriche" in sentence for sentence in named) == 66
        assert sum("Royaume-Uni" in sentence for sentence in named) == 123
        assert sum("Allemagne" in sentence for sentence in named) == 53
        taken_away = list(
            csv.reader(
                io.StringIO(
                    "".join(csv_lines([str(h) for h, _r in columns_of_rows(run)], cells(columns_of_rows(run), rows)))
                )
            )
        )
        assert len(taken_away) == 434
        features = json.loads(real(SUSY).read_text())["features"]
        for row, feature in zip(rows, features, strict=True):
            assert row.values["name"] == cleaned(feature["properties"]["name"])
            assert all(
                row.values.get(cleaned(name))
                for name, value in feature["properties"].items()
                if str(value).strip() and cleaned(str(value))
            )

    def test_its_columns_once_said_are_known_and_nothing_of_it_is_lost(self, real, ground):
        pilar, content = somebody("pilar"), real(SUSY).read_bytes()
        run = brought(content, by=pilar, name="susy.geojson", source="SUSY", confirm=False)
        assert run.state == "asking"
        known = OrganisationImporter.columns_of([heading for heading, _label in run.columns], {})
        said = [known[heading].name if heading in known else "" for heading, _label in run.columns]
        map_columns(actor=pilar, run=run, columns=said)
        again = brought(content, by=pilar, name="susy.geojson", source="SUSY", confirm=False)
        assert (again.state, counts(again)) == ("previewed", (0, 0, 0, 433))
        features = json.loads(content)["features"]
        for row, feature in zip(rows_of(again), features, strict=True):
            filled = {
                cleaned(name)
                for name, value in feature["properties"].items()
                if value is not None and cleaned(str(value))
            }
            assert filled <= row.values.keys()
            assert row.sentences

    @pytest.mark.parametrize(
        "typed, country",
        [("Oesterreich", "Autriche"), ("UK", "Royaume-Uni"), ("England", "Royaume-Uni"), ("Frace", "France"), ("Italu", "Italie"),
         ("Latvija", "Lettonie"), ("Ελλάδα", "Grèce"), ("الجزائر", "Algérie"), ("DE", "Allemagne"), ("España", "Espagne")],
    )  # fmt: skip
    def test_a_country_is_known_by_its_names(self, ground, typed, country):
        run = brought(f"nom;pays\nRif;{typed}\n")
        assert country in ImportedRow.objects.get(run=run).sentences[0][1]
