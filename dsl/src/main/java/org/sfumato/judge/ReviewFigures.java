package org.sfumato.judge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sfumato.Figures;

/** A review as {@link Figures}. */
final class ReviewFigures {
  private ReviewFigures() {}

  static String of(Review review) {
    return Figures.of("review")
        .with("orderings", Figures.list(review.orderings(), ReviewFigures::ordering))
        .with("claims", Figures.list(review.verdicts(), ReviewFigures::verdict))
        .with("notes", ReviewPage.notes(review))
        .with(review.provenance())
        .json();
  }

  private static Map<String, Object> ordering(Ordering o) {
    var about = new LinkedHashMap<String, Object>();
    about.put("label", ReviewPage.label(o));
    about.put("metric", o.metric());
    about.put("reported", o.reported().stream().map(ReviewFigures::said).toList());
    about.put("rerun", cell(o.difference()));
    about.put("verdict", o.outcome().word());
    about.put("reason", o.reason());
    return about;
  }

  private static Map<String, Object> verdict(Verdict v) {
    var about = new LinkedHashMap<String, Object>();
    about.put("label", v.claim().label());
    about.put("metric", v.said().metric());
    about.put("reported", List.of(said(v.said())));
    about.put("rerun", cell(v.rerun()));
    about.put("verdict", v.outcome().word());
    about.put("reason", v.reason());
    about.put("variant", v.variant());
    about.put("source", v.claim().source());
    about.put("protocol", v.claim().protocol());
    about.put("count", v.claim().count() == 0 ? null : v.claim().count());
    return about;
  }

  private static Map<String, Object> said(Said said) {
    var about = new LinkedHashMap<String, Object>();
    about.put("printed", said.printed());
    about.put("value", said.value());
    about.put("spread", said.spread());
    about.put("low", said.low());
    about.put("high", said.high());
    about.put("variant", said.variant().orElse(null));
    return about;
  }

  private static Map<String, Object> cell(Optional<Estimated> rerun) {
    return rerun.map(Estimated::figures).orElse(null);
  }
}
