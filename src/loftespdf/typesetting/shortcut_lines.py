"""Lines that are shaped once, with what Pango needs of a style made ready once.

The engine makes Pango's context, font and features anew for every line, measures the line, drops
it, and makes all of it again when the line is drawn. Here styles with the same letters keep the
former and a line the latter until it is drawn.
"""

from collections.abc import Callable

from weasyprint.text import line_break
from weasyprint.text.constants import LST_TO_ISO, PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango
from weasyprint.text.fonts import font_features, get_font_description

from loftespdf.typesetting.engine_parts import Line, Part, Style, replace_everywhere
from loftespdf.typesetting.shortcut_styles import memory_of
from loftespdf.typesetting.style_memory import Known

#: All that the engine tells Pango of a text's letters.
OF_LETTERS = (
    "font_family", "font_size", "font_style", "font_weight", "font_stretch",
    "font_variation_settings", "font_kerning", "font_variant_ligatures", "font_variant_position",
    "font_variant_caps", "font_variant_numeric", "font_variant_alternates",
    "font_variant_east_asian", "font_feature_settings", "font_language_override", "lang",
    "direction",
)  # fmt: skip
#: What Pango ends a paragraph at. A line with none of them is one paragraph for certain.
_PARAGRAPH_ENDS = frozenset("\n\r\u2028\u2029")


def shorten_lines() -> None:
    """Let styles keep what Pango made of them, and lines what was measured."""
    layout = line_break.Layout
    replace_everywhere(line_break.strut, _strut(line_break.strut))
    layout.setup = _setup(layout.setup)
    layout.set_text = _set_text(layout.set_text)
    layout.deactivate = _deactivate(layout.deactivate)
    layout.reactivate = _reactivate(layout.reactivate)


def _strut(engine: Callable[[Style], Part]) -> Callable[[Style], Part]:
    """Find a style's line height and baseline once: the engine's own key takes longer to build."""

    def strut(style: Style) -> Part:
        memory = memory_of(style)
        if memory is None:
            return engine(style)
        kept = memory.kept
        if "strut" not in kept:
            kept["strut"] = engine(style)
        return kept["strut"]

    return strut


def _setup(engine: Callable[[Line, Style], None]) -> Callable[[Line, Style], None]:
    def setup(self: Line, style: Style) -> None:
        memory = memory_of(style)
        if memory is None or style["text_decoration_line"] != "none":
            engine(self, style)
            return
        context, font, self.language, features = _ready(style, memory.kept)
        self.style, self.first_line_direction = style, 0
        self.ascent = self.underline_position = self.strikethrough_position = None
        self.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(self.layout, False)  # noqa: FBT003 - C's own
        pango.pango_layout_set_font_description(self.layout, font)
        if features:
            _set_features(self.layout, features)

    return setup


def lettering_of(style: Style) -> Known:
    """Return what is known of a style's letters, by all styles that have them.

    The memory is of a style for which something is remembered. Where styles are not remembered for
    the next document, it is the style's own: a trial's sizes do not come back.
    """
    own: Known = style.memory
    styles = style.font_config.__dict__.get("styles")
    return own if styles is None else own.once("lettering", _lettering, style)


def _lettering(style: Style) -> Known:
    said = tuple([style[name] for name in OF_LETTERS])
    return style.font_config.styles.lettering(said)  # type: ignore[no-any-return]


def _ready(style: Style, kept: dict[str, Part]) -> tuple[Part, Part, Part, bytes]:
    """Return Pango's context, font, language and features of a style, made the first time."""
    if "pango" not in kept:
        kept["pango"] = lettering_of(style).once("pango", for_pango, style)
    return kept["pango"]  # type: ignore[no-any-return]


def for_pango(style: Style) -> tuple[Part, Part, Part, bytes]:
    """Return Pango's context, font, language and features of a style, made anew."""
    context, language = _context(style)
    return context, get_font_description(style), language, _features(style)


def language_of(style: Style) -> Part:
    """Return Pango's language of a style for which something is remembered."""
    _, _, language, _ = _ready(style, style.memory.kept)
    return language


def _context(style: Style) -> tuple[Part, Part]:
    context = ffi.gc(
        pango.pango_font_map_create_context(style.font_config.font_map), gobject.g_object_unref
    )
    pango.pango_context_set_round_glyph_positions(context, False)  # noqa: FBT003 - C's own
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[style["direction"]])
    code = style["lang"]
    if (override := style["font_language_override"]) != "normal":
        code = LST_TO_ISO.get(override.lower(), override)
    if not code:
        return context, pango.pango_language_get_default()
    language = pango.pango_language_from_string(code.encode())
    pango.pango_context_set_language(context, language)
    return context, language


def _features(style: Style) -> bytes:
    features = font_features(
        style["font_kerning"],
        style["font_variant_ligatures"],
        style["font_variant_position"],
        style["font_variant_caps"],
        style["font_variant_numeric"],
        style["font_variant_alternates"],
        style["font_variant_east_asian"],
        style["font_feature_settings"],
    )
    return ",".join(f"{name} {value}" for name, value in features.items()).encode()


def _set_features(layout: Part, features: bytes) -> None:
    """Give a line features that go when it goes: the engine's never do."""
    attributes = ffi.gc(pango.pango_attr_list_new(), pango.pango_attr_list_unref)
    pango.pango_attr_list_insert(attributes, pango.pango_attr_font_features_new(features))
    pango.pango_layout_set_attributes(layout, attributes)


def plain_line(text: str, style: Style, spacing: float, room: float) -> Line:
    """Return what the engine makes of a plain text without spacing, not yet broken."""
    context, font, language, features = _ready(style, style.memory.kept)
    line: Line = object.__new__(line_break.Layout)
    layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
    line.__dict__.update(
        justification_spacing=spacing, style=style, first_line_direction=0, language=language,
        layout=layout, ascent=None, underline_position=None, strikethrough_position=None,
        max_width=room, text=text,
    )  # fmt: skip
    pango.pango_layout_set_auto_dir(layout, False)  # noqa: FBT003 - C's own
    pango.pango_layout_set_font_description(layout, font)
    if features:
        _set_features(layout, features)
    pango.pango_layout_set_text(layout, text.encode(), -1)
    pango.pango_layout_set_single_paragraph_mode(layout, True)  # noqa: FBT003
    return line


def _set_text(engine: Callable[..., None]) -> Callable[..., None]:
    """Say at once that a text is one paragraph; said when it is drawn, it is shaped again."""

    def set_text(self: Line, text: str, justify: bool = False) -> None:  # noqa: FBT001, FBT002
        engine(self, text, justify)
        single = _PARAGRAPH_ENDS.isdisjoint(text)
        pango.pango_layout_set_single_paragraph_mode(self.layout, single)

    return set_text


def _deactivate(engine: Callable[[Line], None]) -> Callable[[Line], None]:
    """Let a measured line be, until it has been drawn; but it does not hold its style meanwhile.

    A style remembers its lines. Each would keep the other from being freed, and all that is beside
    them, until somebody looked for garbage.
    """

    def deactivate(self: Line) -> None:
        if "drawn" in self.__dict__:
            engine(self)
        else:
            self.__dict__.pop("style", None)

    return deactivate


def _reactivate(engine: Callable[[Line, Style], None]) -> Callable[[Line, Style], None]:
    """Draw a line as it was measured; one whose spaces are wider or narrower is shaped anew.

    One that is justified was measured without that, and of several texts that were tried in a line
    each may have left the widths of its spaces there.
    """

    def reactivate(self: Line, style: Style) -> None:
        self.drawn = True
        measured = "layout" in self.__dict__ and not self.justification_spacing
        if measured and not style["word_spacing"] and _PARAGRAPH_ENDS.isdisjoint(self.text):
            self.style = style
        else:
            engine(self, style)

    return reactivate
