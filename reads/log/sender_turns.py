"""What waits to be recorded, each sender in its turn: one that sends hundreds ahead makes no other wait for all of them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Turns(Generic[T]):
    """A queue a sender; taken from in turn."""

    def __init__(self) -> None:
        self._waiting: dict[Hashable, deque[T]] = {}
        self._some = asyncio.Event()

    def put(self, sender: Hashable, item: T) -> None:
        """Adds what a sender sent behind what it sent before."""
        self._waiting.setdefault(sender, deque()).append(item)
        self._some.set()

    async def take(self, most: int) -> list[T]:
        """At least one, at most so many: the first of each sender, then the second of each, and so on."""
        await self._some.wait()
        taken: list[T] = []
        while self._waiting and len(taken) < most:
            sender = next(iter(self._waiting))
            queue = self._waiting.pop(sender)
            taken.append(queue.popleft())
            if queue:
                self._waiting[sender] = queue
        if not self._waiting:
            self._some.clear()
        return taken
