package org.sfumato.network;

/**
 * How blocks of self-attention are written (Vaswani et al. 2017).
 *
 * @param width numbers of each token
 * @param heads of the attention; they divide the width
 * @param inner numbers of each token within the two layers after the attention
 * @param normFirst whether norms stand before attention and layers, as in ViT and CLIP, or after
 *     their sums, as in BERT
 * @param quick whether the activation is CLIP's x·σ(1.702 x) instead of GELU
 * @param epsilon of the norms
 * @param depth how many there are: where norms stand first, what is added to the sum begins smaller
 *     the more there are (Radford et al. 2019)
 */
record Transformer(
    int width, int heads, int inner, boolean normFirst, boolean quick, double epsilon, int depth) {

  /** What one block gives: its tokens, and where the first token looks, the mean of all heads. */
  record Block(String tokens, String attention) {}

  /**
   * About how many numbers so many tokens leave behind on their way, which a gradient needs: inputs
   * of each layer, both norms and activations, and where each token looks.
   */
  long activations(int tokens) {
    return depth * (long) tokens * (10L * width + 2L * inner + (long) heads * tokens);
  }

  /**
   * All blocks.
   *
   * @param x tokens {@code [B, T, width]}
   * @param mask which tokens are seen, a truth value for each, {@code [B, 1, 1, T]} or {@code [T,
   *     T]}, or {@code None}
   * @param looked whether the last block's attention of token 0 is given too, {@code [B, T]} in
   *     float32
   */
  Block write(Draft d, String name, String x, String mask, boolean looked) {
    var h = new Block(x, "");
    for (int k = 0; k < depth; k++) {
      h = block(d, name + ".block." + k, h.tokens(), mask, looked && k == depth - 1);
    }
    return h;
  }

  /**
   * One block.
   *
   * @param looked whether the attention of token 0 is given too
   */
  Block block(Draft d, String name, String x, String mask, boolean looked) {
    double gain = normFirst ? 1 / Math.sqrt(2.0 * depth) : 1;
    var into = normFirst ? d.layerNorm(x, name + ".norm0", width, epsilon) : x;
    int each = width / heads;
    var qkv =
        d.let(
            "torch.permute(torch.reshape(%s, [torch.size(%s, 0), torch.size(%s, 1), 3, %d, %d]), [2, 0, 3, 1, 4])",
            d.linear(into, name + ".qkv", width, 3 * width, 1), x, x, heads, each);
    var q = d.let("torch.select(%s, 0, 0)", qkv);
    var k = d.let("torch.select(%s, 0, 1)", qkv);
    var v = d.let("torch.select(%s, 0, 2)", qkv);
    var mixed =
        d.let("torch.scaled_dot_product_attention(%s, %s, %s, %s, 0., False)", q, k, v, mask);
    var rows =
        d.let(
            "torch.reshape(torch.transpose(%s, 1, 2), [torch.size(%s, 0), torch.size(%s, 1), %d])",
            mixed, x, x, width);
    var sum = d.let("torch.add(%s, %s)", x, d.linear(rows, name + ".out", width, width, gain));
    var middle = normFirst ? sum : d.layerNorm(sum, name + ".norm0", width, epsilon);
    var before = normFirst ? d.layerNorm(sum, name + ".norm1", width, epsilon) : middle;
    var wide = d.linear(before, name + ".wide", width, inner, 1);
    var active =
        quick
            ? d.let("torch.mul(%s, torch.sigmoid(torch.mul(%s, 1.702)))", wide, wide)
            : d.let("torch.gelu(%s)", wide);
    var end =
        d.let("torch.add(%s, %s)", middle, d.linear(active, name + ".narrow", inner, width, gain));
    var tokens = normFirst ? end : d.layerNorm(end, name + ".norm1", width, epsilon);
    return new Block(tokens, looked ? attention(d, q, k, mask, each) : "");
  }

  private static String attention(Draft d, String q, String k, String mask, int each) {
    var first = d.full(d.let("torch.slice(%s, 2, 0, 1, 1)", q));
    var scores =
        d.let(
            "torch.mul(torch.matmul(%s, torch.transpose(%s, 2, 3)), %s)",
            first, d.full(k), 1 / Math.sqrt(each));
    var seen =
        mask.equals("None")
            ? scores
            : d.let("torch.masked_fill(%s, torch.logical_not(%s), -1.0e30)", scores, mask);
    return d.let("torch.mean(torch.squeeze(torch.softmax(%s, 3), 2), [1], False)", seen);
  }
}
