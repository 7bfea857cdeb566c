package org.sfumato.network;

import java.util.List;
import org.sfumato.engine.StateDict;

/**
 * The two towers of CLIP with a vision transformer (Radford et al. 2021), as large as a file of its
 * weights says.
 *
 * @param size height and width of the pictures that it sees
 * @param patch height and width of a patch
 * @param image the image side's blocks
 * @param text the text side's blocks
 * @param vocabulary how many tokens there are
 * @param length tokens of a sentence at most
 * @param embedding numbers of a vector
 */
record ClipPlan(
    int size,
    int patch,
    Transformer image,
    Transformer text,
    int vocabulary,
    int length,
    int embedding) {
  /** Every published one has heads of so many numbers. */
  private static final int HEAD = 64;

  private static final double EPSILON = 1e-5;

  /** What a file says, in the names of either layout. */
  static ClipPlan of(StateDict stored, ClipNames names) {
    var patches = stored.shape(names.one("image.patch.weight"));
    var positions = stored.shape(names.one("image.positions"));
    var words = stored.shape(names.one("text.words"));
    int side = (int) Math.round(Math.sqrt(positions[0] - 1.));
    int patch = (int) patches[2];
    return new ClipPlan(
        side * patch,
        patch,
        blocks((int) patches[0], names.depth(stored, "image.")),
        blocks((int) words[1], names.depth(stored, "text.")),
        (int) words[0],
        (int) stored.shape(names.one("text.positions"))[0],
        (int) names.embedding(stored));
  }

  private static Transformer blocks(int width, int depth) {
    return new Transformer(width, Math.max(1, width / HEAD), 4 * width, true, true, EPSILON, depth);
  }

  /**
   * {@code (x, p)}: pictures {@code [n, 1 or 3, H, W]} in [0, 1]; their middle square comes to the
   * network's size by PIL's bicubic filter, and to its range by the mean and spread of its
   * channels; it gives vectors {@code [n, d]}.
   *
   * @param mean three numbers
   * @param spread three numbers
   */
  Plan imagePlan(List<Double> mean, List<Double> spread) {
    var d = new Draft(false);
    int w = image.width();
    var side = d.let("ops.prim.min(torch.size(x, 2), torch.size(x, 3))");
    var top = d.let("torch.floordiv(torch.sub(torch.size(x, 2), %s), 2)", side);
    var left = d.let("torch.floordiv(torch.sub(torch.size(x, 3), %s), 2)", side);
    var square =
        d.let("torch.narrow(torch.narrow(x, 2, %s, %s), 3, %s, %s)", top, side, left, side);
    var seen =
        d.let(
            "torch._upsample_bicubic2d_aa(torch.contiguous(torch.expand(%s, [-1, 3, -1, -1])), [%d, %d], False, None)",
            square, size, size);
    var normal =
        d.let(
            "torch.div(torch.sub(torch.clamp(%s, 0., 1.), torch.reshape(torch.tensor(%s, dtype=6, device=x.device), [1, 3, 1, 1])), torch.reshape(torch.tensor(%s, dtype=6, device=x.device), [1, 3, 1, 1]))",
            seen, mean, spread);
    var maps = d.convolution(normal, "image.patch", 3, w, patch, patch, false);
    var patches = d.let("torch.transpose(torch.flatten(%s, 2, -1), 1, 2)", maps);
    var cls = d.parameter("image.cls", 0, 1, 1, w);
    var first = d.let("torch.expand(%s, [torch.size(x, 0), 1, %d])", cls, w);
    int tokens = 1 + (size / patch) * (size / patch);
    var positions = d.parameter("image.positions", 0, tokens, w);
    var h = d.let("torch.add(torch.cat([%s, %s], 1), %s)", first, patches, positions);
    var before = d.layerNorm(h, "image.before", w, EPSILON);
    var last = image.write(d, "image", before, "None", false).tokens();
    var whole = d.layerNorm(d.let("torch.select(%s, 1, 0)", last), "image.after", w, EPSILON);
    return d.plan("clip_image", List.of("x"), List.of(d.map(whole, "image.out", w, embedding)));
  }

  /**
   * {@code (tokens, p)}: tokens {@code [n, L]}, of which the last of a sentence has the largest
   * number; it gives vectors {@code [n, d]}.
   */
  Plan textPlan() {
    var d = new Draft(false);
    int w = text.width();
    var words = d.parameter("text.words", 0, vocabulary, w);
    var positions = d.parameter("text.positions", 0, length, w);
    var h =
        d.let(
            "torch.add(torch.embedding(%s, tokens), torch.slice(%s, 0, 0, torch.size(tokens, 1), 1))",
            words, positions);
    var mask =
        d.let(
            "torch.to(torch.tril(torch.ones([torch.size(tokens, 1), torch.size(tokens, 1)], dtype=6, device=tokens.device)), 11)");
    var last = text.write(d, "text", h, mask, false).tokens();
    var normed = d.layerNorm(last, "text.after", w, EPSILON);
    var end =
        d.let(
            "torch.expand(torch.unsqueeze(torch.unsqueeze(torch.argmax(tokens, 1), 1), 2), [-1, 1, %d])",
            w);
    var whole = d.let("torch.squeeze(torch.gather(%s, 1, %s), 1)", normed, end);
    return d.plan("clip_text", List.of("tokens"), List.of(d.map(whole, "text.out", w, embedding)));
  }
}
