package org.sfumato.network;

import org.sfumato.Shown;

/** A network that turns pictures into features of the whole and of its places. */
public interface ImageTower extends Shown {
  /** Height and width of the pictures. */
  int size();

  /** 1 for grey pictures, 3 for coloured ones. */
  int channels();

  /** How many features the whole picture has. */
  int features();

  /** How many features each place has. */
  int localFeatures();

  /** How many places there are along a side. */
  int grid();

  /** About how many numbers a picture leaves behind on its way, which its gradient needs. */
  long activations();

  /**
   * Writes the network.
   *
   * @param x the variable of pictures {@code [B, C, H, W]} in [0, 1]
   * @param prefix of the names of its parameters
   */
  Written written(Draft draft, String x, String prefix);

  /**
   * The variables of what it gives.
   *
   * @param whole {@code [B, features]}
   * @param places {@code [B, P, localFeatures]}, row by row
   * @param weight how much the whole looks at each place, {@code [B, P]} in float32
   */
  record Written(String whole, String places, String weight) {}

  /**
   * What was printed by {@link #text()}, read back.
   *
   * @throws IllegalArgumentException if it describes none
   */
  static ImageTower parse(String text) {
    return text.startsWith("resnet(") ? Resnet.parse(text) : Vit.parse(text);
  }
}
