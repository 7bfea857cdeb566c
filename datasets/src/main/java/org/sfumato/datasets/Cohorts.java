package org.sfumato.datasets;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.sfumato.Dataset;

/** The cohorts that can be read once their files are there. One more is one entry here. */
final class Cohorts {
  /** As the square of brainweb, so that heads have one scale in all sets. */
  private static final double HEAD = 216;

  private static final double PELVIS = 400;

  private static final List<Cohort> ALL =
      List.of(
          new Cohort(
              "ixi",
              List.of("t1", "pd", "t2"),
              Levels.head(12, 35, 5, HEAD),
              List.of(Window.bright(), Window.bright(), Window.bright()),
              "Real MR of some 580 healthy heads (IXI), T1-, PD- and T2-weighted, from three hospitals of London.",
              "CC BY-SA 3.0",
              "IXI, Information eXtraction from Images, EPSRC GR/S21533/02",
              "https://brain-development.org/ixi-dataset (IXI-T1.tar, IXI-PD.tar, IXI-T2.tar)",
              "IXI-T1.tar and IXI-PD.tar, for t2 also IXI-T2.tar, as they come or unpacked,",
              ScanFiles.nifti(
                  Pattern.compile(
                      "IXI(?<patient>\\d+)-[\\w-]+-(?<contrast>T1|PD|T2)\\.nii(\\.gz)?"),
                  Pattern.compile("IXI-(T1|PD|T2)\\.tar"))),
          new Cohort(
              "goldatlas",
              List.of("mr", "ct"),
              Levels.trunk(16, PELVIS),
              List.of(Window.bright(), Window.hounsfield(40, 400)),
              "Real CT and MR of 19 male pelves (Gold Atlas) from three hospitals of Sweden. They lie as their files say; no registration is made here.",
              "on request, for academic and educational use; not to be passed on",
              "Nyholm et al., MR and CT data with multiobserver delineations of organs in the pelvic area, Medical Physics 2018",
              "https://doi.org/10.5281/zenodo.583096",
              "a folder for each patient, named by a number such as 1_01_P, with two folders CT and MR in it, each with the DICOM files of one series,",
              ScanFiles.dicom(Map.of("ct", "CT", "mr", "MR"))),
          new Cohort(
              "curious",
              List.of("t1", "flair"),
              Levels.head(12, 35, 5, HEAD),
              List.of(Window.bright(), Window.bright()),
              "Real MR of 23 patients with a low-grade glioma, T1-weighted and FLAIR, before the operation (RESECT, the data of the CuRIOUS challenge).",
              "CC BY 4.0",
              "Xiao, Fortin, Unsgård, Rivaz and Reinertsen, RESECT, Medical Physics 2017",
              "https://doi.org/10.11582/2017.00004",
              "the NIfTI files Case1-T1.nii.gz, Case1-FLAIR.nii.gz and so on, in any folders below,",
              ScanFiles.nifti(
                  Pattern.compile("Case(?<patient>\\d+)-(?<contrast>T1|FLAIR)\\.nii(\\.gz)?"),
                  null)));

  private Cohorts() {}

  static List<Dataset> sets() {
    return ALL.stream()
        .flatMap(c -> c.contrasts().stream().<Dataset>map(name -> new PatientSet(c, name)))
        .toList();
  }
}
