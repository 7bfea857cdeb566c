package org.sfumato.datasets;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.sfumato.datasets.format.Nifti;

/** A volume in the jar, by axial slices, front up and the patient's right on the left. */
record ShippedVolume(Nifti volume) implements Frame.Stack {
  static ShippedVolume read(String file) {
    try {
      return new ShippedVolume(Nifti.read(Shipped.open(file), file));
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped volume " + file + " could not be read", e);
    }
  }

  @Override
  public int slices() {
    return volume.slices();
  }

  @Override
  public int height() {
    return volume.height();
  }

  @Override
  public int width() {
    return volume.width();
  }

  @Override
  public double value(int slice, int row, int column) {
    return volume.value(slice, row, column);
  }

  /** The same slices turned by half a turn, for files whose affine is not to be believed. */
  Frame.Stack turned() {
    return new Turned(this);
  }

  private record Turned(Frame.Stack stack) implements Frame.Stack {
    @Override
    public int slices() {
      return stack.slices();
    }

    @Override
    public int height() {
      return stack.height();
    }

    @Override
    public int width() {
      return stack.width();
    }

    @Override
    public double value(int slice, int row, int column) {
      return stack.value(slice, height() - 1 - row, width() - 1 - column);
    }
  }
}
