package org.sfumato.datasets;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.zip.GZIPInputStream;
import org.sfumato.Dataset;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.datasets.report.Modality;
import org.sfumato.datasets.report.Sign;
import org.sfumato.datasets.report.Study;

/**
 * Slices of procedural heads with generated reports. Pictures are computed when read; what each
 * slice shows was worked out from its tissue beforehand, because that takes minutes, and ships.
 *
 * @param modality how the slices are taken and told of
 * @param departures in how many reports something is hedged, left out or wrong, as counted
 */
record PhantomReports(Modality modality, String departures)
    implements NamedSet.Source, NamedSet.Reports {
  static final String SIGNS = "phantom_reports_signs.txt.gz";

  private static final int SIDE = 64;
  private static final int TRAIN_HEADS = 3000;
  private static final int VALIDATION = 500;
  private static final int TEST = 1000;
  private static final long TRAIN_FROM = 3_000_000;
  private static final long VALIDATION_FROM = 4_000_000;
  private static final long TEST_FROM = 5_000_000;

  private static final List<PhantomReports> ALL =
      List.of(
          new PhantomReports(
              Modality.ct(),
              "47 % of the reports depart from what the slice shows: a finding is hedged in 15 %, left out in 9 %, denied or contradicted in 8 %, and one that is not there is suspected in 14 %"),
          new PhantomReports(
              Modality.t1(),
              "46 % of the reports depart from what the slice shows: a finding is hedged in 15 %, left out in 11 %, denied or contradicted in 9 %, and one that is not there is suspected in 12 %"));

  static List<Dataset> sets() {
    return ALL.stream().map(PhantomReports::set).toList();
  }

  /** Of {@code ct} or {@code t1}. */
  static PhantomReports of(String modality) {
    return ALL.stream().filter(r -> r.modality.name().equals(modality)).findFirst().orElseThrow();
  }

  private Dataset set() {
    var card =
        new Card(
            id(),
            "Computed head slices with generated reports and true labels: "
                + modality.description()
                + ". Not a substitute for patients.",
            "Apache-2.0, part of Sfumato",
            "Sfumato",
            "computed: seed → anatomy → tissue shares → grey levels; tissue shares → what the slice shows → labels and report",
            Shipped.listed(SIGNS),
            made(),
            "by patient, each of another anatomy: %d patients with two slices train, one slice each of %d validate and of %d test"
                .formatted(TRAIN_HEADS, VALIDATION, TEST),
            new int[] {2 * TRAIN_HEADS, VALIDATION, TEST});
    return new NamedSet(card, SIDE, this, Optional.empty(), Optional.of(this));
  }

  private String made() {
    return String.join(
        "\n",
        "frame of 217 mm; front up, the patient's right on the left; the same slices in every modality",
        "a finding is labelled if the same slice without it differs in at least 3 of 64×64 pixels' worth of tissue: what another finding covers, or what lies at another level of the patient, is not in the slice",
        "\"lesion\" means " + modality.lesions() + "; \"haemorrhage\" means one within the brain",
        "reports are composed from what the slice shows, with varied words; "
            + departures
            + ". The labels stay what the slice shows");
  }

  private String id() {
    return "phantom/" + modality.name() + "-reports";
  }

  @Override
  public Images part(Split split, int side) {
    var text = CardSet.expression(id(), side == SIDE ? 0 : side, split);
    var provenance =
        Provenance.of("dataset", id())
            .with("split", split.word())
            .with("side", String.valueOf(side))
            .with("version", "1");
    return new Images(
        new PhantomPixels(
            Study.ORIGIN,
            side,
            positions(split),
            position -> modality.picture(Study.at(position), side)),
        text,
        provenance);
  }

  /** Neighbours lie in the lower and the upper half in turn; a patient's slices lie far apart. */
  static long[] positions(Split split) {
    return switch (split) {
      case TRAIN ->
          LongStream.concat(slices(TRAIN_FROM, TRAIN_HEADS, 0), slices(TRAIN_FROM, TRAIN_HEADS, 1))
              .toArray();
      case VALIDATION -> slices(VALIDATION_FROM, VALIDATION, 0).toArray();
      case TEST -> slices(TEST_FROM, TEST, 0).toArray();
    };
  }

  private static LongStream slices(long from, int heads, int first) {
    return LongStream.range(0, heads)
        .map(i -> new Study(from + i, (int) ((i + first) % 2)).position());
  }

  @Override
  public List<Pairs.Told> of(Images x) {
    var signs = signs();
    return x.ids().stream()
        .map(id -> Study.at(id.position()))
        .map(study -> modality.told(study, signs.get(study.position())))
        .toList();
  }

  @Override
  public List<String> findings() {
    return modality.names();
  }

  /** What each slice shows, by position: a line has the position, then signs between commas. */
  static Map<Long, List<Sign>> signs() {
    return Loaded.SIGNS;
  }

  private static final class Loaded {
    private static final Map<Long, List<Sign>> SIGNS = read();

    private static Map<Long, List<Sign>> read() {
      var all = new HashMap<Long, List<Sign>>();
      try (var in =
          new BufferedReader(
              new InputStreamReader(
                  new GZIPInputStream(Shipped.open(PhantomReports.SIGNS)),
                  StandardCharsets.UTF_8))) {
        in.lines()
            .forEach(
                line -> {
                  var parts = line.split(",");
                  all.put(
                      Long.parseLong(parts[0]),
                      Arrays.stream(parts).skip(1).map(Sign::parse).toList());
                });
      } catch (IOException e) {
        throw new UncheckedIOException("the signs of the reports could not be read", e);
      }
      return Map.copyOf(all);
    }
  }
}
