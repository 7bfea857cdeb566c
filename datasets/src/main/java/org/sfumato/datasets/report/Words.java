package org.sfumato.datasets.report;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.sfumato.datasets.phantom.Finding;

/** What findings are called, in the labels and in the reports. */
final class Words {
  /** A focal lesion of the brain; not in {@link Finding}, because it is any of several. */
  static final String LESION = "lesion";

  /** What counts as a lesion. */
  static final Set<Finding> LESIONS =
      EnumSet.of(Finding.INFARCT, Finding.HAEMORRHAGE, Finding.MASS);

  private Words() {}

  static String of(Finding finding) {
    // On T1 they are dark, so that their usual name would mislead.
    return finding == Finding.WHITE_MATTER_HYPERINTENSITIES
        ? "white matter disease"
        : finding.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
