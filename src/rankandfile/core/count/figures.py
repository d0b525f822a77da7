"""Exact numbers as people read them."""

from fractions import Fraction


def written(amount: int, scale: int) -> str:
    """The amount divided by the scale, in full: "1234.50000", or with a fraction where no decimal is exact."""
    places = decimals(scale)
    if places is None:
        return _mixed(Fraction(amount, scale))
    sign, whole = ("-", -amount) if amount < 0 else ("", amount)
    return f"{sign}{whole // scale}.{whole % scale:0{places}}" if places else f"{sign}{whole}"


def short(amount: int, scale: int) -> str:
    """The same number without the zeros at its end."""
    text = written(amount, scale)
    return text.rstrip("0").rstrip(".") if "." in text else text


def decimals(scale: int) -> int | None:
    """How many decimals a scale of 1, 10, 100 … has; None for any other."""
    places = len(str(scale)) - 1
    return places if scale == 10**places else None


def _mixed(number: Fraction) -> str:
    whole, rest = divmod(abs(number), 1)
    sign = "-" if number < 0 else ""
    if not rest:
        return f"{sign}{whole}"
    return f"{sign}{whole} {rest}" if whole else f"{sign}{rest}"
