"""Pages that the same rules are for share their styles.

The engine weighs all rules for pages anew for each page, and computes a style for it and for each
of the sixteen places in its margins. Most pages of a document are of one kind or two.
"""

from collections.abc import Callable, Iterator

from weasyprint.layout import page

from loftespdf.typesetting.engine_parts import Part, Style, replace_everywhere


def shorten_pages() -> None:
    """Let a document remember the styles of its kinds of pages."""
    engine = page.set_page_type_computed_styles
    replace_everywhere(engine, _styling(engine))


def _styling(engine: Callable[..., None]) -> Callable[..., None]:
    def set_styles(page_type: Part, html: Part, style_for: Part) -> None:
        computed = style_for.get_computed_styles()
        known: dict[object, dict[str | None, Style]] = style_for.__dict__.setdefault("kinds", {})
        kind = _size(style_for), tuple(_met(page_type, style_for))
        if kind not in known:
            engine(page_type, html, style_for)
            parts = [part for one, part in style_for.get_cascaded_styles() if one == page_type]
            known[kind] = {part: computed[page_type, part] for part in (None, *parts)}
        for part, style in known[kind].items():
            computed[page_type, part] = style

    return set_styles


def _met(page_type: Part, style_for: Part) -> Iterator[bool]:
    """Yield for each selector of each rule for pages whether it is for such a page."""
    for sheet, *_ in style_for._sheets:  # noqa: SLF001 - the engine's
        for _, selectors, _ in sheet.page_rules:
            for _, _, selected in selectors:
                yield style_for._page_type_match(selected, page_type)  # noqa: SLF001


def _size(style_for: Part) -> Part:
    """Return what lengths in parts of the first page are of; nothing where there are none."""
    is_remembered = getattr(style_for.font_config, "styles", None)
    return None if is_remembered else style_for.initial_page_sizes["box"]
