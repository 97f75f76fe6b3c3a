"""The lens of care and of feminist economy on a file: who decides, who is paid, who cares, and two markers that say why."""
