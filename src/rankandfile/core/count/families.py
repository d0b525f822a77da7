"""The rules that transfer papers, by family and name."""

from collections.abc import Mapping

from rankandfile.core.count.gregory import GregoryRule
from rankandfile.core.count.meek import MeekRule
from rankandfile.core.count.parcel_table import ParcelRule
from rankandfile.core.count.rules.cambridge import CAMBRIDGE
from rankandfile.core.count.rules.ers97 import ERS97
from rankandfile.core.count.rules.instant_runoff import INSTANT_RUNOFF
from rankandfile.core.count.rules.meek_hww import MEEK_HWW
from rankandfile.core.count.rules.meek_prf import MEEK_PRF
from rankandfile.core.count.rules.minneapolis import MINNEAPOLIS
from rankandfile.core.count.rules.northern_ireland import NORTHERN_IRELAND
from rankandfile.core.count.rules.scottish_2011 import SCOTTISH_2011
from rankandfile.core.count.rules.wigm_prf import WIGM_PRF, WIGM_PRF_BATCH, WIGM_PRF_ONE_WINNER
from rankandfile.core.count.whole import WholeRule

GREGORY: Mapping[str, GregoryRule] = {
    rule.name: rule
    for rule in (SCOTTISH_2011, WIGM_PRF, WIGM_PRF_BATCH, WIGM_PRF_ONE_WINNER, MINNEAPOLIS, INSTANT_RUNOFF)
}
PARCELS: Mapping[str, ParcelRule] = {rule.name: rule for rule in (ERS97, NORTHERN_IRELAND)}
MEEK: Mapping[str, MeekRule] = {rule.name: rule for rule in (MEEK_PRF, MEEK_HWW)}
WHOLE: Mapping[str, WholeRule] = {rule.name: rule for rule in (CAMBRIDGE,)}
SETTLING = (*GREGORY, "plurality", "block", "exhaustive-ballot", "slates")
"""The methods that can ask who is still in the count when a paper comes to an overvote."""
