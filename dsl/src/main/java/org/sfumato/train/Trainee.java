package org.sfumato.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.engine.Adam;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Op;
import org.sfumato.engine.Torch;
import org.sfumato.network.Plan;
import org.sfumato.network.Weights;

/**
 * One network in training: its function, its weights on the device, and the optimiser that moves
 * them.
 *
 * @param name the prefix of its arrays in a saved state
 */
record Trainee(String name, Plan plan, Op function, NDList weights, Adam adam)
    implements AutoCloseable {
  private static final List<String> PARTS = List.of("", "first.", "second.", "average.");

  /**
   * @param function what runs, of the plan's parameters; it may run in another number type
   * @param b1 Adam's β₁
   * @param b2 Adam's β₂
   */
  static Trainee of(String name, Plan plan, Op function, Weights initial, double b1, double b2) {
    return of(name, plan, function, initial, b1, b2, 0);
  }

  /**
   * @param decay AdamW's weight decay of matrices
   */
  static Trainee of(
      String name, Plan plan, Op function, Weights initial, double b1, double b2, double decay) {
    NDManager manager = Torch.manager().newSubManager();
    var weights = initial.upload(plan, manager);
    weights.forEach(w -> w.setRequiresGradient(true));
    return new Trainee(name, plan, function, weights, new Adam(weights, manager, b1, b2, decay));
  }

  /** The network's result with the weights of now, on the caller's tape if gradients are on. */
  NDArray of(NDArray x) {
    return function.on(weights, x);
  }

  /** A plan for each of its groups of arrays. */
  Map<String, Plan> groups() {
    var groups = new LinkedHashMap<String, Plan>();
    PARTS.forEach(part -> groups.put(name + part, plan));
    return groups;
  }

  /** The state of now, by the same names. */
  Map<String, Weights> state() {
    var arrays = List.of(weights, adam.first(), adam.second(), adam.average());
    var state = new LinkedHashMap<String, Weights>();
    for (int k = 0; k < PARTS.size(); k++) {
      state.put(name + PARTS.get(k), Weights.of(plan, arrays.get(k)));
    }
    return state;
  }

  /** Goes on from an earlier state, after so many steps of its optimiser. */
  void restore(long steps, Map<String, Weights> state) {
    var stored = PARTS.stream().map(part -> values(state.get(name + part))).toList();
    Grad.off(
        () -> {
          for (int i = 0; i < weights.size(); i++) {
            weights.get(i).set(stored.get(0).get(i));
          }
          return null;
        });
    adam.restore(steps, stored.get(1), stored.get(2), stored.get(3));
  }

  private List<float[]> values(Weights group) {
    var byName = group.values();
    return plan.parameters().stream().map(p -> byName.get(p.name())).toList();
  }

  @Override
  public void close() {
    adam.close();
  }
}
