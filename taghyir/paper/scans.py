"""The pages of a PDF as pictures, in a process of its own: whatever is in it costs a bounded time and memory.

`python -m taghyir.paper.scans FOLDER` reads a PDF and writes `0001.jpg`, `0002.jpg`, …; its last word is the number of pages.
"""

import contextlib
import resource
import sys
from pathlib import Path

import pypdfium2

MOST_PAGES = 100
DPI, LONGEST = 240, 3600  # pixels of the longer side
SECONDS, BYTES = 240, 1_500_000_000


def main(folder: Path) -> None:
    """Write each page that can be drawn; one that cannot leaves a hole in the numbers."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    document = pypdfium2.PdfDocument(sys.stdin.buffer.read())
    count = len(document)
    if count <= MOST_PAGES:
        for number in range(count):
            with contextlib.suppress(pypdfium2.PdfiumError, MemoryError, ValueError, OSError):
                page = document[number]
                scale = min(DPI / 72, LONGEST / max(*page.get_size(), 1))
                page.render(scale=scale).to_pil().convert("RGB").save(folder / f"{number + 1:04}.jpg", quality=88)
                page.close()
    document.close()
    sys.stdout.write(str(count))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
