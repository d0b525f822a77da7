"""Plain values made from one state, one file for each chapter: all that a template ever sees of the organisation."""
