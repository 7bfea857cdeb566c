package org.sfumato.view;

import java.awt.Font;
import java.awt.FontFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The one typeface of all pictures, DejaVu Sans, carried in the jar so that pictures look the same
 * everywhere, and also where no font is installed.
 */
final class Typeface {
  private static final String FILE = "DejaVuSans.ttf";
  private static final Font PLAIN = load();

  private Typeface() {}

  /** The typeface at this size in CSS pixels. */
  static Font size(double pixels) {
    return PLAIN.deriveFont((float) pixels);
  }

  /**
   * As {@link #size}, or the system's sans-serif for scripts that DejaVu lacks, such as Chinese.
   */
  static Font size(double pixels, Iterable<String> texts) {
    for (var text : texts) {
      if (PLAIN.canDisplayUpTo(text) >= 0) {
        return new Font(Font.SANS_SERIF, Font.PLAIN, 1).deriveFont((float) pixels);
      }
    }
    return size(pixels);
  }

  private static Font load() {
    try {
      if (!systemHasFonts()) {
        standIn();
      }
      try (var in = Typeface.class.getResourceAsStream(FILE)) {
        if (in == null) {
          throw new IllegalStateException(
              "the typeface " + FILE + " is missing; is the jar whole?");
        }
        return Font.createFont(Font.TRUETYPE_FONT, in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the typeface could not be read", e);
    } catch (FontFormatException e) {
      throw new IllegalStateException("the typeface " + FILE + " is damaged; is the jar whole?", e);
    }
  }

  /** Java reaches fonts through fontconfig on Linux, and fails without the library or any font. */
  private static boolean systemHasFonts() {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    if (!linux || System.getProperty("sun.awt.fontconfig") != null) {
      return true;
    }
    var arch = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    boolean library =
        List.of(
                "/usr/lib/" + arch + "-linux-gnu",
                "/lib/" + arch + "-linux-gnu",
                "/usr/lib64",
                "/usr/lib")
            .stream()
            .anyMatch(folder -> Files.exists(Path.of(folder, "libfontconfig.so.1")));
    var home = System.getProperty("user.home", "/");
    return library
        && List.of(
                "/usr/share/fonts",
                "/usr/local/share/fonts",
                home + "/.fonts",
                home + "/.local/share/fonts")
            .stream()
            .anyMatch(Typeface::holdsFont);
  }

  private static boolean holdsFont(String folder) {
    var root = Path.of(folder);
    if (!Files.isDirectory(root)) {
      return false;
    }
    try (var files = Files.walk(root, 6)) {
      return files.anyMatch(f -> f.toString().matches(".*\\.(ttf|otf|ttc|pfb)"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  /**
   * Tells Java's own font lookup, before it starts, that this typeface is the system's only one.
   */
  private static void standIn() throws IOException {
    var folder = Files.createTempDirectory("sfumato-font");
    var font = folder.resolve(FILE);
    var config = folder.resolve("fontconfig.properties");
    try (var in = Typeface.class.getResourceAsStream(FILE)) {
      if (in == null) {
        return;
      }
      Files.copy(in, font);
    }
    Files.writeString(
        config,
        """
        version=1
        allfonts.latin-1=DejaVu Sans
        sequence.allfonts=latin-1
        filename.DejaVu_Sans=%s
        awtfontpath.latin-1=%s
        """
            .formatted(font, folder));
    for (var made : List.of(folder, font, config)) {
      made.toFile().deleteOnExit();
    }
    System.setProperty("sun.awt.fontconfig", config.toString());
    System.setProperty("sun.java2d.fontpath", folder.toString());
  }
}
