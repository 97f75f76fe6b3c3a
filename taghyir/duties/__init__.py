"""What the law asks of an organisation and when: its duties, what became of them, its assemblies, its registers, its papers."""
