package org.sfumato.kernel.cell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.sfumato.kernel.message.Bundle;
import org.sfumato.kernel.message.Message;

/** Cells as users write them, with real words and the real prior. */
@Tag("slow")
class LanguageCellsTest {
  private static Session session;

  @BeforeAll
  static void start() {
    session = new Session();
    session.value(
        """
        var pd = dataset("brainweb/pd").test().first(2);
        var t1 = dataset("brainweb/t1").test().first(2);
        var mutual = lmi(pd).patch(15).bins(16).relative().normalised();
        var translate = sample(prior("brain-t1"))
            .along(ve(0.01, 40)).with(ancestral(3).grid(karras(5)))
            .from(noised(pd, 0.7))
            .guide(mutual.times(0.45).during(early(1)))
            .seed(7);
        """);
  }

  @AfterAll
  static void stop() {
    session.close();
  }

  private static long pictures() {
    return session.all(Message.Display.class).stream()
        .filter(d -> d.bundle().data().containsKey(Bundle.PNG))
        .count();
  }

  @Test
  void should_translate_show_and_chart_in_one_cell() {
    var outcome =
        session.run(
            """
            var out = translate.draw();                                // live progress, x̂₀ as it forms
            show(sideBySide(pd, out, t1), out.diagnostics());
            score(out, ssim(t1), ssim(pd).named("SSIM to source"), psnr(t1), mi(pd)).chart()
            """);
    assertTrue(outcome.succeeded(), outcome.toString());
    assertEquals(2, pictures(), "show() shows, though its line ends with a semicolon");
    assertTrue(session.all(Message.Result.class).get(0).bundle().data().containsKey(Bundle.PNG));
  }

  @Test
  void should_compare_a_reported_number_though_its_network_is_not_here() {
    session.run(
        """
        var x = sample(prior("brain-t1")).with(euler(1)).seed(1).draw(2).named("oneStep");
        var table = score(x, psnr(t1), nfe());
        reported("Ambient Diffusion", "CelebA-HQ, p = 0.8, one step").source("arXiv:2305.19256")
            .says(lpips(), 0.084).says(psnr(), 26.80).says(nfe(), 1).check(table.row("oneStep"))
        """);
    var shown = session.all(Message.Result.class).get(0).bundle().plain();
    assertEquals(3, shown.lines().filter(l -> l.contains("not comparable")).count(), shown);
    assertTrue(shown.contains("other data"), shown);
  }

  @Test
  void should_print_the_equation_of_an_unfinished_recipe() {
    session.run("translate");
    assertTrue(
        session
            .all(Message.Result.class)
            .get(0)
            .bundle()
            .data()
            .get("text/latex")
            .toString()
            .contains("\\tilde D"));
  }

  @Test
  void should_take_a_term_of_the_users_own_in_three_lines() {
    var shown =
        session.value(
            """
            var x = dataset("phantom/t1").test().first(2);
            var likeSketch = energy("sketch", (x0, s) -> sqNorm(gray(x0).sub(s.at(x))));
            sample(prior("brain-t1")).with(heun(2)).guide(likeSketch.times(0.5).during(early(0.5))).seed(1).draw(2)
            """);
    assertTrue(shown.endsWith("[2, 1, 64, 64]"), shown);
  }

  @Test
  void should_take_a_term_that_is_a_record() {
    var shown =
        session.value(
            """
            record Darker() implements Term {
              public NDArray of(NDArray x0, Step s) { return average(x0); }
            }
            sample(prior("brain-t1")).with(euler(2)).guide(new Darker().normalised().times(0.2)).seed(1).draw(1)
            """);
    assertTrue(shown.endsWith("[1, 1, 64, 64]"), shown);
  }

  @Test
  void should_know_the_types_of_what_it_makes() {
    assertEquals(
        "3",
        session.value(
            "Recipe again(Lmi term) { return translate.guide(term); }\nagain(lmi(pd)).sampler().steps()"));
  }

  @Test
  void should_sweep_a_weight_with_error_bars() {
    session.run(
        """
        sweep(over("λ", 0, 0.45), λ -> translate.guide(mutual.times(λ)))
            .seeds(0, 1).score(ssim(t1), mi(pd)).chart("λ", "SSIM")
        """);
    assertTrue(session.all(Message.Result.class).get(0).bundle().data().containsKey(Bundle.PNG));
  }

  @Test
  void should_train_a_small_prior_and_draw_its_curve() {
    session.run(
        """
        var fit = train(unet(16, 1).channels(8, 16)).on(dataset("phantom/t1").train().first(8).resize(16))
            .minimise(denoising()).steps(3).batch(4).seed(0).fit();
        fit.curve()
        """);
    assertTrue(session.all(Message.Result.class).get(0).bundle().data().containsKey(Bundle.PNG));
  }

  @Test
  void should_say_in_a_sentence_what_was_wrong_and_live_on() {
    assertTrue(session.error("dataset(\"brain\")").contains("brain"));
    var scalar =
        session.error(
            "sample(prior(\"brain-t1\")).with(euler(2)).guide(energy(\"bad\", (x0, s) -> x0.sum())).draw(1)");
    assertTrue(scalar.contains("returned a scalar, but one value per image is needed"), scalar);
    var outside = session.error("sample(prior(\"brain-t1\")).along(ve(0.01, 50)).draw(1)");
    assertTrue(
        outside.contains(
            "prior(\"brain-t1\") knows σ 0.001–40; ve(0.01, 50) starts at 50: use ve(0.01, 40)"),
        outside);
    assertEquals("2", session.value("1 + 1"));
  }
}
