"""What the law asks of each legal form, in each country and from when to when: facts that a coordinator keeps."""
