"""Roles, capabilities and principals."""

import pytest

from sagescope.access.principal import Principal, Via
from sagescope.access.roles import CAPABILITIES, Capability
from sagescope.errors import Cause, Refusal
from sagescope.model.user import Role, User


def principal(role: Role) -> Principal:
    user = User(
        id="0123456789ABCDEF", email="ana@example.com", name="Ana", role=role, created_at=1, modified_at=1
    )
    return Principal.of(user, Via.SESSION)


def test_each_role_may_do_what_the_one_below_may() -> None:
    viewer, analyst, administrator = (
        CAPABILITIES[role] for role in (Role.VIEWER, Role.ANALYST, Role.ADMINISTRATOR)
    )
    assert set(CAPABILITIES) == set(Role)
    assert viewer < analyst < administrator == frozenset(Capability)


def test_a_viewer_changes_nothing() -> None:
    assert [c for c in CAPABILITIES[Role.VIEWER] if c.value.startswith(("manage", "administer"))] == []


def test_an_analyst_changes_content_but_not_collection_or_people() -> None:
    analyst = principal(Role.ANALYST)
    assert analyst.may(Capability.MANAGE_LIBRARY)
    assert analyst.may(Capability.MANAGE_MONITORS)
    for capability in (
        Capability.MANAGE_COLLECTION,
        Capability.MANAGE_FIELDS,
        Capability.MANAGE_APPS,
        Capability.MANAGE_USERS,
        Capability.ADMINISTER,
    ):
        assert not analyst.may(capability)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("capability", Capability)
def test_what_a_principal_may_not_is_refused_by_name(role: Role, capability: Capability) -> None:
    asking = principal(role)
    if asking.may(capability):
        asking.require(capability)
        return
    with pytest.raises(Refusal, match=capability.value) as refused:
        asking.require(capability)
    assert refused.value.cause is Cause.FORBIDDEN
    assert role.value in refused.value.faults[0].message
