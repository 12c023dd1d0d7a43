import pytest

from loket_mail.message.parse import Robot, parse
from tests.mail.message.bounce_mails import BOUNCES
from tests.mail.message.robot_mails import OTHER_ROBOTS, PEOPLE, ROBOT_MAILS
from tests.mail.message.robot_writing import RobotMail


def called(mails: list[RobotMail]) -> list[object]:
    return [pytest.param(mail, id=mail.name) for mail in mails]


@pytest.mark.parametrize("mail", called(BOUNCES))
def test_m8_a_bounce_says_which_letter_and_whether_for_good(mail: RobotMail) -> None:
    incoming = parse(mail.raw.encode())
    assert (incoming.robot, incoming.bounce) == (mail.robot, mail.bounce)


@pytest.mark.parametrize("mail", called(OTHER_ROBOTS))
def test_m6_a_robot_is_noted_and_is_no_bounce(mail: RobotMail) -> None:
    incoming = parse(mail.raw.encode())
    assert (incoming.robot, incoming.bounce) == (mail.robot, None)


@pytest.mark.parametrize("mail", called(PEOPLE))
def test_m6_people_who_resemble_robots_are_people(mail: RobotMail) -> None:
    incoming = parse(mail.raw.encode())
    assert (incoming.robot, incoming.bounce) == (None, None)


@pytest.mark.parametrize("mail", called(ROBOT_MAILS))
def test_m8_line_ends_change_nothing(mail: RobotMail) -> None:
    here, there = (parse(mail.raw.replace("\n", end).encode()) for end in ("\n", "\r\n"))
    assert (here.robot, here.bounce, here.text) == (there.robot, there.bounce, there.text)
    assert (here.robot is Robot.BOUNCE) == (here.bounce is not None)
