"""The adviser's day: what is due and where, who stands in, what is proposed to whom, and mails that can be answered."""
