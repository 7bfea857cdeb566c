package org.sfumato.datasets.paired;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Provenance;
import org.sfumato.datasets.format.BadFile;

/** Collects pairs whose pictures lie in files, part by part. */
final class Listing {
  /** A part of a set of pairs. */
  enum Part {
    TRAIN,
    VALIDATION,
    TEST;

    private static final int SHARES = 20;

    /**
     * The part that a patient belongs to for good, by a digest of the collection and the patient:
     * of twenty patients about fourteen train, three validate and three test.
     */
    static Part of(String collection, String patient) {
      int share = share(collection, patient);
      return share < 3 ? TEST : share < 6 ? VALIDATION : TRAIN;
    }

    /** Where the test patients are given: one in twenty of the others validates. */
    static Part trained(String collection, String patient) {
      return share(collection, patient) == 0 ? VALIDATION : TRAIN;
    }

    private static int share(String collection, String patient) {
      var digest = Provenance.digest(collection + " patient " + patient);
      return (int) (Long.parseLong(digest.substring(0, 8), 16) * SHARES >> 32);
    }
  }

  private final String collection;
  private final Reading how;
  private final List<String> findings;
  private final Map<Part, List<Radiographs.Place>> places = new EnumMap<>(Part.class);
  private final Map<Part, List<Pairs.Told>> told = new EnumMap<>(Part.class);
  private int listed;
  private int missing;
  private Path firstMissing;

  /**
   * @param collection such as {@code chexpert}, the origin of the pictures' identities
   */
  Listing(String collection, Reading how, List<String> findings) {
    this.collection = collection;
    this.how = how;
    this.findings = findings;
    for (var part : Part.values()) {
      places.put(part, new ArrayList<>());
      told.put(part, new ArrayList<>());
    }
  }

  /** Adds a pair; one whose picture is not there is counted and left out. */
  void add(Part part, Path picture, long position, Pairs.Told one) {
    listed++;
    if (!Files.isRegularFile(picture)) {
      firstMissing = missing++ == 0 ? picture : firstMissing;
      return;
    }
    places.get(part).add(new Radiographs.Place(picture, position));
    told.get(part).add(one);
  }

  /**
   * @param from where they come from, for errors
   */
  Pairs pairs(Path from) {
    if (listed == 0) {
      throw new BadFile(from + " lists no pair that can be used");
    }
    if (missing == listed) {
      throw new BadFile(
          "%s lists %d pictures, but none of them is there, not even %s; put them beside it"
              .formatted(from, listed, firstMissing));
    }
    return Pairs.of(part(Part.TRAIN), part(Part.VALIDATION), part(Part.TEST))
        .described(how.expression());
  }

  private Pairs part(Part part) {
    var provenance =
        Provenance.of("pairs", collection)
            .with("part", part.name().toLowerCase(Locale.ROOT))
            .with("pixels", String.valueOf(how.pixels()))
            .with("uncertain", how.uncertain().toString())
            .with("pictures", Provenance.digest(names(part)))
            .with("left out, picture missing", String.valueOf(missing));
    var pictures =
        new Images(
            new Radiographs(collection, how.pixels(), places.get(part)),
            how.expression() + "." + part.name().toLowerCase(Locale.ROOT) + "().pictures()",
            provenance);
    return Pairs.of(pictures, told.get(part), findings);
  }

  private String names(Part part) {
    var names = new StringBuilder();
    places
        .get(part)
        .forEach(p -> names.append(p.position()).append(' ').append(p.file().getFileName()));
    return names.toString();
  }
}
