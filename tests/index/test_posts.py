"""Posts in any order to a tree of comments."""

from __future__ import annotations

import hashlib

from hypothesis import given
from hypothesis import strategies as st

from index.posts import Post, Threads, comments


def post(own: str, parent: str | None = None) -> Post:
    return Post(own, parent, "Ann", None, f"text of {own}")


def hash_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()


def test_answers_follow_what_they_answer() -> None:
    tree = comments([post("c", "b"), post("a"), post("d", "a"), post("b", "a"), post("e", "gone"), post("")])
    assert [(comment.id, comment.reply_to, comment.depth) for comment in tree] == [
        ("a", None, 0),
        ("d", "a", 1),
        ("b", "a", 1),
        ("c", "b", 2),
        ("e", None, 0),
        ("#6", None, 0),
    ]
    assert [comment.position for comment in tree] == [1, 2, 3, 4, 5, 6]


def test_of_two_posts_with_one_id_the_first_is_answered() -> None:
    tree = comments([post("a"), post("a"), post("b", "a")])
    assert [comment.depth for comment in tree] == [0, 1, 0]


def test_a_chain_without_end_has_one() -> None:
    size = 100_000
    tree = comments([post(str(at), str((at + 1) % size)) for at in range(size)])
    assert len(tree) == size
    assert max(comment.depth for comment in tree) == size - 1


@given(st.lists(st.tuples(st.integers(0, 9), st.none() | st.integers(0, 12)), max_size=12))
def test_no_post_is_lost_and_every_parent_comes_first(shape: list[tuple[int, int | None]]) -> None:
    posts = [post(str(own), None if parent is None else str(parent)) for own, parent in shape]
    tree = comments(posts)
    assert sorted(comment.body for comment in tree) == sorted(each.body for each in posts)
    seen: set[str] = set()
    for comment in tree:
        assert comment.reply_to is None or comment.reply_to in seen
        assert (comment.depth == 0) == (comment.reply_to is None)
        seen.add(comment.id)


def test_threads_come_whole_from_a_dump_in_any_order() -> None:
    posts = [(f"thread {number % 7}", post(str(number))) for number in range(2_500)]
    posts.sort(key=lambda each: hash_of(each[1].id))
    with Threads() as threads:
        for thread, each in posts:
            threads.add(thread, each)
        threads.add("\ud800", post("lone"))
        found = list(threads.threads())
    assert [thread for thread, _ in found] == [*dict.fromkeys(thread for thread, _ in posts), "\ud800"]
    for thread, gathered in found[:-1]:
        assert gathered == [each for its, each in posts if its == thread]
