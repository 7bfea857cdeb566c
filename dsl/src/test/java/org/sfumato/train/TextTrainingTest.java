package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.diffusion.Diffusion.checkpoint;
import static org.sfumato.loss.Losses.ambient;
import static org.sfumato.loss.Losses.denoising;
import static org.sfumato.loss.Losses.ita;
import static org.sfumato.network.Networks.textTransformer;
import static org.sfumato.network.Networks.unet;
import static org.sfumato.sampler.Samplers.ddim;
import static org.sfumato.sampler.Samplers.sample;
import static org.sfumato.train.Trainings.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.sfumato.ImageId;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.Pairs;
import org.sfumato.corruption.Corruptions;
import org.sfumato.diffusion.TextPrior;
import org.sfumato.diffusion.Trained;
import org.sfumato.network.Unet;

/** A U-Net that learns to draw what reports say. */
class TextTrainingTest {
  static final Unet NET =
      unet(Spots.SIDE, 1)
          .channels(16)
          .text(textTransformer(60).width(16).depth(1).heads(2).length(24));

  @TempDir Path folder;

  private static Training<Trained> small(Pairs pairs) {
    return train(NET).on(pairs).minimise(denoising()).batch(16).rate(3e-3).ema(200).seed(3);
  }

  /** In how many of the images the brightest corner is the one that was asked for. */
  private static double right(Images drawn) {
    int right = 0;
    for (int i = 0; i < drawn.size(); i++) {
      var v = drawn.get(i).values();
      var sums = new double[4];
      for (int k = 0; k < v.length; k++) {
        sums[k / Spots.SIDE / 4 * 2 + k % Spots.SIDE / 4] += v[k];
      }
      int best = 0;
      for (int c = 1; c < 4; c++) {
        best = sums[c] > sums[best] ? c : best;
      }
      right += best == i % 4 ? 1 : 0;
    }
    return right / (double) drawn.size();
  }

  /** At high noise, where a text is all there is to go by. */
  @Test
  @Tag("slow")
  void should_draw_what_a_text_says_and_anything_where_it_says_nothing() {
    var loss = denoising().levels(1.5, 1.2);
    var prior = small(Spots.pairs(48, 0)).minimise(loss).steps(400).fit().model();
    var texts = IntStream.range(0, 16).mapToObj(i -> Spots.report(i % 4)).toList();
    var painter = sample(prior).with(ddim(12));
    double told = right(painter.condition(texts).cfg(2).draw());
    assertTrue(told >= .9, "as told: " + told);
    double free = right(painter.draw(16));
    assertTrue(free <= .7, "told nothing: " + free);
  }

  @Test
  void should_drop_captions_by_seed_picture_and_visit_at_the_rate_that_was_said() {
    var pairs = Spots.pairs(48, 0);
    var some = captions(small(pairs).captionDrop(.25), pairs);
    int dropped = 0;
    for (int visit = 0; visit < 40; visit++) {
      var batch = batch(IntStream.range(0, 48).toArray(), visit);
      for (int k = 0; k < 48; k++) {
        var told = some.told(batch, k);
        assertTrue(told.isEmpty() || told.equals(pairs.reports().get(k)), told);
        dropped += told.isEmpty() ? 1 : 0;
        var alone = batch(new int[] {k}, visit);
        assertEquals(told, some.told(alone, 0), "whoever stands beside it");
      }
    }
    // 1920 draws at .25: mean 480, standard deviation 19
    assertEquals(480, dropped, 80);
    var none = captions(small(pairs).captionDrop(0), pairs);
    assertTrue(none.told(batch(new int[] {0}, 0), 0).length() > 0);
  }

  private static Captions captions(Training<?> t, Pairs pairs) {
    return new Captions(t, NET.reader().orElseThrow(), pairs, Optional.empty());
  }

  private static Batch batch(int[] places, int visit) {
    var ids = Arrays.stream(places).mapToObj(p -> new ImageId("spot", p)).toList();
    return new Batch(new float[0], ids, places, visit, new boolean[places.length]);
  }

  @Test
  void should_be_saved_and_read_with_its_vocabulary() {
    var fit = small(Spots.pairs(20, 0)).steps(2).fit();
    var file = fit.save(folder.resolve("t.safetensors").toString()).toString();
    var read = checkpoint(file);
    assertEquals(NET, read.network());
    assertEquals(
        ((TextPrior) fit.model()).vocabulary().vocabulary(),
        ((TextPrior) read).vocabulary().vocabulary());
    var text = Spots.report(2);
    assertArrayEquals(
        sample(fit.model()).with(ddim(2)).condition(text).draw(2).values(),
        sample(read).with(ddim(2)).condition(text).draw(2).values());
    var note = read.provenance().identity();
    assertEquals("0.1", note.get("captions dropped"));
    assertTrue(note.get("recipe").contains(".captionDrop(0.1)"), note.get("recipe"));
  }

  @Test
  void should_go_on_from_a_checkpoint_as_if_it_had_not_stopped() {
    var pairs = Spots.pairs(24, 0);
    var whole = small(pairs).augmented().captionDrop(.3).steps(6).fit();
    var file = folder.resolve("state.safetensors").toString();
    var begun = small(pairs).augmented().captionDrop(.3).steps(6).checkpoint(file);
    assertThrows(Interrupted.class, () -> Stopped.after(3, begun));
    var resumed = begun.resume().fit();
    assertEquals(whole.losses(), resumed.losses());
    assertEquals(whole.model().weights().hash(), resumed.model().weights().hash());
  }

  @Test
  void should_keep_the_vocabulary_of_what_it_is_begun_with() {
    var first = small(Spots.pairs(20, 0)).steps(2).fit().model();
    var few = Spots.pairs(8, 0).first(1);
    var more = train(NET).on(few).from(first).batch(2).steps(1).fit().model();
    assertEquals(
        ((TextPrior) first).vocabulary().vocabulary(),
        ((TextPrior) more).vocabulary().vocabulary());
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }

  @Test
  void should_say_what_it_cannot_learn_from() {
    refused(
        NET.text()
            + " learns from pictures with reports, and imagesOf(…) has none; use on(pairs), or leave text(…) out",
        () -> train(NET).on(Spots.pictures(8, 1)));
    refused(
        NET.text()
            + " is told what to draw in words and by nothing else; it minimises denoising(), and ita() is another thing",
        () -> train(NET).minimise(ita()));
    var a = Corruptions.missing(.5);
    assertTrue(
        assertThrows(
                IllegalArgumentException.class,
                () -> train(NET).minimise(ambient(a, a.further(.1))))
            .getMessage()
            .contains("is told what to draw in words and by nothing else"));
    refused(
        "captions are dropped at a rate from 0 up and below 1, not 1.0",
        () -> train(NET).captionDrop(1));
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> train(unet(8, 1)).captionDrop(.1))
            .getMessage()
            .contains("has no use for captionDrop(…); leave it out"));
  }
}
