package org.sfumato.datasets;

import java.util.List;
import org.sfumato.Dataset;

/**
 * Pictures with reports that can be read once their files are there. One more is one entry here.
 */
final class PairCards {
  private static final String OWN_SPLIT =
      "by patient, for good: a digest of the collection's name and the patient sends about 70 of 100 to train, 15 to validation, 15 to test";

  private static final List<PairCard> ALL =
      List.of(
          new PairCard(
              "mimic-cxr",
              "mimic-cxr",
              224,
              "Real chest radiographs of some 65,000 patients of one hospital with the reports of their radiologists (MIMIC-CXR): frontal views, findings and impression; labels of CheXpert's labeller where their file is there.",
              "the official ones, by patient",
              "credentialed access: a course, and a data use agreement with PhysioNet; not to be passed on",
              "Johnson et al., MIMIC-CXR, Scientific Data 2019",
              "https://physionet.org/content/mimic-cxr-jpg/2.1.0/ and, for the reports, https://physionet.org/content/mimic-cxr/2.1.0/ (mimic-cxr-reports.zip)",
              "mimic-cxr-2.0.0-split.csv.gz, mimic-cxr-2.0.0-metadata.csv.gz, mimic-cxr-2.0.0-chexpert.csv.gz and the folder files with pictures and unpacked reports into %s"),
          new PairCard(
              "chexpert",
              "chexpert",
              224,
              "Real chest radiographs of some 65,000 patients of one hospital (CheXpert), frontal views, with 14 labels that may be uncertain; no reports. Uncertain findings are unknown here; pairs(path, pixels, Uncertain.MGCA) and its kin treat them otherwise.",
              "the official validation set tests, as in MGCA; of the training patients one in twenty validates",
              "on registration, Stanford's research use agreement; not to be passed on",
              "Irvin et al., CheXpert, AAAI 2019",
              "https://stanfordmlgroup.github.io/competitions/chexpert/",
              "what lies in CheXpert-v1.0-small or CheXpert-v1.0 (train.csv, valid.csv, the folders train and valid) into %s"),
          new PairCard(
              "rsna-pneumonia",
              "rsna-pneumonia",
              224,
              "Real chest radiographs of 26,684 patients with the label pneumonia (RSNA challenge of 2018); no reports.",
              OWN_SPLIT,
              "the competition's rules, on registration with Kaggle; research and education, with attribution",
              "Shih et al., Radiology: Artificial Intelligence 2019; images of the NIH (Wang et al., CVPR 2017)",
              "https://www.kaggle.com/competitions/rsna-pneumonia-detection-challenge/data",
              "stage_2_train_labels.csv and the folder stage_2_train_images into %s"),
          new PairCard(
              "open-i",
              "open-i",
              224,
              "Real chest radiographs, front and side, of 3,955 reports from hospitals of Indiana (Open-I, IU X-ray), with findings and impression; labels are the coders' major headings.",
              OWN_SPLIT + "; a report counts as a patient",
              "CC BY-NC-ND 4.0",
              "Demner-Fushman et al., JAMIA 2016",
              "https://openi.nlm.nih.gov/imgs/collections/NLMCXR_reports.tgz and https://openi.nlm.nih.gov/imgs/collections/NLMCXR_png.tgz",
              "both archives, unpacked, into %s"),
          new PairCard(
              "medmnist/pneumonia",
              "medmnist/pneumoniamnist.npz",
              28,
              "Real chest radiographs of children with the label pneumonia, 28×28 (PneumoniaMNIST); no reports.",
              "the publisher's: 4708, 524 and 624 pictures",
              "CC BY 4.0",
              "Yang et al., MedMNIST v2, Scientific Data 2023; Kermany et al., Cell 2018",
              "https://zenodo.org/records/10519652/files/pneumoniamnist.npz?download=1 (MD5 28209eda62fecd6e6a2d98b1501bb15f)",
              "pneumoniamnist.npz at %s"),
          new PairCard(
              "medmnist/chest",
              "medmnist/chestmnist.npz",
              28,
              "Real chest radiographs with 14 labels mined from reports, 28×28 (ChestMNIST); no reports.",
              "the publisher's, by patient",
              "CC BY 4.0",
              "Yang et al., MedMNIST v2, Scientific Data 2023; Wang et al., CVPR 2017",
              "https://zenodo.org/records/10519652/files/chestmnist.npz?download=1 (MD5 02c8a6516a18b556561a56cbdd36c4a8)",
              "chestmnist.npz at %s"));

  private PairCards() {}

  static List<Dataset> sets() {
    return ALL.stream().<Dataset>map(PairSet::new).toList();
  }
}
