package org.sfumato.network;

import java.util.List;

/**
 * The feature parts of three classifiers in the layout and the names of torchvision. Each gives the
 * layers that LPIPS looks at (Zhang et al. 2018), from the first to the last.
 */
public enum VisionNet {
  /** Krizhevsky 2014: the five layers after each ReLU. */
  ALEXNET("alexnet", "AlexNet", 31, 64, 192, 384, 256, 256),
  /** Simonyan and Zisserman 2015: relu1_2, relu2_2, relu3_3, relu4_3 and relu5_3. */
  VGG16("vgg16", "VGG-16", 16, 64, 128, 256, 512, 512),
  /** Iandola et al. 2016, version 1.1: the first layer and six of the eight fires. */
  SQUEEZENET("squeezenet1_1", "SqueezeNet 1.1", 17, 64, 128, 256, 384, 384, 512, 512);

  private final String id;
  private final String title;
  private final int smallest;
  private final int[] channels;

  VisionNet(String id, String title, int smallest, int... channels) {
    this.id = id;
    this.title = title;
    this.smallest = smallest;
    this.channels = channels;
  }

  /** Its name among weights and encoders. */
  public String id() {
    return id;
  }

  /** Its name as papers write it. */
  public String title() {
    return title;
  }

  /** The smallest height and width of images that its pools leave something of. */
  public int smallest() {
    return smallest;
  }

  /** Channels of the layers it gives. */
  public int[] channels() {
    return channels.clone();
  }

  Plan plan() {
    var t = new Trunk(id);
    switch (this) {
      case ALEXNET -> alexnet(t);
      case VGG16 -> vgg16(t);
      case SQUEEZENET -> squeezenet(t);
    }
    return t.plan();
  }

  private static void alexnet(Trunk t) {
    var h = t.relu(t.conv("x", "features.0", 3, 64, 11, 4, 2));
    t.give(h);
    h = t.relu(t.conv(t.maxPool(h, 3, 2, 0, false), "features.3", 64, 192, 5, 1, 2));
    t.give(h);
    h = t.relu(t.conv(t.maxPool(h, 3, 2, 0, false), "features.6", 192, 384, 3, 1, 1));
    t.give(h);
    h = t.relu(t.conv(h, "features.8", 384, 256, 3, 1, 1));
    t.give(h);
    t.give(t.relu(t.conv(h, "features.10", 256, 256, 3, 1, 1)));
  }

  private static void vgg16(Trunk t) {
    var h = "x";
    int in = 3;
    int place = 0;
    for (var block :
        List.of(
            new int[] {64, 2},
            new int[] {128, 2},
            new int[] {256, 3},
            new int[] {512, 3},
            new int[] {512, 3})) {
      if (place > 0) {
        h = t.maxPool(h, 2, 2, 0, false);
        place++;
      }
      for (int k = 0; k < block[1]; k++) {
        h = t.relu(t.conv(h, "features." + place, in, block[0], 3, 1, 1));
        in = block[0];
        place += 2;
      }
      t.give(h);
    }
  }

  private static void squeezenet(Trunk t) {
    var h = t.relu(t.conv("x", "features.0", 3, 64, 3, 2, 0));
    t.give(h);
    h = fire(t, t.maxPool(h, 3, 2, 0, true), 3, 64, 16, 64);
    h = fire(t, h, 4, 128, 16, 64);
    t.give(h);
    h = fire(t, t.maxPool(h, 3, 2, 0, true), 6, 128, 32, 128);
    h = fire(t, h, 7, 256, 32, 128);
    t.give(h);
    h = fire(t, t.maxPool(h, 3, 2, 0, true), 9, 256, 48, 192);
    t.give(h);
    h = fire(t, h, 10, 384, 48, 192);
    t.give(h);
    h = fire(t, h, 11, 384, 64, 256);
    t.give(h);
    t.give(fire(t, h, 12, 512, 64, 256));
  }

  private static String fire(Trunk t, String x, int place, int in, int squeezed, int expanded) {
    var name = "features." + place;
    var s = t.relu(t.conv(x, name + ".squeeze", in, squeezed, 1, 1, 0));
    return t.join(
        t.relu(t.conv(s, name + ".expand1x1", squeezed, expanded, 1, 1, 0)),
        t.relu(t.conv(s, name + ".expand3x3", squeezed, expanded, 3, 1, 1)));
  }
}
