package org.sfumato.datasets.format;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipException;

/**
 * A table of texts in a file of comma-separated values, compressed by gzip or not. The first line
 * names the columns; cells in quotation marks may hold commas, line ends and doubled quotation
 * marks. Source: RFC 4180.
 */
public final class Csv {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String name;
  private final Map<String, Integer> columns = new HashMap<>();
  private final List<String> header;
  private final List<String[]> rows;

  private Csv(String name, List<String> header, List<String[]> rows) {
    this.name = name;
    this.header = header;
    this.rows = rows;
    for (int k = 0; k < header.size(); k++) {
      if (columns.put(header.get(k), k) != null) {
        throw new BadFile(name + " has two columns called \"" + header.get(k) + "\"");
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws BadFile if it is empty, a line has another number of cells than the first, a quotation
   *     mark is never closed, or its compressed data is damaged
   */
  public static Csv read(Path file) throws IOException {
    var name = file.toString();
    try (var in = Gzip.opened(new BufferedInputStream(Files.newInputStream(file)));
        var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return parse(reader, name);
    } catch (ZipException e) {
      throw Gzip.broken(name, e);
    } catch (EOFException e) {
      throw Gzip.cutOff(name, e);
    }
  }

  private static Csv parse(Reader in, String name) throws IOException {
    var lines = new Lines(in, name);
    var header = lines.next();
    if (header == null) {
      throw new BadFile(name + " is empty; a line with the names of the columns is expected");
    }
    var rows = new ArrayList<String[]>();
    for (var cells = lines.next(); cells != null; cells = lines.next()) {
      if (cells.length != header.length) {
        throw new BadFile(
            "%s is damaged: line %d has %d cells, but the first line names %d columns"
                .formatted(name, lines.begun, cells.length, header.length));
      }
      rows.add(cells);
    }
    return new Csv(name, List.of(header), rows);
  }

  /** The names of the columns, in their order. */
  public List<String> columns() {
    return header;
  }

  public boolean has(String column) {
    return columns.containsKey(column);
  }

  public int size() {
    return rows.size();
  }

  /**
   * A cell without the blanks around it.
   *
   * @throws BadFile if there is no such column
   */
  public String at(int row, String column) {
    var k = columns.get(column);
    if (k == null) {
      throw new BadFile(
          "%s has no column \"%s\"; it has %s".formatted(name, column, String.join(", ", header)));
    }
    return rows.get(row)[k].strip();
  }

  /** Reads line by line; empty lines are passed over. */
  private static final class Lines {
    private final Reader in;
    private final String name;
    private int line = 1;
    private int begun;
    private int ahead;

    Lines(Reader in, String name) throws IOException {
      this.in = in;
      this.name = name;
      ahead = in.read();
      if (ahead == BYTE_ORDER_MARK) {
        ahead = in.read();
      }
    }

    private int take() throws IOException {
      int c = ahead;
      ahead = in.read();
      if (c == '\r' && ahead == '\n') {
        return take();
      }
      line += c == '\n' ? 1 : 0;
      return c;
    }

    /** Null at the end. */
    String[] next() throws IOException {
      while (ahead == '\n' || ahead == '\r') {
        take();
      }
      if (ahead < 0) {
        return null;
      }
      begun = line;
      var cells = new ArrayList<String>();
      while (true) {
        cells.add(ahead == '"' ? quoted() : plain());
        int end = take();
        if (end != ',') {
          return cells.toArray(new String[0]);
        }
      }
    }

    private String plain() throws IOException {
      var cell = new StringBuilder();
      while (ahead >= 0 && ahead != ',' && ahead != '\n' && ahead != '\r') {
        cell.append((char) take());
      }
      return cell.toString();
    }

    private String quoted() throws IOException {
      int from = line;
      take();
      var cell = new StringBuilder();
      while (true) {
        int c = take();
        if (c < 0) {
          throw new BadFile(
              "%s is damaged or cut off: a quotation mark in line %d is never closed"
                  .formatted(name, from));
        }
        if (c != '"') {
          cell.append((char) c);
        } else if (ahead == '"') {
          cell.append((char) take());
        } else {
          return cell.append(plain()).toString();
        }
      }
    }
  }
}
