"""What the worker does for every room."""

from procrastinate.contrib.django import app
from procrastinate.exceptions import UniqueViolation
from procrastinate.jobs import Status

from taghyir.core.seals import seal_lines


@app.periodic(cron="* * * * *")
@app.task(name="seal_journal", queue="seals", queueing_lock="seal_journal")
def seal_journal(timestamp: int) -> None:
    """Each minute, seal what was written since."""
    while seal_lines() == 5_000:
        pass


@app.periodic(cron="*/10 * * * *")
@app.task(name="retry_stalled", queue="seals", queueing_lock="retry_stalled")
async def retry_stalled(timestamp: int) -> None:
    """What a worker had begun when it was killed is done again: reactions are safe to run twice."""
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except UniqueViolation:  # a job that waits alone in its line: another one already waits
            await app.job_manager.finish_job(job, status=Status.ABORTED, delete_job=False)
