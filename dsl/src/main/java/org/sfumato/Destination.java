package org.sfumato;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Where a file is saved. Files are written beside their place and moved there when they are whole,
 * and a move replaces whatever has that name, be it a device or an empty folder.
 */
public final class Destination {
  private Destination() {}

  /**
   * The same place, if only a file can be lost there.
   *
   * @throws IllegalArgumentException if a folder or a device has this name
   */
  public static Path checked(Path file) {
    if (Files.isDirectory(file)) {
      throw new IllegalArgumentException(file + " is a folder; name a file in it to save to");
    }
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && Files.exists(file)
        && !Files.isRegularFile(file)) {
      throw new IllegalArgumentException(
          file + " is a device, not a file; name an ordinary file to save to");
    }
    return file;
  }

  /** Writes these bytes whole or not at all; folders on the way are made. */
  public static Path write(Path file, byte[] content) throws IOException {
    var folder = checked(file).toAbsolutePath().getParent();
    // Not a temporary file of the system's making: those only their owner may read.
    var part =
        folder.resolve(
            "." + file.getFileName() + "." + Long.toHexString(System.nanoTime()) + ".part");
    try {
      Files.createDirectories(folder);
      Files.write(part, content);
      return Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw failed(file, e);
    } finally {
      discard(part);
    }
  }

  /**
   * Why a file could not be written, in words; the error itself often says no more than the file's
   * name.
   */
  public static IOException failed(Path file, IOException why) {
    return new IOException(
        "could not write "
            + file
            + " ("
            + reason(why)
            + "); what was there before is untouched. Is the disk full, or the folder read-only?",
        why);
  }

  private static String reason(IOException why) {
    if (why instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (why instanceof FileAlreadyExistsException f) {
      return f.getFile() + " is a file, not a folder";
    }
    if (why instanceof NoSuchFileException f) {
      return "the folder " + f.getFile() + " cannot be made";
    }
    return why instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : why.getMessage();
  }

  /** Removes what is half-written; where that fails too, the first error is the one to tell. */
  public static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // It is hidden and harmless.
    }
  }
}
