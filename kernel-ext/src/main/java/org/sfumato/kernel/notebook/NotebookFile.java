package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Reading and writing notebook files, and any file that should be written whole or not at all. */
public final class NotebookFile {
  private NotebookFile() {}

  /**
   * @throws NotebookException with a sentence, if this is not a notebook that can be read
   */
  public static Notebook read(Path file) {
    if (Files.isDirectory(file)) {
      throw new NotebookException(file + " is a folder; name a notebook in it");
    }
    if (!Files.exists(file)) {
      throw new NotebookException("there is no file " + file);
    }
    try {
      return Notebook.of(Json.read(Files.readString(file)), file.toString());
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new NotebookException(
          file
              + " is not a notebook: its JSON breaks off or is wrong at line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr(),
          e);
    } catch (MalformedInputException e) {
      throw new NotebookException(file + " is not a notebook: it is not UTF-8 text", e);
    } catch (IOException e) {
      throw new NotebookException("cannot read " + file + ": " + reason(e), e);
    }
  }

  public static void write(Notebook notebook, Path file) {
    write(notebook.toString(), file);
  }

  /**
   * Writes a text file whole or not at all: what stood there before stays until all is on the disk.
   *
   * @throws NotebookException if it cannot be written; the message says what was kept
   */
  public static void write(String text, Path file) {
    var whole = file.toAbsolutePath();
    if (Files.exists(whole) && !Files.isRegularFile(whole)) {
      throw new NotebookException(
          "cannot write "
              + file
              + ": it is a folder or a device, not a file; choose another name; the file that stood there is unchanged");
    }
    Path part = null;
    try {
      Files.createDirectories(whole.getParent());
      // Not createTempFile: its files are readable by their owner only, and so would be the result.
      var name = "." + whole.getFileName() + "." + ProcessHandle.current().pid() + ".part";
      part = whole.resolveSibling(name);
      Files.writeString(part, text);
      Files.move(part, whole, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      remove(part);
      var kept = Files.exists(whole) ? "; the file that stood there is unchanged" : "";
      throw new NotebookException("cannot write " + file + ": " + reason(e) + kept, e);
    }
  }

  /**
   * Makes a folder, if it is not there, for results to come.
   *
   * @throws NotebookException if nothing can be written there
   */
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new NotebookException("cannot write to " + folder + ": " + reason(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw new NotebookException("cannot write to " + folder + ": permission denied");
    }
  }

  private static void remove(Path part) {
    try {
      if (part != null) {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      // The first error is the one to tell.
    }
  }

  private static String reason(IOException e) {
    if (e instanceof java.nio.file.AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof java.nio.file.NoSuchFileException f) {
      return "the folder " + f.getFile() + " cannot be made";
    }
    if (e instanceof java.nio.file.FileAlreadyExistsException f) {
      return f.getFile() + " is a file, not a folder";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage();
  }
}
