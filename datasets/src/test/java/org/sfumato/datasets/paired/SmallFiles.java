package org.sfumato.datasets.paired;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small files of published layouts, for tests. */
final class SmallFiles {
  private SmallFiles() {}

  /** A gray picture of one level; the format is told by the name. */
  static Path picture(Path file, int width, int height, int level) throws IOException {
    Files.createDirectories(file.getParent());
    var image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    for (int k = 0; k < width * height; k++) {
      image.getRaster().setSample(k % width, k / width, 0, level);
    }
    var name = file.getFileName().toString();
    ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile());
    return file;
  }

  static Path text(Path file, String... lines) throws IOException {
    Files.createDirectories(file.getParent());
    return Files.writeString(file, String.join("\n", lines) + "\n");
  }
}
