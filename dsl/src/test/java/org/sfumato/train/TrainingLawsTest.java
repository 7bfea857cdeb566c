package org.sfumato.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Collection;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sfumato.Corruption;
import org.sfumato.Images;
import org.sfumato.Interrupted;
import org.sfumato.corruption.Corruptions;
import org.sfumato.engine.Safetensors;
import org.sfumato.engine.Torch;
import org.sfumato.laws.Bench;
import org.sfumato.laws.Members;
import org.sfumato.loss.Losses;
import org.sfumato.network.Aligned;
import org.sfumato.network.Dcgan;
import org.sfumato.network.ImageTower;
import org.sfumato.network.Networks;
import org.sfumato.network.PatchDiscriminator;
import org.sfumato.network.ResnetGenerator;
import org.sfumato.network.StyleGan;
import org.sfumato.network.TwoTower;
import org.sfumato.network.Unet;

/** What every training must do, found by the factories of {@link Trainings}. */
class TrainingLawsTest {
  private static final int SIDE = 8;
  private static final Images X = Bench.pictures(12, 1, SIDE, SIDE, 1);
  private static final Images OTHERS = Bench.pictures(10, 1, SIDE, SIDE, 2);

  @TempDir Path folder;

  /** One of each word, with networks of its own where it takes any: those are small here. */
  static Collection<Training<?>> trainings() {
    var missing = Corruptions.missing(.5);
    var found =
        new Members()
            .given(Corruption.class, missing)
            .given(Dcgan.class, Networks.dcgan(SIDE, 1).width(16))
            .given(Images.class, X, OTHERS)
            .given(ResnetGenerator.class, Networks.resnetGenerator(SIDE, 1).width(4).blocks(1))
            .given(PatchDiscriminator.class, Networks.patchDiscriminator(1).width(4).layers(1))
            .given(StyleGan.class, Networks.styleGan2(SIDE, 1).width(8))
            .given(TwoTower.class, AlignedTrainingTest.NET)
            .given(ImageTower.class, AlignedTrainingTest.NET.image())
            .given(Aligned.class, towers())
            .given(Unet.class, Networks.unet(SIDE, 1).channels(8))
            .given(int.class, SIDE)
            .unchangedOf(Trainings.class, Training.class);
    var byWord = new TreeMap<String, Training<?>>();
    for (Training<?> t : found) {
      // train(unet(…)) and train(twoTower(…)) are two words in this.
      int to = t.text().startsWith("train(") ? "train(".length() : 0;
      var word = t.text().substring(0, t.text().indexOf('(', to));
      byWord.merge(word, t, (a, b) -> a.text().length() > b.text().length() ? a : b);
    }
    byWord.replaceAll((word, t) -> given(t, missing).steps(18).batch(2).seed(3));
    return byWord.values();
  }

  private static Aligned towers() {
    var pairs = Spots.pairs(12, 0);
    return Trainings.train(AlignedTrainingTest.NET).on(pairs).steps(1).batch(2).fit().model();
  }

  /** With what it is to learn from, if it does not bring that along. */
  private static Training<?> given(Training<?> t, Corruption missing) {
    if (t.subject().reads() && t.subject().usual().isEmpty()) {
      return t.on(Spots.pairs(12, 0)).augmented();
    }
    if (t.subject().reads()) {
      var three = Losses.ita().plus(Losses.cta().projected()).plus(Losses.cpa(4));
      return t.on(Spots.pairs(12, 0)).minimise(three).augmented();
    }
    return t.subject().own().isPresent()
        ? t
        : t.text().contains(missing.text()) ? t.on(missing.apply(X)) : t.on(X);
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void should_print_itself(Training<?> t) {
    assertTrue(t.text().matches("[a-zA-Z]+\\(.*\\)\\.steps\\(18\\)\\.batch\\(2\\).*"), t.text());
    assertEquals(t.text(), t.toString());
    var latex = t.latex().orElseThrow();
    assertEquals(
        latex.chars().filter(c -> c == '{').count(), latex.chars().filter(c -> c == '}').count());
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void should_repeat_itself_bit_for_bit_and_differ_by_seed(Training<?> t) {
    var first = t.fit();
    var second = t.fit();
    assertEquals(first.losses(), second.losses(), t.text());
    assertEquals(first.model().weights().hash(), second.model().weights().hash(), t.text());
    var other = t.seed(5).fit().model().weights().hash();
    assertNotEquals(first.model().weights().hash(), other, t.text());
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void should_go_on_exactly_where_it_was_stopped(Training<?> t) throws Exception {
    var whole = t.fit();
    for (int at : new int[] {5, 16}) {
      var state = folder.resolve("state" + at).toString();
      var e = assertThrows(Interrupted.class, () -> Stopped.after(at, t.checkpoint(state)));
      assertEquals(
          "training stopped at step %d of 18; run it again with .resume() to go on from %s"
              .formatted(at, state),
          e.getMessage());
      assertEquals(at, assertInstanceOf(Fit.class, e.kept().orElseThrow()).losses().size());
      var resumed = (at == 5 ? t.checkpoint(state).resume() : t.from(state)).fit();
      assertEquals(whole.losses(), resumed.losses(), t.text());
      assertEquals(whole.model().weights().hash(), resumed.model().weights().hash());
      assertEquals(whole.model().provenance().hash(), resumed.model().provenance().hash());
      var other = t.steps(19).from(state);
      assertEquals(
          "%s is the state of another training:\n  %s\nand not of\n  %s"
              .formatted(state, t.text(), t.steps(19).text()),
          assertThrows(IllegalArgumentException.class, other::fit).getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void should_leave_no_arrays_of_its_own_behind(Training<?> t) {
    t.fit();
    int before = Torch.liveArrays();
    t.steps(30).fit();
    assertEquals(before, Torch.liveArrays(), t.text());
  }

  @ParameterizedTest
  @MethodSource("trainings")
  void should_save_a_file_that_says_what_it_is_and_what_it_learnt_from(Training<?> t) {
    var fit = t.fit();
    var note = Safetensors.read(fit.save(folder.resolve("m.safetensors").toString())).note();
    assertEquals(fit.learntFrom(), note.get("learnt from"));
    assertTrue(fit.text().endsWith("; learnt from " + fit.learntFrom()), fit.text());
    assertEquals(t.text(), note.get("recipe"));
    assertEquals(fit.model().weights().hash(), note.get("weights"));
  }
}
