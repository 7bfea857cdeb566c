package org.sfumato.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sfumato.Data;
import org.sfumato.corruption.Corruptions;
import org.sfumato.judge.Judging;
import org.sfumato.metric.Metrics;
import org.sfumato.restore.Restorers;

/**
 * How far one comes on garments without a prior. The expected numbers are of SciPy and NumPy on the
 * same images, {@code griddata(method="linear")} with the nearest pixel outside of the hull, and
 * the normal equations with the covariance of the training images and the same ridge, on other
 * masks.
 */
@Tag("slow")
class FloorsTest {
  @ParameterizedTest
  @CsvSource({".2, 26.24, 31.48", ".5, 21.52, 25.88", ".8, 17.84, 21.41"})
  void should_come_as_far_as_scipy_without_a_prior(double p, double linear, double wiener) {
    var garments = Data.dataset("fashion");
    var table =
        Judging.bench(garments.test().first(256), Corruptions.missing(p))
            .run(Restorers.interpolated(), Restorers.wiener(garments.train()))
            .score(Metrics.psnr());
    assertEquals(linear, table.row("interpolated").value("PSNR"), .2, table.text());
    assertEquals(wiener, table.row("wiener").value("PSNR"), .2, table.text());
  }
}
