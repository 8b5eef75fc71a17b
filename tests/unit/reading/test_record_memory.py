"""What records hold beside their values: the names of the fields that were written, once for all that name the same."""

from __future__ import annotations

from thidua.reading.base import Source


def test_records_with_the_same_fields_share_their_names() -> None:
    one, other = Source(title="Một tin"), Source(title="Tin khác")
    assert one.model_fields_set == {"title"}
    assert one.model_fields_set is other.model_fields_set
    assert Source(title="Một tin", author="Người viết").model_fields_set == {"title", "author"}


def test_a_copy_names_what_it_was_given_besides() -> None:
    one = Source(title="Một tin")
    copy = one.model_copy(update={"author": "Người viết"})
    assert copy.model_fields_set == {"title", "author"}
    assert one.model_fields_set == Source(title="Tin khác").model_fields_set == {"title"}
