"""Views, one file for each chapter: who asks, read one state, make plain values, render."""
