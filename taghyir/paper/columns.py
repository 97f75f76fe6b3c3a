"""The columns of the list people take away: what became of each sheet, and nothing that was answered on it."""

from django.utils.translation import gettext_lazy as _

SHEETS = [
    (_("Number of the sheet"), str),
    (_("Form"), lambda sheet: sheet.batch.version.form.title),
    (_("Version"), lambda sheet: sheet.batch.version.version),
    (_("Language"), lambda sheet: sheet.batch.get_language_display()),
    (_("Territory"), lambda sheet: str(sheet.territory or "")),
    (_("State"), lambda sheet: sheet.get_state_display()),
    (_("Why it is set aside"), lambda sheet: sheet.reason),
    (_("Pages here"), lambda sheet: sheet.pages_here),
    (_("Pages"), lambda sheet: sheet.batch.page_count),
    (_("Brought back by"), lambda sheet: str(sheet.brought_by or "")),
    (_("Brought back on"), lambda sheet: sheet.brought_at),
    (_("Receipt"), lambda sheet: sheet.submission.receipt if sheet.submission else ""),
]
