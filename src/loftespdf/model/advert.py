"""What a pledge says of its advertisements, under ``annons:``. All of it may be left out."""

from pydantic import Field

from loftespdf.model.values import Id, Node, Text, YesNo


class Advert(Node):
    """The author's own choices for ads and posters."""

    headline: Text | None = Field(
        None, alias="rubrik", description="annonsens rubrik; annars dokumentets titel"
    )
    promises: tuple[Id, ...] = Field(
        (), alias="löften", description="id på löftena som ska stå i annonsen; annars alla"
    )
    marked: YesNo = Field(
        default=False, alias="annonsmärkt", description="ja: ordet ANNONS står överst"
    )
    picture: YesNo = Field(
        default=True, alias="bild", description="nej: löftets bild står inte i annonsen"
    )
    sheets: tuple[Text, ...] = Field(
        (),
        alias="format",
        description="bokade format, som build gör utan att de nämns: id ur formats.yaml, ett mått"
        " som 122x178, eller båda med mellanslag",
    )
