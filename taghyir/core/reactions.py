"""What the worker does for every room."""

from procrastinate.contrib.django import app

from taghyir.core.seals import seal_lines


@app.periodic(cron="* * * * *")
@app.task(name="seal_journal", queue="seals", queueing_lock="seal_journal")
def seal_journal(timestamp: int) -> None:
    """Each minute, seal what was written since."""
    while seal_lines() == 5_000:
        pass
