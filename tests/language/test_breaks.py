"""Where a headline and a paragraph's end may break."""

import pytest

from loftespdf.language.breaks import end_of_paragraph, tied_headline


@pytest.mark.parametrize(
    ("headline", "tied"),
    [
        ("Tryggare kvällar i Exempelby", "Tryggare kvällar i_Exempelby"),
        ("Medborgarlöften i Exempel – stadsområde Öster",
         "Medborgarlöften i_Exempel – stadsområde_Öster"),
        ("Medborgarlöfte för Exempel 2026", "Medborgarlöfte för_Exempel_2026"),
        ("Exempel-Bro – medborgarlöften", "Exempel-Bro – medborgarlöften"),
        ("Medborgarlöfte för Exempelby 2026", "Medborgarlöfte för Exempelby_2026"),
        ("Trygghet", "Trygghet"),
        ("", ""),
    ],
)  # fmt: skip
def test_short_words_stay_with_what_they_lead_to_and_none_is_left_alone_at_the_end(
    headline: str, tied: str
) -> None:
    assert tied_headline(headline).replace("\N{NO-BREAK SPACE}", "_") == tied


def test_what_is_tied_is_never_much_longer_than_the_longest_word() -> None:
    headline = "Nu är det vi på torg och i by som tar det vi kan och mer"
    runs = tied_headline(headline).split(" ")
    assert len(runs) > 1
    assert max(map(len, runs)) <= 16


@pytest.mark.parametrize(
    ("paragraph", "end"),
    [
        ("samverka vid behov och vara delaktig.", "vara delaktig."),
        ("platser där det är mest frekvent förekommande.", "förekommande."),
        ("finnas för ungdomar i området.", "i området."),
        ("utveckla samhällsbyggnadsförvaltningen", ""),
        ("Kort.", "Kort."),
        ("", ""),
    ],
)
def test_a_paragraph_ends_in_whole_words_of_some_length(paragraph: str, end: str) -> None:
    assert paragraph[end_of_paragraph(paragraph) :] == end
