package org.sfumato.kernel.magic;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.sfumato.kernel.message.Bundle;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/** {@code %%svg}. */
public final class SvgMagic extends Markup {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  public SvgMagic() {
    super("svg", Bundle.SVG);
  }

  @Override
  public String help() {
    return """
        Shows the cell's text as an SVG drawing.

        %%svg
        <svg viewBox="0 0 40 20" width="200"><circle cx="20" cy="10" r="8" fill="teal"/></svg>""";
  }

  /** A drawing that is not whole is shown by no browser, and none says why. */
  @Override
  String content(String text) {
    var root = new Root();
    try {
      var factory = SAXParserFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      var parser = factory.newSAXParser();
      parser.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      parser.parse(new InputSource(new StringReader(text)), root);
    } catch (SAXParseException e) {
      throw new IllegalArgumentException(
          "the drawing is not well-formed at its line " + e.getLineNumber() + ": " + e.getMessage(),
          e);
    } catch (SAXException | ParserConfigurationException | IOException e) {
      throw new IllegalArgumentException("the drawing cannot be read: " + e.getMessage(), e);
    }
    if (!root.name.equals("svg")) {
      throw new IllegalArgumentException(
          "%%svg needs a drawing that begins with <svg …>, not with <" + root.name + ">");
    }
    // As a picture in a page a drawing must name its namespace.
    return root.namespaced ? text : text.replaceFirst("<svg", "<svg xmlns=\"" + NAMESPACE + "\"");
  }

  private static final class Root extends DefaultHandler {
    private String name = "";
    private boolean namespaced;

    @Override
    public void startElement(String uri, String local, String qualified, Attributes attributes) {
      if (name.isEmpty()) {
        name = qualified;
        namespaced = attributes.getValue("xmlns") != null;
      }
    }

    @Override
    public InputSource resolveEntity(String publicId, String systemId) {
      return new InputSource(new StringReader(""));
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
