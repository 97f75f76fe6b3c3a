"""What mechanisms can give to enterprises, kind by kind, as rows that a coordinator keeps."""
