package org.sfumato.datasets.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipException;

/**
 * A NIfTI-1 volume in one file ({@code .nii}, {@code .nii.gz}), little or big endian; of a series
 * of volumes the first. Values are stored·slope + intercept where the file gives a slope. Source:
 * the NIfTI-1.1 header definition, Cox et al. 2004.
 */
public final class Nifti {
  private static final int HEADER = 348;
  private static final int LARGEST_SIDE = 32767;

  private final String name;
  private final int[] dims;
  private final Voxels voxels;
  private final Axes axes;
  private final Affine affine;

  private Nifti(String name, int[] dims, Voxels voxels, double[][] directions, Affine affine) {
    this.name = name;
    this.dims = dims;
    this.voxels = voxels;
    this.axes = Axes.of(dims, directions);
    this.affine = affine;
  }

  /**
   * The volume in its place in the patient.
   *
   * @throws BadFile if the file does not say where it lies, or lies obliquely
   */
  public Volume placed() {
    if (affine == null) {
      throw new BadFile(
          name + " does not say where its voxels lie: it has neither an sform nor a qform");
    }
    return new Volume(name, dims, voxels::value, affine);
  }

  /** The number of axial slices. */
  public int slices() {
    return axes.slices();
  }

  /** Rows of an axial slice. */
  public int height() {
    return axes.height();
  }

  /** Columns of an axial slice. */
  public int width() {
    return axes.width();
  }

  /** Whether the file tells where right, front and up are. If not, slices are as stored. */
  public boolean oriented() {
    return axes.known();
  }

  /**
   * The value at a place of an axial slice; slice 0 is the lowest, row 0 the front, column 0 the
   * right.
   */
  public double value(int slice, int row, int column) {
    return voxels.value(axes.index(slice, row, column));
  }

  /** The value of voxel {@code i} in the order of the file. */
  public double stored(int i) {
    return voxels.value(i);
  }

  /** The number of voxels. */
  public int count() {
    return voxels.count();
  }

  /**
   * Reads a volume, compressed or not.
   *
   * @param name how errors call it
   * @throws BadFile if it is not a NIfTI-1 volume, is cut off, or holds a value that is not a
   *     number
   */
  public static Nifti read(InputStream from, String name) throws IOException {
    try (var in = Gzip.opened(new BufferedInputStream(from))) {
      var header = in.readNBytes(HEADER);
      if (header.length < HEADER) {
        throw new BadFile(
            "%s is not a NIfTI volume: it has %d bytes, but the header alone has %d"
                .formatted(name, header.length, HEADER));
      }
      return read(ByteBuffer.wrap(header), in, name);
    } catch (ZipException e) {
      throw Gzip.broken(name, e);
    } catch (EOFException e) {
      throw Gzip.cutOff(name, e);
    }
  }

  private static Nifti read(ByteBuffer header, InputStream in, String name) throws IOException {
    boolean little = header.order(ByteOrder.LITTLE_ENDIAN).getInt(0) == HEADER;
    header.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    checkMagic(header, name);
    var dims = dims(header, name);
    var type = type(header.getShort(70), name);
    long count = (long) dims[0] * dims[1] * dims[2];
    long need = count * type.width;
    if (count > Integer.MAX_VALUE / 2 || need > Integer.MAX_VALUE - 16) {
      throw new BadFile(
          "%s has %d×%d×%d voxels, more than fit into memory here; cut out a part of it first"
              .formatted(name, dims[0], dims[1], dims[2]));
    }
    float offset = header.getFloat(108);
    if (!(offset >= HEADER && offset < 1e9)) {
      throw new BadFile(
          "%s has a damaged header: its data cannot begin at byte %s".formatted(name, offset));
    }
    int gap = (int) offset - HEADER;
    if (in.readNBytes(gap).length < gap) {
      throw new BadFile(
          "%s is cut off: its data should begin at byte %d, but the file ends before; copy or download it again"
              .formatted(name, (int) offset));
    }
    var bytes = in.readNBytes((int) need);
    if (bytes.length < need) {
      throw new BadFile(
          "%s is cut off: it holds %d of %d bytes of voxels; copy or download it again"
              .formatted(name, bytes.length, need));
    }
    Gzip.finish(in);
    double slope = header.getFloat(112);
    double intercept = header.getFloat(116);
    boolean scaled = slope != 0 && Double.isFinite(slope) && Double.isFinite(intercept);
    var voxels =
        new Voxels(
            ByteBuffer.wrap(bytes).order(header.order()),
            type,
            scaled ? slope : 1,
            scaled ? intercept : 0,
            (int) count);
    checkNumbers(voxels, dims, name);
    return new Nifti(name, dims, voxels, Directions.of(header), Directions.affine(header));
  }

  private static void checkMagic(ByteBuffer header, String name) {
    int size = header.getInt(0);
    var magic = new String(header.array(), 344, 3, StandardCharsets.ISO_8859_1);
    if (size == HEADER && magic.equals("ni1")) {
      throw new BadFile(
          name
              + " is a NIfTI header without its voxels; join the .hdr and .img files into one .nii first");
    }
    if (size == 540 || Integer.reverseBytes(size) == 540) {
      throw new BadFile(name + " is a NIfTI-2 file; only NIfTI-1 is read, so convert it first");
    }
    if (size != HEADER || !magic.equals("n+1")) {
      throw new BadFile(
          name + " is not a NIfTI-1 volume: it does not carry that format's mark \"n+1\"");
    }
  }

  private static int[] dims(ByteBuffer header, String name) {
    int rank = header.getShort(40);
    if (rank < 3 || rank > 7) {
      throw new BadFile(
          "%s has %d dimensions; a volume has 3, or 4 in a series".formatted(name, rank));
    }
    var dims = new int[3];
    for (int k = 0; k < 3; k++) {
      dims[k] = header.getShort(42 + 2 * k);
      if (dims[k] < 1 || dims[k] > LARGEST_SIDE) {
        throw new BadFile(
            "%s has a damaged header: side %d has %d voxels".formatted(name, k + 1, dims[k]));
      }
    }
    return dims;
  }

  private static Voxels.Type type(int code, String name) {
    for (var type : Voxels.Type.values()) {
      if (type.code == code) {
        return type;
      }
    }
    var known =
        Stream.of(Voxels.Type.values())
            .map(t -> t.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    throw new BadFile(
        "%s stores voxels of NIfTI type %d; these are read: %s".formatted(name, code, known));
  }

  private static void checkNumbers(Voxels voxels, int[] dims, String name) {
    for (int i = 0; i < voxels.count(); i++) {
      double v = voxels.value(i);
      if (!Double.isFinite(v)) {
        int[] at = {i % dims[0], i / dims[0] % dims[1], i / dims[0] / dims[1]};
        throw new BadFile(
            "%s has the value %s at voxel %s; replace values that are no numbers first"
                .formatted(name, v, Arrays.toString(at)));
      }
    }
  }
}
