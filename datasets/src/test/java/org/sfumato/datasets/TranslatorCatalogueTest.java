package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.corruption.Corruptions.observed;
import static org.sfumato.restore.Restorers.translator;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sfumato.Catalogue;
import org.sfumato.diffusion.Diffusion;
import org.sfumato.network.Networks;

/** Translators that lie in a folder of priors on the class path, by their names. */
class TranslatorCatalogueTest {
  private static final String TINY = "tiny-pd-to-t1";

  @Test
  void should_find_a_translator_by_its_name() {
    assertTrue(Catalogue.found().trained("translator").contains(TINY));
    var found = translator(TINY);
    assertEquals("translator(\"tiny-pd-to-t1\")", found.text());
    assertEquals("resnetGenerator(8, 1).width(4).blocks(1)", found.network().text());
    assertEquals(found.weights().hash(), found.provenance().identity().get("weights"));
    var file = Catalogue.found().trained("translator", TINY).toString();
    var pd = PhantomSlices.of("pd").more(3, 5, 8);
    assertArrayEquals(
        translator(file).restore(observed(pd)).values(), found.restore(observed(pd)).values());
  }

  @Test
  void should_say_which_translators_there_are_if_one_is_not() {
    var known = String.join(", ", Catalogue.found().trained("translator"));
    assertEquals(
        "there is no translator \"tiny-pd-to-t2\"; did you mean \"tiny-pd-to-t1\"? Known: "
            + known
            + ".",
        said(() -> translator("tiny-pd-to-t2")));
    var other = said(() -> translator("xyz"));
    assertEquals("there is no translator \"xyz\". Known: " + known + ".", other);
  }

  @Test
  void should_keep_the_kinds_apart() {
    var catalogue = Catalogue.found();
    assertFalse(catalogue.priors().contains(TINY));
    assertFalse(catalogue.trained("generator").contains(TINY));
    assertTrue(said(() -> Diffusion.prior(TINY)).startsWith("there is no prior \"" + TINY + "\""));
    assertTrue(
        said(() -> Networks.domainClassifier("pd-or-t1"))
            .startsWith("there is no domainClassifier \"pd-or-t1\""));
    assertEquals(
        "nothing trained is called a translater; there are prior, generator, translator, domainClassifier, findingClassifier, aligned",
        said(() -> catalogue.trained("translater")));
    for (var kind : List.of("generator", "translator", "domainClassifier", "aligned")) {
      for (var name : catalogue.trained(kind)) {
        assertTrue(catalogue.trained(kind, name).toFile().isFile(), name);
      }
    }
  }

  private static String said(Runnable work) {
    return assertThrows(IllegalArgumentException.class, work::run).getMessage();
  }
}
