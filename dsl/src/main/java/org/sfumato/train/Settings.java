package org.sfumato.train;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** How to train: what was set, and what is usual for the rest. Immutable. */
final class Settings {
  static final Setting<Integer> STEPS =
      Setting.count("steps", 1000, true, "a training takes at least one step");
  static final Setting<Integer> EPOCHS =
      new Setting<>(
          "epochs",
          0,
          String::valueOf,
          false,
          n -> n >= 1,
          "a training takes at least one pass over its images");
  static final Setting<Integer> BATCH =
      Setting.count("batch", 32, true, "a step takes at least one image");
  static final Setting<Double> RATE =
      Setting.positive("rate", 1e-3, true, "a learning rate is a number above 0");
  static final Setting<Double> EMA =
      Setting.positive(
          "ema", 2000, true, "the moving average's half-life is a number of images above 0");
  static final Setting<Long> SEED = new Setting<>("seed", 0L, String::valueOf, true, s -> true, "");
  static final Setting<Boolean> CONSTANT = Setting.flag("constantRate");
  static final Setting<Double> CLIP =
      Setting.positive("clip", 1, false, "the gradients' largest norm is a number above 0");
  static final Setting<Double> WARM_UP =
      new Setting<>(
          "warmUp",
          .4,
          org.sfumato.Numbers::text,
          false,
          s -> s > 0 && s < 1,
          "a warm-up takes a share of the steps between 0 and 1");
  static final Setting<Double> DECAY =
      new Setting<>(
          "decay",
          .05,
          org.sfumato.Numbers::text,
          false,
          d -> d >= 0 && d < 1,
          "weight decay is a number from 0 up and below 1");
  static final Setting<Double> CAPTION_DROP =
      new Setting<>(
          "captionDrop",
          .1,
          org.sfumato.Numbers::text,
          true,
          d -> d >= 0 && d < 1,
          "captions are dropped at a rate from 0 up and below 1");
  static final Setting<Integer> PATIENCE =
      new Setting<>(
          "patience",
          0,
          String::valueOf,
          false,
          n -> n >= 1,
          "patience(n) waits for at least one look without progress");
  static final Setting<Boolean> AUGMENTED = Setting.flag("augmented");
  static final Setting<Boolean> MIXED = Setting.flag("mixed");

  /** In the order in which a recipe says them; what decides how many steps comes first. */
  private static final List<Setting<?>> ORDER =
      List.of(
          BATCH,
          RATE,
          WARM_UP,
          DECAY,
          CAPTION_DROP,
          EMA,
          SEED,
          CONSTANT,
          CLIP,
          PATIENCE,
          AUGMENTED,
          MIXED);

  static final Settings USUAL =
      new Settings(Map.of(), Map.of(), Set.of(WARM_UP, DECAY, CAPTION_DROP));

  private final Map<Setting<?>, Object> set;
  private final Map<Setting<?>, Object> usual;
  private final Set<Setting<?>> left;

  private Settings(
      Map<Setting<?>, Object> set, Map<Setting<?>, Object> usual, Set<Setting<?>> left) {
    this.set = Collections.unmodifiableMap(set);
    this.usual = Collections.unmodifiableMap(usual);
    this.left = Collections.unmodifiableSet(left);
  }

  /** The same where another value is usual. */
  <T> Settings usually(Setting<T> setting, T value) {
    var more = new HashMap<>(usual);
    more.put(setting, setting.checked(value));
    return new Settings(set, more, left);
  }

  /** The same where these make no sense; a recipe does not say them. */
  Settings leaving(Setting<?>... out) {
    var more = new HashSet<>(left);
    more.addAll(List.of(out));
    return new Settings(set, usual, more);
  }

  /** The same where these make sense, which they do not everywhere. */
  Settings taking(Setting<?>... in) {
    var fewer = new HashSet<>(left);
    fewer.removeAll(List.of(in));
    return new Settings(set, usual, fewer);
  }

  @SuppressWarnings("unchecked") // both maps hold values of the setting's own type only
  <T> T get(Setting<T> setting) {
    return (T) set.getOrDefault(setting, usual(setting));
  }

  private Object usual(Setting<?> setting) {
    return usual.getOrDefault(setting, setting.usual());
  }

  /**
   * @param who is trained, to begin a sentence with
   * @throws IllegalArgumentException if the value makes no sense, or the setting
   */
  <T> Settings with(Setting<T> setting, T value, Supplier<String> who) {
    if (left.contains(setting)) {
      throw new IllegalArgumentException(
          "%s has no use for %s(…); leave it out".formatted(who.get(), setting.word()));
    }
    var more = new HashMap<>(set);
    more.put(setting, setting.checked(value));
    return new Settings(more, usual, left);
  }

  Settings without(Setting<?> setting) {
    var less = new HashMap<>(set);
    less.remove(setting);
    return new Settings(less, usual, left);
  }

  boolean has(Setting<?> setting) {
    return set.containsKey(setting);
  }

  /** How many steps these are, on so many images. */
  int steps(IntSupplier images) {
    if (!has(EPOCHS)) {
      return get(STEPS);
    }
    int batch = get(BATCH);
    return Math.toIntExact(((long) get(EPOCHS) * images.getAsInt() + batch - 1) / batch);
  }

  /** All but the number of steps, as method calls: those a recipe always says, and what was set. */
  String text() {
    var text = new StringBuilder();
    for (var setting : ORDER) {
      text.append(said(setting));
    }
    return text.toString();
  }

  private <T> String said(Setting<T> setting) {
    T value = get(setting);
    return !left.contains(setting) && (setting.always() || !value.equals(usual(setting)))
        ? "." + setting.word() + "(" + setting.printed().apply(value) + ")"
        : "";
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Settings s
        && set.equals(s.set)
        && usual.equals(s.usual)
        && left.equals(s.left);
  }

  @Override
  public int hashCode() {
    return Objects.hash(set, usual, left);
  }

  @Override
  public String toString() {
    return text();
  }
}
