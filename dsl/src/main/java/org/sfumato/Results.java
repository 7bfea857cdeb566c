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

  /** The same results with intervals of this confidence, such as 0.95. */
  Results ci(double confidence);

  /** The table as Tablesaw's own type. */
  tech.tablesaw.api.Table table();

  /** Every column's means with their intervals. */
  Chart chart();

  /** One column against another, or against the swept value. */
  Chart chart(String x, String y);

  /** Which images, seeds and metrics made these numbers. */
  Provenance provenance();

  /** Writes the table as CSV, whole or not at all. */
  Path save(String file) throws IOException;
}
