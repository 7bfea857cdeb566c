package org.sfumato;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Scores of one or several runs on the same images: rows are runs, columns are metrics, and behind
 * each cell stand the values of every image, so that differences are paired.
 */
public interface Results extends Shown {
  /**
   * The mean of a column. With several rows it must be asked of one {@link #row}.
   *
   * @throws IllegalArgumentException if no column, or more than one, answers to the name
   */
  double value(String column);

  /** The means of a column, one per row. */
  double[] values(String column);

  /** Mean, interval and n of one cell. */
  Score cell(String row, String column);

  /** One row alone. */
  Results row(String name);

  /**
   * These rows, then those, in one table.
   *
   * @throws IllegalArgumentException if the images, the columns or their variants differ, or a
   *     row's name is there already
   */
  Results and(Results more);

  /** Rows in the order of a column, best first. */
  Results sort(String column);

  /** Paired differences of every row from this one, with their intervals. */
  Results versus(String row);

  /**
   * The same results with intervals of this confidence, such as 0.95. By rule each is Student's t;
   * where the scores are skewed, each end is the further of t's and BCa's. The table says where.
   */
  Results ci(double confidence);

  /** The same results with Student's t intervals everywhere. */
  Results student();

  /** The same results with BCa bootstrap intervals (Efron 1987) everywhere. */
  Results bca();

  /**
   * The same differences with their p values (paired t), adjusted by Holm over the rows of each
   * column; a difference is marked where its adjusted p value is below 1 − confidence.
   *
   * @throws IllegalArgumentException if these are scores and no differences
   */
  Results holm();

  /** The table as Tablesaw's own type. */
  tech.tablesaw.api.Table table();

  /** Every column's means with their intervals. */
  Chart chart();

  /** One column against another, or against the swept value. */
  Chart chart(String x, String y);

  /** Which images, seeds and metrics made these numbers. */
  Provenance provenance();

  /** The table as CSV (RFC 4180), all digits, one line per row. */
  String csv();

  /** The table as GitHub shows it, numbers as shown, notes below. */
  String markdown();

  /**
   * Writes the table, whole or not at all: as CSV, Markdown, LaTeX or HTML by the file's ending,
   * {@code .csv}, {@code .md}, {@code .tex} or {@code .html}.
   */
  Path save(String file) throws IOException;
}
