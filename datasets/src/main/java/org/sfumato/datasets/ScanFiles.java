package org.sfumato.datasets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.sfumato.datasets.format.BadFile;
import org.sfumato.datasets.format.DicomSeries;
import org.sfumato.datasets.format.Nifti;
import org.sfumato.datasets.format.Tar;

/** Finds the scans of a cohort by the names of files and folders. */
final class ScanFiles {
  private static final int DEPTH = 8;

  private ScanFiles() {}

  /**
   * NIfTI files at any depth below the folder, and in the archives that lie in it.
   *
   * @param file a file's name, with the groups {@code patient} (digits) and {@code contrast}
   * @param archive the names of tar archives to look into; null for none
   */
  static Cohort.Finder nifti(Pattern file, Pattern archive) {
    return folder -> {
      var found = new Found();
      try (var all = Files.walk(folder, DEPTH)) {
        for (var path : all.filter(Files::isRegularFile).sorted().toList()) {
          var name = path.getFileName().toString();
          var match = file.matcher(name);
          if (match.matches()) {
            found.add(
                match.group("patient"),
                match.group("contrast"),
                nifti(path.toString(), Files.size(path), () -> Files.newInputStream(path)));
          } else if (archive != null && archive.matcher(name).matches()) {
            unpack(path, file, found);
          }
        }
      }
      return found.patients();
    };
  }

  private static void unpack(Path archive, Pattern file, Found found) throws IOException {
    for (var entry : Tar.entries(archive)) {
      var name = entry.name();
      var match = file.matcher(name.substring(name.lastIndexOf('/') + 1));
      if (match.matches()) {
        found.add(
            match.group("patient"),
            match.group("contrast"),
            nifti(archive + ":" + name, entry.size(), entry::open));
      }
    }
  }

  /** Opens a file. */
  private interface Opening {
    InputStream open() throws IOException;
  }

  private static Scan nifti(String name, long bytes, Opening opening) {
    return new Scan(
        name,
        bytes,
        () -> {
          try (var in = new BufferedInputStream(opening.open())) {
            return Nifti.read(in, name).placed();
          }
        });
  }

  /** A folder for each patient with a folder for each contrast, which holds a DICOM series. */
  static Cohort.Finder dicom(Map<String, String> modalityOf) {
    return folder -> {
      var found = new Found();
      for (var patient : folders(folder)) {
        for (var series : folders(patient)) {
          var contrast = series.getFileName().toString().toLowerCase(Locale.ROOT);
          var modality = modalityOf.get(contrast);
          if (modality != null) {
            found.add(
                patient.getFileName().toString().replaceAll("\\D", ""),
                contrast,
                new Scan(
                    series.toString(), bytes(series), () -> DicomSeries.read(series, modality)));
          }
        }
      }
      return found.patients();
    };
  }

  private static Iterable<Path> folders(Path folder) throws IOException {
    try (var all = Files.list(folder)) {
      return all.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static long bytes(Path folder) throws IOException {
    long sum = 0;
    try (var all = Files.list(folder)) {
      for (var file : all.filter(Files::isRegularFile).toList()) {
        sum += Files.size(file);
      }
    }
    return sum;
  }

  /** Scans by patient; one of each contrast. */
  private static final class Found {
    private final SortedMap<Long, Map<String, Scan>> scans = new TreeMap<>();

    void add(String patient, String contrast, Scan scan) {
      if (!patient.matches("\\d{1,9}")) {
        throw new BadFile(
            "%s does not tell its patient: name its folder by a number of 1 to 9 digits"
                .formatted(scan.name()));
      }
      var before =
          scans
              .computeIfAbsent(Long.parseLong(patient), p -> new HashMap<>())
              .putIfAbsent(contrast.toLowerCase(Locale.ROOT), scan);
      if (before != null) {
        throw new BadFile(
            "%s and %s are the same contrast of the same patient; leave one of them there"
                .formatted(before.name(), scan.name()));
      }
    }

    SortedMap<Long, Patient> patients() {
      var patients = new TreeMap<Long, Patient>();
      scans.forEach((number, of) -> patients.put(number, new Patient(number, of)));
      return patients;
    }
  }
}
