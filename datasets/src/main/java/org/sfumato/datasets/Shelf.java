package org.sfumato.datasets;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sfumato.Catalogue;
import org.sfumato.Dataset;
import org.sfumato.Images;
import org.sfumato.Pairs;
import org.sfumato.Uncertain;
import org.sfumato.datasets.paired.PairFiles;

/** All that this module offers, by name. A new set is one line here. */
public final class Shelf implements Catalogue {
  private final Map<String, Dataset> sets = new LinkedHashMap<>();

  public Shelf() {
    add(BrainSlices.sets());
    add(PhantomSlices.sets());
    add(PhantomReports.sets());
    add(DaikonSlices.sets());
    add(Fashion.sets());
    add(Cohorts.sets());
    add(PairCards.sets());
  }

  private void add(List<Dataset> more) {
    more.forEach(set -> sets.put(set.id(), set));
  }

  @Override
  public Dataset dataset(String id) {
    var set = sets.get(id);
    if (set == null) {
      throw new IllegalArgumentException(Nearest.sentence("data set", id, datasets()));
    }
    return set;
  }

  @Override
  public List<String> datasets() {
    return new ArrayList<>(sets.keySet());
  }

  @Override
  public Images images(String path) {
    return PictureFiles.read(Path.of(path));
  }

  @Override
  public Images volume(String path) {
    return VolumeFile.read(Path.of(path));
  }

  @Override
  public Pairs pairs(String path, int pixels, Uncertain uncertain) {
    return PairFiles.read(Path.of(path), pixels, uncertain);
  }

  @Override
  public Path checkpoint(String id) {
    return Checkpoints.file(id, Kind.PRIOR);
  }

  @Override
  public List<String> priors() {
    return Checkpoints.names(Kind.PRIOR);
  }

  @Override
  public Path trained(String kind, String id) {
    return Checkpoints.file(id, Kind.of(kind));
  }

  @Override
  public List<String> trained(String kind) {
    return Checkpoints.names(Kind.of(kind));
  }

  @Override
  public Path weights(String id) {
    return WeightFiles.usual().path(id);
  }

  @Override
  public List<String> weights() {
    return WeightFiles.usual().ids();
  }
}
