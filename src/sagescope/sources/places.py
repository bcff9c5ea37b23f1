"""The places that a source fetches from: each region of each account for itself."""

from collections.abc import Callable, Iterable

from sagescope.sources.accounts import Account
from sagescope.sources.checkpoints import Checkpoints
from sagescope.sources.faults import AwsRefusal
from sagescope.sources.pull import Pull


def in_each_place(
    pull: Pull,
    accounts: Iterable[Account],
    checkpoints: Checkpoints,
    work: Callable[[Account, str, str], None],
) -> None:
    """Work in each place that no other worker has; `work` gets the account, the region, and the name of both.

    Raises the first AwsRefusal after all places have had their turn.
    """
    refused: list[AwsRefusal] = []
    for account in accounts:
        for region in account.regions:
            place = f"{account.number or 'account'}/{region}"
            if pull.stopped() or not checkpoints.claim_place(pull.source.id, place):
                continue
            try:
                work(account, region, place)
            except AwsRefusal as wrong:
                refused.append(wrong)
            finally:
                checkpoints.leave_place(pull.source.id, place)
    if refused:
        raise refused[0]
