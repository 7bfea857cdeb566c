package org.sfumato.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets Java draw letters on a machine without fonts, by making the typeface in the jar the only one
 * it finds. It touches nothing of AWT itself, so it costs a start almost nothing.
 */
public final class Fonts {
  static final String FILE = "DejaVuSans.ttf";
  private static final String CONFIGURATION = "sun.awt.fontconfig";
  private static final int DEEPEST = 6;

  private Fonts() {}

  /**
   * Makes sure that letters can be drawn. It must be called before anything of AWT is used, because
   * AWT looks for fonts once; on a machine that has fonts, and the second time, it does nothing.
   *
   * @throws UncheckedIOException if the typeface cannot be laid into the folder for temporary files
   */
  public static synchronized void prepare() {
    if (systemHasFonts()) {
      return;
    }
    try {
      standIn();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "this machine has no fonts, and the one of this program cannot be written to "
              + System.getProperty("java.io.tmpdir"),
          e);
    }
  }

  static InputStream typeface() {
    var in = Fonts.class.getResourceAsStream(FILE);
    if (in == null) {
      throw new IllegalStateException("the typeface " + FILE + " is missing; is the jar whole?");
    }
    return in;
  }

  /** Java reaches fonts through fontconfig on Linux, and fails without its library or any font. */
  private static boolean systemHasFonts() {
    boolean linux = System.getProperty("os.name", "").startsWith("Linux");
    if (!linux || System.getProperty(CONFIGURATION) != null) {
      return true;
    }
    var arch = System.getProperty("os.arch", "").equals("aarch64") ? "aarch64" : "x86_64";
    boolean library =
        Stream.of(
                "/usr/lib/" + arch + "-linux-gnu",
                "/lib/" + arch + "-linux-gnu",
                "/usr/lib64",
                "/usr/lib")
            .anyMatch(folder -> Files.exists(Path.of(folder, "libfontconfig.so.1")));
    boolean configured =
        System.getenv("FONTCONFIG_FILE") != null
            || System.getenv("FONTCONFIG_PATH") != null
            || Files.exists(Path.of("/etc/fonts/fonts.conf"));
    var home = System.getProperty("user.home", "/");
    return library
        && configured
        && Stream.of(
                "/usr/share/fonts",
                "/usr/local/share/fonts",
                home + "/.fonts",
                home + "/.local/share/fonts")
            .anyMatch(Fonts::holdsFont);
  }

  private static boolean holdsFont(String folder) {
    var root = Path.of(folder);
    if (!Files.isDirectory(root)) {
      return false;
    }
    try (var files = Files.walk(root, DEEPEST)) {
      return files.anyMatch(f -> f.toString().matches(".*\\.(ttf|otf|ttc|pfb)"));
    } catch (IOException | UncheckedIOException e) {
      return false;
    }
  }

  private static void standIn() throws IOException {
    var folder = Files.createTempDirectory("sfumato-font");
    var font = folder.resolve(FILE);
    var config = folder.resolve("fontconfig.properties");
    // Files that are deleted at exit go in the order opposite to this.
    for (var made : List.of(folder, font, config)) {
      made.toFile().deleteOnExit();
    }
    try (var in = typeface()) {
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
    System.setProperty(CONFIGURATION, config.toString());
    System.setProperty("sun.java2d.fontpath", folder.toString());
  }
}
