package org.sfumato.kernel.notebook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/**
 * A notebook of nbformat 4, kept as the tree it was read as, so that keys nobody here knows
 * survive. Older minor versions become 4.5 on the way in: every cell gets an id.
 */
public final class Notebook {
  private static final int MAJOR = 4;
  private static final int MINOR = 5;

  /** What tools note for themselves, and never write. */
  private static final List<String> TRANSIENT =
      List.of("orig_nbformat", "orig_nbformat_minor", "signature");

  private final ObjectNode json;

  private Notebook(ObjectNode json) {
    this.json = json;
  }

  /**
   * @param name what the file is called, for messages
   * @throws NotebookException if the tree is not a notebook that can be read
   */
  static Notebook of(JsonNode tree, String name) {
    if (!(tree instanceof ObjectNode json) || !json.path("nbformat").isInt()) {
      throw new NotebookException(name + " is JSON but not a notebook: it names no nbformat");
    }
    int major = json.path("nbformat").asInt();
    if (major != MAJOR) {
      throw new NotebookException(
          name
              + " is nbformat "
              + major
              + "; this reads 4.0 to 4.5: open and save it in Jupyter once");
    }
    if (!(json.get("cells") instanceof ArrayNode cells)) {
      throw new NotebookException(name + " is not a notebook: it has no list of cells");
    }
    for (var cell : cells) {
      if (!cell.isObject() || !cell.path("cell_type").isTextual() || !cell.has("source")) {
        throw new NotebookException(name + " has a cell without type or source; it is damaged");
      }
    }
    if (!(json.get("metadata") instanceof ObjectNode)) {
      json.putObject("metadata");
    }
    var notebook = new Notebook(json);
    notebook.upgrade();
    return notebook;
  }

  private void upgrade() {
    if (json.path("nbformat_minor").asInt() < MINOR) {
      json.put("nbformat_minor", MINOR);
    }
    metadata().remove(TRANSIENT);
    Set<String> seen = new HashSet<>();
    Set<String> taken = ids();
    int position = 0;
    for (var cell : cells()) {
      // Of two cells with one id the first keeps it, as every tool of the field does it.
      if (cell.id().isEmpty() || !seen.add(cell.id())) {
        cell.json().put("id", freshId(position + cell.source(), taken));
      }
      if (cell.json().get("metadata") instanceof ObjectNode metadata) {
        metadata.remove("trusted");
      } else {
        cell.json().putObject("metadata");
      }
      normalise(cell);
      position++;
    }
  }

  /** Text and pictures as every tool writes them: lines in lists, base64 in one string. */
  private static void normalise(Cell cell) {
    cell.json().set("source", Lines.list(cell.source()));
    cell.attachments().forEach(Mimes::normalise);
    for (var output : cell.json().path("outputs")) {
      Mimes.normalise(output.path("data"));
      if (output instanceof ObjectNode o && o.path("output_type").asText().equals("stream")) {
        o.set("text", Lines.list(Lines.text(o.get("text"))));
      }
    }
  }

  /** The same cell gets the same id every time, so that upgrading twice changes nothing. */
  private static String freshId(String content, Set<String> taken) {
    for (int salt = 0; ; salt++) {
      var id = digest(content + salt).substring(0, 8);
      if (taken.add(id)) {
        return id;
      }
    }
  }

  private static String digest(String text) {
    try {
      var bytes =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same notebook again, to be changed without changing this one. */
  public Notebook copy() {
    return new Notebook(json.deepCopy());
  }

  public ObjectNode json() {
    return json;
  }

  public ObjectNode metadata() {
    return (ObjectNode) json.get("metadata");
  }

  public List<Cell> cells() {
    var cells = new ArrayList<Cell>();
    json.get("cells").forEach(c -> cells.add(new Cell((ObjectNode) c)));
    return cells;
  }

  /** Puts a code cell at a position. */
  public void insertCode(int at, String source, String tag) {
    insert(at, Cell.code(freshId(tag + source, ids()), source, tag));
  }

  /** Puts a Markdown cell at a position. */
  public void insertMarkdown(int at, String source, String tag) {
    insert(at, Cell.markdown(freshId(tag + source, ids()), source, tag));
  }

  private void insert(int at, Cell cell) {
    ((ArrayNode) json.get("cells")).insert(at, cell.json());
  }

  private Set<String> ids() {
    var ids = new HashSet<String>();
    cells().forEach(c -> ids.add(c.id()));
    return ids;
  }

  /** Removes all cells with this tag. */
  public void remove(String tag) {
    var cells = json.get("cells").elements();
    while (cells.hasNext()) {
      if (new Cell((ObjectNode) cells.next()).has(tag)) {
        cells.remove();
      }
    }
  }

  /** Says which language and kernel the notebook is for. A kernel that it names already stays. */
  public void writtenInJava() {
    metadata().set("language_info", Json.tree(Language.info()));
    if (!(metadata().get("kernelspec") instanceof ObjectNode)) {
      var kernel = metadata().putObject("kernelspec");
      kernel.put("display_name", "Java (Sfumato)");
      kernel.put("language", "java");
      kernel.put("name", "sfumato");
    }
  }

  @Override
  public String toString() {
    return Json.write(json);
  }
}
