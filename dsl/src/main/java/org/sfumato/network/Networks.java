package org.sfumato.network;

import java.util.List;

/** Networks. */
public final class Networks {
  private Networks() {}

  /**
   * A U-Net for {@code size}×{@code size} images; 32, 64, 128 channels and one block per level
   * unless said otherwise.
   */
  public static Unet unet(int size, int channels) {
    return new Unet(size, channels, channels, List.of(32, 64, 128), 1, List.of());
  }
}
