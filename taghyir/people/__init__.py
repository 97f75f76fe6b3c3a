"""Who is here: people, accounts, roles held on a territory, and what each person has agreed to."""
