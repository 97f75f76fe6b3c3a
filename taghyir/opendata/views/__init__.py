"""The pages and files of the open data."""

from taghyir.opendata.views.files import embed, geojson, jsonld, kml, open_data, vcards
from taghyir.opendata.views.paper import booklet, booklet_file, make_booklet

__all__ = ["booklet", "booklet_file", "embed", "geojson", "jsonld", "kml", "make_booklet", "open_data", "vcards"]
