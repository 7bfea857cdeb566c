package org.sfumato.network;

import java.util.ArrayList;
import java.util.List;
import org.sfumato.engine.StateDict;

/**
 * The Inception-v3 of the Fréchet inception distance (Szegedy et al. 2016; Heusel et al. 2017; the
 * port to PyTorch by Seitzer): TensorFlow's graph of 2015-12-05 with 1008 classes. It differs from
 * torchvision's: mean pools count only places inside the image, and the last block has a max pool.
 */
final class InceptionPlan {
  /** Feature maps it gives, before the pooled features and the classes. */
  static final int MAPS = 4;

  static final int FEATURES = 2048;
  static final int CLASSES = 1008;
  private static final double EPSILON = 1e-3;

  private final Trunk t = new Trunk("inception");
  private final List<String> units = new ArrayList<>();

  /** All of it, written once. */
  static final Plan PLAN;

  private static final List<String> UNITS;

  static {
    var writer = new InceptionPlan();
    PLAN = writer.plan();
    UNITS = List.copyOf(writer.units);
  }

  private InceptionPlan() {}

  /** The weights of this plan from a file with the names of {@code pytorch-fid}. */
  static Weights weights(StateDict stored) {
    var folded = new Folded();
    for (var unit : UNITS) {
      var kernel = unit + ".conv.weight";
      var bn = unit + ".bn.";
      int out = (int) stored.shape(kernel)[0];
      folded.fold(
          unit,
          stored.values(kernel),
          stored.shape(kernel),
          new Folded.Norm(
              stored.values(bn + "weight", out),
              stored.values(bn + "bias", out),
              stored.values(bn + "running_mean", out),
              stored.values(bn + "running_var", out),
              EPSILON));
    }
    folded.put("fc.weight", stored.values("fc.weight", CLASSES, FEATURES), CLASSES, FEATURES);
    return folded.weights();
  }

  private Plan plan() {
    var h = unit("x", "Conv2d_1a_3x3", 3, 32, 3, 2, 0);
    h = unit(h, "Conv2d_2a_3x3", 32, 32, 3, 1, 0);
    h = unit(h, "Conv2d_2b_3x3", 32, 64, 3, 1, 1);
    h = t.maxPool(h, 3, 2, 0, false);
    t.give(h);
    h = unit(h, "Conv2d_3b_1x1", 64, 80, 1, 1, 0);
    h = unit(h, "Conv2d_4a_3x3", 80, 192, 3, 1, 0);
    h = t.maxPool(h, 3, 2, 0, false);
    t.give(h);
    h = fine(h, "Mixed_5b", 192, 32);
    h = fine(h, "Mixed_5c", 256, 64);
    h = fine(h, "Mixed_5d", 288, 64);
    h = halfOfFine(h, "Mixed_6a");
    h = middle(h, "Mixed_6b", 128);
    h = middle(h, "Mixed_6c", 160);
    h = middle(h, "Mixed_6d", 160);
    h = middle(h, "Mixed_6e", 192);
    t.give(h);
    h = halfOfMiddle(h, "Mixed_7a");
    h = coarse(h, "Mixed_7b", 1280, false);
    h = coarse(h, "Mixed_7c", 2048, true);
    t.give(h);
    var pooled = t.mean(h);
    t.give(pooled);
    t.give(t.linear(pooled, "fc", FEATURES, CLASSES, false));
    return t.plan();
  }

  private String fine(String x, String name, int in, int pool) {
    var one = unit(x, name + ".branch1x1", in, 64, 1, 1, 0);
    var five = unit(x, name + ".branch5x5_1", in, 48, 1, 1, 0);
    five = unit(five, name + ".branch5x5_2", 48, 64, 5, 1, 2);
    var three = unit(x, name + ".branch3x3dbl_1", in, 64, 1, 1, 0);
    three = unit(three, name + ".branch3x3dbl_2", 64, 96, 3, 1, 1);
    three = unit(three, name + ".branch3x3dbl_3", 96, 96, 3, 1, 1);
    var pooled = unit(t.meanPool(x), name + ".branch_pool", in, pool, 1, 1, 0);
    return t.join(one, five, three, pooled);
  }

  private String halfOfFine(String x, String name) {
    var three = unit(x, name + ".branch3x3", 288, 384, 3, 2, 0);
    var twice = unit(x, name + ".branch3x3dbl_1", 288, 64, 1, 1, 0);
    twice = unit(twice, name + ".branch3x3dbl_2", 64, 96, 3, 1, 1);
    twice = unit(twice, name + ".branch3x3dbl_3", 96, 96, 3, 2, 0);
    return t.join(three, twice, t.maxPool(x, 3, 2, 0, false));
  }

  private String middle(String x, String name, int c) {
    var one = unit(x, name + ".branch1x1", 768, 192, 1, 1, 0);
    var seven = unit(x, name + ".branch7x7_1", 768, c, 1, 1, 0);
    seven = wide(seven, name + ".branch7x7_2", c, c, 7);
    seven = high(seven, name + ".branch7x7_3", c, 192, 7);
    var twice = unit(x, name + ".branch7x7dbl_1", 768, c, 1, 1, 0);
    twice = high(twice, name + ".branch7x7dbl_2", c, c, 7);
    twice = wide(twice, name + ".branch7x7dbl_3", c, c, 7);
    twice = high(twice, name + ".branch7x7dbl_4", c, c, 7);
    twice = wide(twice, name + ".branch7x7dbl_5", c, 192, 7);
    var pooled = unit(t.meanPool(x), name + ".branch_pool", 768, 192, 1, 1, 0);
    return t.join(one, seven, twice, pooled);
  }

  private String halfOfMiddle(String x, String name) {
    var three = unit(x, name + ".branch3x3_1", 768, 192, 1, 1, 0);
    three = unit(three, name + ".branch3x3_2", 192, 320, 3, 2, 0);
    var seven = unit(x, name + ".branch7x7x3_1", 768, 192, 1, 1, 0);
    seven = wide(seven, name + ".branch7x7x3_2", 192, 192, 7);
    seven = high(seven, name + ".branch7x7x3_3", 192, 192, 7);
    seven = unit(seven, name + ".branch7x7x3_4", 192, 192, 3, 2, 0);
    return t.join(three, seven, t.maxPool(x, 3, 2, 0, false));
  }

  private String coarse(String x, String name, int in, boolean last) {
    var one = unit(x, name + ".branch1x1", in, 320, 1, 1, 0);
    var three = unit(x, name + ".branch3x3_1", in, 384, 1, 1, 0);
    var a = wide(three, name + ".branch3x3_2a", 384, 384, 3);
    var b = high(three, name + ".branch3x3_2b", 384, 384, 3);
    var twice = unit(x, name + ".branch3x3dbl_1", in, 448, 1, 1, 0);
    twice = unit(twice, name + ".branch3x3dbl_2", 448, 384, 3, 1, 1);
    var c = wide(twice, name + ".branch3x3dbl_3a", 384, 384, 3);
    var d = high(twice, name + ".branch3x3dbl_3b", 384, 384, 3);
    var around = last ? t.maxPool(x, 3, 1, 1, false) : t.meanPool(x);
    return t.join(one, a, b, c, d, unit(around, name + ".branch_pool", in, 192, 1, 1, 0));
  }

  private String wide(String x, String name, int in, int out, int length) {
    return t.relu(
        t.conv(
            x, unit(name), in, out, new Trunk.Size(1, length), 1, new Trunk.Size(0, length / 2)));
  }

  private String high(String x, String name, int in, int out, int length) {
    return t.relu(
        t.conv(
            x, unit(name), in, out, new Trunk.Size(length, 1), 1, new Trunk.Size(length / 2, 0)));
  }

  private String unit(String x, String name, int in, int out, int kernel, int stride, int pad) {
    return t.relu(t.conv(x, unit(name), in, out, kernel, stride, pad));
  }

  private String unit(String name) {
    units.add(name);
    return name;
  }
}
