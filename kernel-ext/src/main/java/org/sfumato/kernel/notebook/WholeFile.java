package org.sfumato.kernel.notebook;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.regex.Pattern;

/**
 * A file that is written whole or not at all: whoever reads it, at any moment and after any crash,
 * finds what stood there before or all of what came after.
 */
public final class WholeFile {
  private WholeFile() {}

  /**
   * Writes text as UTF-8. A symbolic link stays one; the file keeps who may read it.
   *
   * @throws IOException if it cannot be written; what stood there before is untouched
   */
  public static void write(String text, Path file) throws IOException {
    write(text.getBytes(StandardCharsets.UTF_8), file);
  }

  /**
   * Writes bytes.
   *
   * @throws IOException if they cannot be written; what stood there before is untouched
   */
  public static void write(byte[] bytes, Path file) throws IOException {
    var whole = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    removeWhatDeadProcessesLeft(whole);
    // Not createTempFile: its files are readable by their owner only, and so would be the result.
    var part = part(whole, ProcessHandle.current().pid());
    try {
      try (var channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
          channel.write(left);
        }
        force(channel, part);
      }
      keepRights(whole, part);
      replace(part, whole);
    } catch (IOException e) {
      remove(part);
      throw e;
    }
    forceFolder(whole.getParent());
  }

  private static Path part(Path whole, long process) {
    return whole.resolveSibling("." + whole.getFileName() + "." + process + ".part");
  }

  /** A device, such as one that a test puts here, has nothing to force. */
  private static void force(FileChannel channel, Path part) throws IOException {
    if (Files.isRegularFile(part)) {
      channel.force(true);
    }
  }

  private static void keepRights(Path whole, Path part) throws IOException {
    var before = Files.getFileAttributeView(whole, PosixFileAttributeView.class);
    if (before != null && Files.exists(whole)) {
      Files.setPosixFilePermissions(part, before.readAttributes().permissions());
    }
  }

  private static void replace(Path part, Path whole) throws IOException {
    try {
      Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The new name must survive a loss of power too; Windows has no such call, and needs none. */
  private static void forceFolder(Path folder) {
    try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // The file itself is on the disk.
    }
  }

  /** A process that was killed while it wrote could not tidy up. */
  private static void removeWhatDeadProcessesLeft(Path whole) throws IOException {
    var name =
        Pattern.compile(Pattern.quote("." + whole.getFileName() + ".") + "(\\d{1,18})\\.part");
    try (var siblings = Files.newDirectoryStream(whole.getParent(), ".*.part")) {
      for (var sibling : siblings) {
        var match = name.matcher(sibling.getFileName().toString());
        if (match.matches()
            && ProcessHandle.of(Long.parseLong(match.group(1))).isEmpty()
            && Files.isRegularFile(sibling, LinkOption.NOFOLLOW_LINKS)) {
          remove(sibling);
        }
      }
    } catch (java.nio.file.DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private static void remove(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      // The first error is the one to tell.
    }
  }
}
