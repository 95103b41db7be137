"""A check-in storm in a process of its own: prints each gesture once its check-in is acknowledged."""

from __future__ import annotations

import sys
from pathlib import Path
from uuid import UUID

from trainer_app.bootstrap import build
from trainer_app.domain.changes import Desk
from trainer_app.domain.check_in import Gesture, InputKind


def main(data: Path, session_id: UUID, desk: str) -> None:
    services = build(data)
    for person in services.people.everyone():
        gesture = Gesture(services.new_id(), session_id, InputKind.SCANNER, Desk("Storm", desk))
        result = services.check_in.choose(gesture, person.id)
        print(f"{gesture.id} {person.id} {result.outcome.value}", flush=True)
    services.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), UUID(sys.argv[2]), sys.argv[3])
