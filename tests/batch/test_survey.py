"""Looking at an area's files waits for nothing."""

import os
import signal
from pathlib import Path

from loftespdf.batch.survey import Survey
from loftespdf.storing.journal import Journal
from tests.loading.helpers import workspace, write


def test_a_pipe_beside_a_follow_up_is_not_waited_for(tmp_path: Path) -> None:
    workspace(tmp_path)
    write(tmp_path, "content/testby/2021.uppfoljning.yaml", "")
    os.mkfifo(tmp_path / "content/testby/2022.yaml")
    survey = Survey(tmp_path, Journal(tmp_path / "journal"))
    signal.alarm(5)  # the test's process would else wait with it
    try:
        assert not survey.reaches_out("testby")
    finally:
        signal.alarm(0)
