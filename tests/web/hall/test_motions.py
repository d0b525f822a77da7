"""Motions on the site."""


def test_a_motion_shows_its_numbered_text_its_need_and_its_supporters(hall, reader):
    hall("papers")
    page = reader(50).get("/motions/M2/").content.decode()
    assert "2 more seconders" in page
    assert "A kitchen in the union house" in page
    assert "Second this motion" in page
