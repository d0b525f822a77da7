"""What everybody in the hall sees alike: made once for each language, and sent to every open screen.

    shared(state, meeting, "floor", "en")       the piece of a delegate's phone that is nobody's own
    shared(state, meeting, "wall", "en")        the wall of the hall

A thousand phones cannot each fetch their page when a vote opens or closes: one machine makes some hundred pages a
second, and the result must be everywhere within one. So the floor's page has two parts. What is alike for all is made
here, kept for as long as the state is what it is, and handed on by the live stream as it stands; what is the reader's
own (whether they have voted, what they can ask for) is fetched by each page when there is time for it. Hours are those
of the organisation's own time zone here: that of the hall.
"""

from typing import Any

from django.template.loader import get_template
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from msgspec import Struct

from rankandfile.core.chapters.agenda import open_item, open_vote
from rankandfile.core.chapters.foundation import rulebook
from rankandfile.core.chapters.meetings import Convention, current
from rankandfile.core.chapters.procedural import raised
