package org.sfumato.loss;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Images;
import org.sfumato.Numbers;
import org.sfumato.Step;
import org.sfumato.diffusion.Ddpm;
import org.sfumato.diffusion.Gray;
import org.sfumato.diffusion.LmiForm;
import org.sfumato.diffusion.LmiPrior;
import org.sfumato.diffusion.NetworkPrior;
import org.sfumato.diffusion.SelfMaps;
import org.sfumato.engine.Grad;
import org.sfumato.engine.Torch;
import org.sfumato.metric.LocalMi;

/**
 * Denoising with two maps of local mutual information beside the state, LMI(x₀, x_t) and LMI(x₀,
 * x₀): MIDiffusion's training (arXiv 2301.13743, equation 12), which sees images of the target
 * contrast alone. A denoiser that has learnt what it means to share information with an image takes
 * a source of any other contrast in its place.
 *
 * <p>Along the paper's variance-exploding path the noise levels and the weights λ(σ) are EDM's, as
 * in {@link Denoising}: any positive weight has the same minimiser. In the {@linkplain #ddpm()
 * released code's form} it is DDPM's loss, the mean over pixels of (e − ε̂)² at a level of 1000,
 * each as likely, and the first map is of the state one level on with the same e. (The code draws
 * levels in pairs across a batch; here each image has its own, whatever stands beside it.)
 *
 * @param form how maps are made, and along which path
 * @param mean of ln σ, in the network's range
 * @param sd of ln σ
 */
public record LmiDenoising(LmiForm form, double mean, double sd) implements Loss {
  private static final double MEAN = -1.2;
  private static final double SD = 1.2;

  static LmiDenoising usual() {
    return new LmiDenoising(LmiForm.usual(), MEAN, SD);
  }

  /** The windows, the cast and the range of the released code. */
  public LmiDenoising official() {
    return how(form.how().asReleased());
  }

  /** Side of a patch, 3 or 5; the bins are its cube unless they were said. */
  public LmiDenoising patch(int p) {
    return how(form.how().patch(p));
  }

  /** Bins of each marginal: the cost of a map grows with their square. */
  public LmiDenoising bins(int k) {
    return how(form.how().bins(k));
  }

  /** Mutual information in bits, not divided by the entropies. */
  public LmiDenoising raw() {
    return how(form.how().raw());
  }

  private LmiDenoising how(LocalMi other) {
    return new LmiDenoising(form.how(other), mean, sd);
  }

  /** The released code's path and prediction: DDPM's levels, the network predicts the noise. */
  public LmiDenoising ddpm() {
    return new LmiDenoising(new LmiForm(form.how(), true), mean, sd);
  }

  /** ln σ ~ N(mean, sd²), in the network's range; DDPM's levels are as they are. */
  public LmiDenoising levels(double mean, double sd) {
    return new LmiDenoising(form, mean, sd);
  }

  @Override
  public boolean maps() {
    return true;
  }

  @Override
  public Map<String, String> note() {
    return Map.of(LmiPrior.KEY, form.text());
  }

  @Override
  public Loss on(Images images) {
    return new OnImages(this, new SelfMaps(form.how()));
  }

  @Override
  public NDArray of(Denoiser net, NDArray x0, Step s) {
    return of(net, x0, s, new SelfMaps(form.how()));
  }

  private NDArray of(Denoiser net, NDArray x0, Step s, SelfMaps self) {
    return form.ddpm() ? ddpm(net, x0, s, self) : ve(net, x0, s, self);
  }

  private NDArray ve(Denoiser net, NDArray x0, Step s, SelfMaps self) {
    long n = x0.getShape().get(0);
    double data = NetworkPrior.DATA;
    // The first number of each image's own stream decides its noise level.
    var first = s.normal("noise level").reshape(n, -1).get(":, 0");
    var sigma = first.mul(sd).add(mean).exp();
    var column = sigma.reshape(new Shape(n, 1, 1, 1)).mul(.5);
    var noisy = x0.add(s.normal("noise").mul(column));
    var maps = maps(x0, noisy, column, self);
    var d = form.denoised(net::answer, noisy, maps, sigma.mul(.5));
    var weight = sigma.square().add(data * data).div(sigma.mul(data).square());
    return d.sub(x0).mul(2).square().reshape(n, -1).mean(new int[] {1}).mul(weight);
  }

  private NDArray ddpm(Denoiser net, NDArray x0, Step s, SelfMaps self) {
    int n = (int) x0.getShape().get(0);
    var levels = new Ddpm(0, Ddpm.LEVELS - 1);
    int last = Ddpm.LEVELS - 1;
    float[] u = s.uniform("noise level").reshape(n, -1).get(":, 0").toFloatArray();
    var now = new float[n];
    var next = new float[n];
    for (int k = 0; k < n; k++) {
      int t = Math.min(last, (int) (u[k] * Ddpm.LEVELS));
      now[k] = (float) levels.sigma((double) t / last);
      next[k] = (float) levels.sigma((double) Math.min(t + 1, last) / last);
    }
    var e = s.normal("noise");
    var sigma = Torch.manager().create(now);
    var column = sigma.reshape(new Shape(n, 1, 1, 1));
    var beyond = Torch.manager().create(next, new Shape(n, 1, 1, 1));
    var noisy = x0.add(e.mul(column));
    var maps = maps(x0, x0.add(e.mul(beyond)), beyond, self);
    var d = form.denoised(net::answer, noisy, maps, sigma);
    var predicted = noisy.sub(d).div(column);
    return e.sub(predicted).square().reshape(n, -1).mean(new int[] {1});
  }

  private NDArray maps(NDArray x0, NDArray state, NDArray sigma, SelfMaps self) {
    return Grad.off(
        () -> {
          var source = Gray.of(x0);
          return form.map(source, Gray.of(state), sigma).concat(self.of(source), 1);
        });
  }

  @Override
  public String text() {
    return "lmiDenoising()"
        + form.how().settings()
        + (form.ddpm() ? ".ddpm()" : "")
        + (mean == MEAN && sd == SD
            ? ""
            : ".levels(" + Numbers.text(mean) + ", " + Numbers.text(sd) + ")");
  }

  @Override
  public Optional<String> latex() {
    return Optional.of(
        form.ddpm()
            ? "\\mathcal L = \\mathbb E_{t, e}\\; \\lVert e - \\epsilon_\\theta(x_t,\\ \\mathrm{LMI}(x_0, x_{t+1}),\\ \\mathrm{LMI}(x_0, x_0),\\ t) \\rVert^2"
            : "\\mathcal L = \\mathbb E_{\\ln\\sigma \\sim \\mathcal N(%s, %s^2)}\\; \\lambda(\\sigma)\\, \\lVert D(x_t;\\ \\mathrm{LMI}(x_0, x_t),\\ \\mathrm{LMI}(x_0, x_0),\\ \\sigma) - x_0 \\rVert^2"
                .formatted(Numbers.text(mean), Numbers.text(sd)));
  }

  @Override
  public String toString() {
    return text();
  }

  /** The loss in one training, with the maps it has made so far. */
  private record OnImages(LmiDenoising law, SelfMaps self) implements Loss {
    @Override
    public boolean maps() {
      return true;
    }

    @Override
    public Map<String, String> note() {
      return law.note();
    }

    @Override
    public NDArray of(Denoiser net, NDArray x0, Step s) {
      return law.of(net, x0, s, self);
    }

    @Override
    public String text() {
      return law.text();
    }

    @Override
    public Optional<String> latex() {
      return law.latex();
    }
  }
}
