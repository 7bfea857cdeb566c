package org.sfumato.datasets.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.ZipException;

/**
 * An IDX file of unsigned bytes, compressed or not: the format of MNIST and its kin. Source: the
 * format's description on the MNIST page, LeCun, Cortes and Burges 1998.
 *
 * @param sides the length of each dimension, the last runs fastest
 * @param values all values in that order
 */
public record Idx(int[] sides, byte[] values) {
  private static final int UNSIGNED_BYTE = 0x08;

  /** The length of dimension {@code k}. */
  public int side(int k) {
    return sides[k];
  }

  /**
   * Reads a file.
   *
   * @param name how errors call it
   * @throws BadFile if it is not an IDX file of bytes, or cut off
   */
  public static Idx read(InputStream from, String name) throws IOException {
    try (var in = Gzip.opened(new BufferedInputStream(from))) {
      var magic = in.readNBytes(4);
      if (magic.length < 4
          || magic[0] != 0
          || magic[1] != 0
          || magic[2] != UNSIGNED_BYTE
          || magic[3] < 1
          || magic[3] > 4) {
        throw new BadFile(name + " is not an IDX file of unsigned bytes with 1 to 4 dimensions");
      }
      int rank = magic[3];
      var header = in.readNBytes(4 * rank);
      if (header.length < 4 * rank) {
        throw new BadFile(name + " is cut off within its header; copy or download it again");
      }
      var sides = new int[rank];
      ByteBuffer.wrap(header).asIntBuffer().get(sides);
      long need = 1;
      for (int side : sides) {
        need = side < 1 || need > Integer.MAX_VALUE ? Long.MAX_VALUE : need * side;
      }
      if (need > Integer.MAX_VALUE - 16) {
        throw new BadFile(
            name + " has a damaged header: its dimensions make no array that fits into memory");
      }
      var values = in.readNBytes((int) need);
      if (values.length < need) {
        throw new BadFile(
            "%s is cut off: it holds %d of %d values; copy or download it again"
                .formatted(name, values.length, need));
      }
      Gzip.finish(in);
      return new Idx(sides, values);
    } catch (ZipException e) {
      throw Gzip.broken(name, e);
    } catch (EOFException e) {
      throw Gzip.cutOff(name, e);
    }
  }
}
