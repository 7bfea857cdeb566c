package org.sfumato.kernel.install;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Files that are either as they were or whole, whenever the process dies: they are written beside
 * their place and then renamed.
 */
final class Atomic {
  /** The ending of what is being written; such a thing that stays is a dead process's. */
  static final String UNFINISHED = ".unfinished";

  private Atomic() {}

  static void write(Path file, byte[] content) throws IOException {
    var beside = beside(file);
    Files.write(beside, content);
    move(beside, file);
  }

  static Path beside(Path place) {
    return place.resolveSibling(place.getFileName() + UNFINISHED);
  }

  static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Deletes a file, or a folder with all in it; links are deleted and not followed. */
  static void delete(Path tree) throws IOException {
    try {
      Files.walkFileTree(
          tree,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes a) throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException e)
                throws IOException {
              if (e != null) {
                throw e;
              }
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (NoSuchFileException e) {
      // It is gone, which was the purpose.
    }
  }
}
