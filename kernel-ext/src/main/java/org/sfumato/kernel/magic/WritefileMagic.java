package org.sfumato.kernel.magic;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.sfumato.kernel.magic.Words.Takes;
import org.sfumato.kernel.notebook.NotebookFile;

/** {@code %%writefile}. */
public final class WritefileMagic implements Magic {
  @Override
  public String name() {
    return "writefile";
  }

  @Override
  public String help() {
    return """
        Writes the cell's text into a file.

        %%writefile notes.txt         a new file, or its text replaced
        %%writefile -a notes.txt      added at the end
        %%writefile "my notes.txt"    a name with a blank""";
  }

  @Override
  public Set<Place> places() {
    return Set.of(Place.CELL);
  }

  @Override
  public Optional<Object> run(Call call) throws IOException {
    var words = Words.of("%%writefile", call.arguments(), Map.of("-a", Takes.NOTHING));
    if (words.rest().size() != 1) {
      throw new IllegalArgumentException(
          "%%writefile needs the name of one file, but got "
              + (words.rest().isEmpty() ? "none" : String.join(", ", words.rest()))
              + "; a name with blanks goes in quotes");
    }
    var file = FileName.path(words.rest().get(0));
    var body = call.body().orElse("");
    var text = body.isEmpty() || body.endsWith("\n") ? body : body + "\n";
    var folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null) {
      throw new IllegalArgumentException(file + " is a folder; name a file in it");
    }
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException("there is no folder " + FileName.shown(folder));
    }
    boolean was = Files.exists(file);
    boolean adds = words.has("-a");
    try {
      if (adds) {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
      } else {
        NotebookFile.write(text, was ? file.toRealPath() : file);
      }
    } catch (IOException e) {
      throw new IOException("cannot write " + FileName.shown(file) + ": " + reason(e), e);
    }
    long lines = text.lines().count();
    var done = adds && was ? "added to " : was ? "replaced " : "wrote ";
    return Optional.of(
        new Saying(done + FileName.shown(file) + ", " + lines + (lines == 1 ? " line" : " lines")));
  }

  private static String reason(IOException e) {
    return e instanceof java.nio.file.AccessDeniedException
        ? "it may not be written"
        : e.getMessage();
  }
}
