package org.sfumato.kernel.render;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import org.sfumato.kernel.html.Escape;
import org.sfumato.kernel.message.Bundle;

/** A map: text, and a table of its keys and values. */
record MapForms(Renderers renderers) implements OfStructure<Map<?, ?>> {
  private static final int MOST_ROWS = 40;

  /** Of more rows than that, so many are shown. */
  private static final int FIRST_ROWS = 25;

  @Override
  public Bundle of(Map<?, ?> map) {
    var bundle = Bundle.text(PlainText.of(map, renderers));
    int most = map.size() > MOST_ROWS ? FIRST_ROWS : MOST_ROWS;
    var rows = new ArrayList<List<HtmlTable.Cell>>();
    try {
      for (var e : map.entrySet()) {
        if (rows.size() == most) {
          break;
        }
        var key = HtmlTable.Cell.of(e.getKey(), renderers);
        rows.add(List.of(key.asHead(), HtmlTable.Cell.of(e.getValue(), renderers)));
      }
    } catch (ConcurrentModificationException e) {
      return bundle;
    }
    if (rows.isEmpty()) {
      return bundle;
    }
    int more = map.size() - rows.size();
    var note = more > 0 ? "… " + more + " more" : "";
    return bundle.with(Bundle.HTML, new HtmlTable("", List.of(), rows, Escape.html(note)).html());
  }
}
