package org.sfumato.kernel.html.tex;

/**
 * Letters in another face. Browsers draw such a face only from its own letters in Unicode, which
 * stand in rows from U+1D400 on, with holes where an older sign existed.
 */
enum Alphabet {
  ITALIC(0, 0, 0),
  UPRIGHT(0, 0, 0),
  BOLD(0x1D400, 0x1D7CE, 0x1D6A8),
  BOLD_ITALIC(0x1D468, 0x1D7CE, 0x1D71C),
  SCRIPT(0x1D49C, 0, 0),
  FRAKTUR(0x1D504, 0, 0),
  DOUBLE(0x1D538, 0x1D7D8, 0),
  SANS(0x1D5A0, 0x1D7E2, 0),
  MONO(0x1D670, 0x1D7F6, 0);

  private static final String HOLES =
      "𝒝ℬ𝒠ℰ𝒡ℱ𝒣ℋ𝒤ℐ𝒧ℒ𝒨ℳ𝒭ℛ𝒺ℯ𝒼ℊ𝓄ℴ𝔆ℭ𝔋ℌ𝔌ℑ𝔕ℜ𝔝ℨ𝔺ℂ𝔿ℍ𝕅ℕ𝕇ℙ𝕈ℚ𝕉ℝ𝕑ℤ";

  private final int latin;
  private final int digits;
  private final int greek;

  Alphabet(int latin, int digits, int greek) {
    this.latin = latin;
    this.digits = digits;
    this.greek = greek;
  }

  String of(String text) {
    var out = new StringBuilder();
    text.codePoints().forEach(c -> out.appendCodePoint(of(c)));
    return out.toString();
  }

  private int of(int c) {
    if (latin != 0 && c >= 'A' && c <= 'Z') {
      return filled(latin + c - 'A');
    }
    if (latin != 0 && c >= 'a' && c <= 'z') {
      return filled(latin + 26 + c - 'a');
    }
    if (digits != 0 && c >= '0' && c <= '9') {
      return digits + c - '0';
    }
    if (greek != 0 && c >= 'Α' && c <= 'Ω') {
      return greek + c - 'Α';
    }
    if (greek != 0 && c >= 'α' && c <= 'ω') {
      return greek + 26 + c - 'α';
    }
    if (greek != 0 && c == '∇') {
      return greek + 25;
    }
    return c;
  }

  private static int filled(int c) {
    for (int i = 0; i < HOLES.length(); ) {
      int hole = HOLES.codePointAt(i);
      i += Character.charCount(hole);
      int sign = HOLES.codePointAt(i);
      i += Character.charCount(sign);
      if (hole == c) {
        return sign;
      }
    }
    return c;
  }
}
