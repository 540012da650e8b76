"""Where a path of the merged content stands, for the sentences that tell what is wrong there."""

from collections.abc import Mapping

from msgspec import Struct

from loftespdf.loading.yaml_reader import Note
from loftespdf.model.document import YamlPath
from loftespdf.model.problem import Place


class Site(Struct, frozen=True):
    """The notes of merged content; ``file`` is where what is missing at the top would be added."""

    notes: Mapping[YamlPath, Note]
    file: str

    def value(self, path: YamlPath) -> Place:
        """Return the place of the value at ``path``, or of the nearest thing around it."""
        note = self._nearest(path)
        return note.place if note else Place(self.file)

    def key(self, path: YamlPath) -> Place:
        """Return the place of the key at ``path``; of its value, where it has no key."""
        note = self._nearest(path)
        if note is None:
            return Place(self.file)
        return note.key_place or note.place

    def is_empty(self, path: YamlPath) -> bool:
        """Tell whether the key or point at ``path`` stands with nothing after it."""
        return path in self.notes and self.notes[path].is_empty

    def is_damaged(self, path: YamlPath) -> bool:
        """Tell whether something at or around ``path`` could not be read, and that is told."""
        lengths = range(len(path) + 1)
        return any(self.notes[path[:n]].is_damaged for n in lengths if path[:n] in self.notes)

    def _nearest(self, path: YamlPath) -> Note | None:
        for length in range(len(path), 0, -1):
            if note := self.notes.get(path[:length]):
                return note
        return None
