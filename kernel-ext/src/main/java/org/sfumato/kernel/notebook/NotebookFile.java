package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading and writing notebook files, and any file that should be written whole or not at all. */
public final class NotebookFile {
  private NotebookFile() {}

  /**
   * Reads a notebook.
   *
   * @throws NotebookException with a sentence, if this is not a notebook that can be read
   */
  public static Notebook read(Path file) {
    return read(file, file.toString());
  }

  /**
   * Reads a notebook.
   *
   * @param name what to call the file in messages
   * @throws NotebookException with a sentence, if this is not a notebook that can be read
   */
  public static Notebook read(Path file, String name) {
    if (Files.isDirectory(file)) {
      throw new NotebookException(name + " is a folder; name a notebook in it");
    }
    if (!Files.exists(file)) {
      throw new NotebookException("there is no file " + name);
    }
    try {
      var text = Files.readString(file);
      // Some editors begin UTF-8 with a mark of its byte order.
      var bare = text.startsWith("\ufeff") ? text.substring(1) : text;
      if (bare.isBlank()) {
        throw new NotebookException(name + " is empty");
      }
      return Notebook.of(Json.read(bare), name);
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw new NotebookException(
          name
              + " is not a notebook: its JSON breaks off or is wrong at line "
              + at.getLineNr()
              + ", column "
              + at.getColumnNr(),
          e);
    } catch (MalformedInputException e) {
      throw new NotebookException(name + " is not a notebook: it is not UTF-8 text", e);
    } catch (IOException e) {
      throw new NotebookException("cannot read " + name + ": " + reason(e), e);
    } catch (OutOfMemoryError e) {
      throw new NotebookException(name + " does not fit into the memory of this process", e);
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
    try {
      WholeFile.write(text, whole);
    } catch (IOException e) {
      var kept = Files.exists(whole) ? "; the file that stood there is unchanged" : "";
      throw new NotebookException("cannot write " + file + ": " + reason(e) + kept, e);
    }
  }

  /**
   * Makes a folder, if it is not there, for results to come.
   *
   * @param name what to call the folder in messages
   * @throws NotebookException if nothing can be written there
   */
  public static void makeFolder(Path folder, String name) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new NotebookException("cannot write to " + name + ": " + reason(e), e);
    }
    if (!Files.isWritable(folder)) {
      throw new NotebookException("cannot write to " + name + ": permission denied");
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
