"""Pages: server-rendered, for a phone first, and nothing changes anything here except through an act."""
