"""What is wrong with something that came from outside, in a sentence."""


class Refused(ValueError):
    """The thing is not what it has to be; the message says what it is and what would be right."""
