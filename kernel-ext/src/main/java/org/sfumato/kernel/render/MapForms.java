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

  @Override
  public Bundle of(Map<?, ?> map) {
    var bundle = Bundle.text(PlainText.of(map, renderers));
    var rows = new ArrayList<List<HtmlTable.Cell>>();
    try {
      for (var e : map.entrySet()) {
        if (rows.size() == MOST_ROWS) {
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
