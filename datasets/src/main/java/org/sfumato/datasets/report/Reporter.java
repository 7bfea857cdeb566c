package org.sfumato.datasets.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.sfumato.datasets.phantom.Finding;

/**
 * Writes the report of a slice from what it shows: what is there, some of what is not, sentences
 * that tell nothing of it, and often an impression. Somewhat less than half of them depart from the
 * truth in one of the ways of {@link Doubt}. The same seed gives the same report.
 */
final class Reporter {
  private static final double DOUBTFUL = 0.46;

  private final Grammar common;
  private final Grammar modality;
  private final List<Finding> known;

  /**
   * @param modality the file with words for what is dark and bright
   * @param known the findings that this modality shows, which reports speak of
   */
  Reporter(String modality, List<Finding> known) {
    this.common = Grammar.shipped("reports.txt");
    this.modality = Grammar.shipped(modality);
    this.known = List.copyOf(known);
  }

  /** A report, and in what it departs from the truth. */
  record Report(String text, Doubt doubt) {}

  Report write(List<Sign> signs, long seed) {
    return new Draft(signs, new Random(seed)).report();
  }

  /** One report in the making. */
  private final class Draft {
    private final Random random;
    private final List<Sign> signs;
    private final List<Finding> absent = new ArrayList<>(known);
    private final List<String> before = new ArrayList<>();
    private final List<String> body = new ArrayList<>();
    private final Set<Finding> named = EnumSet.noneOf(Finding.class);
    private final boolean concluded;

    Draft(List<Sign> all, Random random) {
      this.random = random;
      signs = new ArrayList<>(all.stream().filter(s -> known.contains(s.finding())).toList());
      signs.forEach(s -> absent.remove(s.finding()));
      Collections.shuffle(signs, random);
      Collections.shuffle(absent, random);
      concluded = chance(0.55);
    }

    private boolean chance(double p) {
      return random.nextDouble() < p;
    }

    Report report() {
      frame();
      var doubt = doubt();
      var rest = signs;
      if (doubt == Doubt.SUSPECTED) {
        body.add(about(absent.remove(0), "hedged"));
      } else if (doubt != Doubt.NONE) {
        rest = signs.subList(1, signs.size());
        doubtful(signs.get(0), doubt);
      }
      rest.forEach(
          sign -> {
            named.add(sign.finding());
            body.add(said(sign));
          });
      denied();
      if (chance(0.35)) {
        body.add(common("other organs"));
      }
      Collections.shuffle(body, random);
      var text = new ArrayList<>(before);
      text.addAll(body);
      if (concluded) {
        text.add(impression(doubt));
      }
      return new Report(String.join(" ", text), doubt);
    }

    /** Sentences that tell nothing of the findings. */
    private void frame() {
      if (chance(0.35)) {
        before.add(common("patient"));
      }
      if (chance(0.4)) {
        before.add(common("technique"));
      }
      if (chance(0.2)) {
        before.add(common("comparison"));
      }
      if (chance(0.1)) {
        before.add(common("quality"));
      }
    }

    private Doubt doubt() {
      if (!chance(DOUBTFUL)) {
        return Doubt.NONE;
      }
      if (signs.isEmpty() || chance(0.1)) {
        return Doubt.SUSPECTED;
      }
      double u = random.nextDouble();
      return u < 0.45 ? Doubt.HEDGED : u < 0.75 ? Doubt.OMITTED : Doubt.CONTRADICTED;
    }

    private void doubtful(Sign sign, Doubt doubt) {
      if (doubt == Doubt.HEDGED) {
        boolean placed =
            sign.side() != Side.BOTH && Words.LESIONS.contains(sign.finding()) && chance(0.6);
        body.add(placed ? about(sign, "hedged place") : about(sign.finding(), "hedged"));
      } else if (doubt == Doubt.CONTRADICTED) {
        body.add(about(sign.finding(), "absent"));
        // With an impression, half of these say both; else the finding is plainly denied.
        if (concluded && chance(0.5)) {
          named.add(sign.finding());
        }
      }
    }

    private String said(Sign sign) {
      return sentence(Words.of(sign.finding()) + " seen", given(sign));
    }

    /** Some of what is not there, alone, in a row, or by what is normal instead. */
    private void denied() {
      boolean clean = signs.stream().noneMatch(s -> Words.LESIONS.contains(s.finding()));
      if (clean && chance(0.45)) {
        body.add(common("no lesion"));
      }
      if (lacks(Finding.ATROPHY) && lacks(Finding.HYDROCEPHALUS) && chance(0.3)) {
        body.add(common("normal spaces"));
      }
      if (lacks(Finding.FRACTURE) && chance(0.12)) {
        body.add(common("normal bone"));
      }
      if (lacks(Finding.MIDLINE_SHIFT) && chance(0.12)) {
        body.add(common("normal midline"));
      }
      int left = Math.min(absent.size(), 1 + random.nextInt(4));
      int from = 0;
      while (from < left) {
        int several = chance(0.6) ? Math.min(left - from, 2 + random.nextInt(2)) : 1;
        var these = absent.subList(from, from + several);
        from += several;
        body.add(
            several == 1
                ? about(these.get(0), "absent")
                : sentence("absent several", Map.of("list", listed(these, " or "))));
      }
    }

    private boolean lacks(Finding finding) {
      return absent.contains(finding);
    }

    private String impression(Doubt doubt) {
      if (named.isEmpty() && signs.isEmpty() && doubt == Doubt.NONE) {
        return common("impression healthy");
      }
      if (named.isEmpty()) {
        return sentence("impression", Map.of("list", "no " + listed(absent.subList(0, 1), "")));
      }
      return sentence("impression", Map.of("list", listed(List.copyOf(named), " and ")));
    }

    private String listed(List<Finding> findings, String last) {
      var names = findings.stream().map(this::named).toList();
      int n = names.size();
      return n == 1
          ? names.get(0)
          : names.stream().limit(n - 1).collect(Collectors.joining(", ")) + last + names.get(n - 1);
    }

    private String named(Finding finding) {
      return common.phrase(Words.of(finding), Map.of(), random);
    }

    private String about(Finding finding, String rule) {
      return sentence(rule, aboutIt(finding));
    }

    private String about(Sign sign, String rule) {
      var given = aboutIt(sign.finding());
      given.putAll(given(sign));
      return sentence(rule, given);
    }

    private Map<String, String> aboutIt(Finding finding) {
      var word = Words.of(finding);
      var given = new HashMap<String, String>();
      given.put("it", common.phrase(word, Map.of(), random));
      given.put("thing", common.phrase(word + " thing", Map.of(), random));
      return given;
    }

    private Map<String, String> given(Sign sign) {
      var given = looks();
      var side = sign.side();
      given.put("side", side.word());
      given.put(
          "where",
          side == Side.BOTH
              ? sign.place().words() + " on both sides"
              : side.word() + " " + sign.place().words());
      given.put("bone", sign.place().bone());
      given.put("size", size(sign.millimetres()));
      given.put("cm", String.format(java.util.Locale.ROOT, "%.1f cm", sign.millimetres() / 10.));
      return given;
    }

    /** Sizes are said three times in four. */
    private String size(int millimetres) {
      return chance(0.25) ? "" : millimetres < 22 ? "small" : millimetres > 34 ? "large" : "";
    }

    private Map<String, String> looks() {
      var given = new HashMap<String, String>();
      for (var rule : modality.names()) {
        given.put(rule, modality.phrase(rule, Map.of(), random));
      }
      given.put("age", String.valueOf(18 + random.nextInt(73)));
      return given;
    }

    private String common(String rule) {
      return sentence(rule, looks());
    }

    private String sentence(String rule, Map<String, String> given) {
      return common.sentence(rule, given, random);
    }
  }
}
