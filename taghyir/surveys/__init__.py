"""Instruments and answers: XLSForm in, OpenRosa and web forms out, one submission stored once."""
