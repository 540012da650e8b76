"""Functions of the engine's C libraries that the engine itself does not call.

They are declared all at once, and after C's types are read quickly: declaring anything takes
milliseconds, for what the engine has declared before is read again.
"""

from weasyprint.text.ffi import ffi

from loftespdf.typesetting.shortcut_types import shorten_types

shorten_types()
ffi.cdef("""
    // fontconfig/fontconfig.h
    FcConfig * FcConfigCreate (void);
    FcBool FcConfigBuildFonts (FcConfig *config);
    FcBool FcConfigSetCurrent (FcConfig *config);

    // pango/pango-glyph.h, since Pango 1.44
    PangoGlyphString * pango_glyph_string_new (void);
    void pango_glyph_string_free (PangoGlyphString *string);
    void pango_shape_with_flags (
        const char *text, int length, const char *paragraph, int paragraph_length,
        const PangoAnalysis *analysis, PangoGlyphString *glyphs, int flags);
""")

__all__ = ["ffi"]
