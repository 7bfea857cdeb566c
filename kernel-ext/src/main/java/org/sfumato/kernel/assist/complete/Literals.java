package org.sfumato.kernel.assist.complete;

import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.Set;
import java.util.function.Supplier;
import org.sfumato.Catalogue;
import org.sfumato.kernel.assist.Completions;
import org.sfumato.kernel.assist.Completions.Candidate;
import org.sfumato.kernel.assist.complete.FileNames.Quoting;
import org.sfumato.kernel.assist.text.Lexed;
import org.sfumato.kernel.assist.text.Token;
import org.sfumato.kernel.assist.text.Token.Kind;

/**
 * Completes inside string literals: names of data sets, priors and generators, and paths of files.
 */
final class Literals {
  private static final Set<String> NAMES =
      Set.of("dataset", "prior", "generator", "translator", "domainClassifier", "aligned");
  private static final Set<String> CALLS_WITH_PATH =
      Set.of(
          "generator",
          "translator",
          "domainClassifier",
          "aligned",
          "clip",
          "medclip",
          "bert",
          "images",
          "volume",
          "checkpoint",
          "torchscript",
          "pairs",
          "File",
          "FileReader",
          "FileWriter",
          "FileInputStream",
          "FileOutputStream",
          "PrintWriter",
          "RandomAccessFile");
  private static final Set<String> HOLDERS_WITH_PATH = Set.of("Path", "Paths", "Files", "Images");

  private final Supplier<Catalogue> catalogue;
  private final FileNames files;

  Literals(Supplier<Catalogue> catalogue, FileNames files) {
    this.catalogue = catalogue;
    this.files = files;
  }

  Completions complete(Lexed cell, Token literal, int cursor) {
    int start = literal.start() + 1;
    if (!literal.is(Kind.STRING) || cursor < start) {
      return Completions.none(cursor);
    }
    var typed = cell.text().substring(start, cursor);
    var code = cell.code();
    int at = code.indexOf(literal);
    boolean argument = at >= 2 && cell.symbol(code.get(at - 1)) == '(';
    var call = argument ? cell.text(code.get(at - 2)) : "";
    var ids = ids(call, typed);
    if (NAMES.contains(call) && !(ids.isEmpty() && CALLS_WITH_PATH.contains(call))) {
      return new Completions(ids, start, cursor);
    }
    boolean ofFiles =
        at >= 4
            && cell.symbol(code.get(at - 3)) == '.'
            && HOLDERS_WITH_PATH.contains(cell.text(code.get(at - 4)));
    boolean path =
        typed.indexOf('/') >= 0
            || typed.startsWith("~")
            || argument && (ofFiles || CALLS_WITH_PATH.contains(call));
    return path && !typed.contains("://")
        ? files.complete(typed, cursor, Quoting.JAVA)
        : Completions.none(cursor);
  }

  /** What there is under a name for such a call. */
  private List<String> names(String call) {
    return switch (call) {
      case "dataset" -> catalogue.get().datasets();
      case "prior" -> catalogue.get().priors();
      case "generator", "translator", "domainClassifier", "aligned" ->
          catalogue.get().trained(call);
      default -> List.of();
    };
  }

  private List<Candidate> ids(String call, String typed) {
    try {
      return names(call).stream()
          .filter(id -> id.startsWith(typed))
          .map(id -> new Candidate(id, call, ""))
          .toList();
    } catch (IllegalStateException | ServiceConfigurationError e) {
      // Without data there is nothing to choose from.
      return List.of();
    }
  }
}
