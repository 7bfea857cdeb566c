package org.sfumato.datasets.paired;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.sfumato.Pairs;
import org.sfumato.datasets.format.BadFile;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * The chest radiographs of Indiana University (Open-I): reports as XML, pictures as PNG, anywhere
 * below the folder. A finding is there if a coder gave the report a major heading that begins with
 * it. The pictures of one report are one patient's; 70 % of the reports train, 15 % validate and 15
 * % test. Source: Demner-Fushman et al., JAMIA 2016.
 */
final class OpenI implements Layout {
  /** The most frequent major headings that name something in the lungs, the heart or the pleura. */
  static final List<String> FINDINGS =
      List.of(
          "normal",
          "Cardiomegaly",
          "Pulmonary Atelectasis",
          "Calcified Granuloma",
          "Opacity",
          "Lung/hypoinflation",
          "Pleural Effusion",
          "Nodule",
          "Emphysema",
          "Pneumonia",
          "Pneumothorax");

  private static final String COLLECTION = "open-i";
  private static final int DEPTH = 4;
  private static final int LISTED = 1000;

  @Override
  public String name() {
    return "Open-I";
  }

  @Override
  public String sign() {
    return "XML reports such as ecgen-radiology/1.xml and PNG pictures such as CXR1_1_IM-0001-3001.png";
  }

  @Override
  public boolean fits(Path path) throws IOException {
    return !files(path, ".xml").isEmpty();
  }

  private static List<Path> files(Path path, String ending) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(path, DEPTH)) {
      return all.filter(f -> f.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(ending))
          .sorted()
          .toList();
    }
  }

  @Override
  public Pairs read(Path path, Reading how) throws IOException {
    var folder = files(path, ".png").stream().findFirst().map(Path::getParent).orElse(path);
    var listing = new Listing(COLLECTION, how, FINDINGS);
    for (var file : files(path, ".xml")) {
      list(file, folder, listing);
    }
    return listing.pairs(path);
  }

  private static void list(Path file, Path folder, Listing listing) throws IOException {
    var xml = parsed(file);
    var study =
        elements(xml, "uId").stream()
            .map(e -> e.getAttribute("id"))
            .filter(id -> id.matches("CXR\\d{1,9}"))
            .findFirst()
            .orElseThrow(() -> new BadFile(file + " is not a report of Open-I: it has no uId"));
    var told = new Pairs.Told(report(xml), study, labels(xml));
    long position = Long.parseLong(study.substring(3)) * LISTED;
    for (var picture : elements(xml, "parentImage")) {
      listing.add(
          Listing.Part.of(COLLECTION, study),
          folder.resolve(picture.getAttribute("id") + ".png"),
          position++,
          told);
    }
  }

  private static String report(Document xml) {
    return Stream.of("FINDINGS", "IMPRESSION")
        .flatMap(label -> section(xml, label).stream())
        .filter(text -> !text.isEmpty())
        .reduce((a, b) -> a + " " + b)
        .orElse("");
  }

  private static Optional<String> section(Document xml, String label) {
    return elements(xml, "AbstractText").stream()
        .filter(e -> e.getAttribute("Label").equalsIgnoreCase(label))
        .map(e -> e.getTextContent().strip().replaceAll("\\s+", " "))
        .findFirst();
  }

  /** Reports without any heading were not coded. */
  private static List<Integer> labels(Document xml) {
    var majors = elements(xml, "major").stream().map(e -> e.getTextContent().strip()).toList();
    return FINDINGS.stream()
        .map(
            finding ->
                majors.isEmpty()
                    ? Pairs.UNKNOWN
                    : majors.stream().anyMatch(m -> begins(m, finding))
                        ? Pairs.PRESENT
                        : Pairs.ABSENT)
        .toList();
  }

  private static boolean begins(String major, String finding) {
    return major.regionMatches(true, 0, finding, 0, finding.length());
  }

  private static List<Element> elements(Document xml, String name) {
    NodeList found = xml.getElementsByTagName(name);
    var all = new ArrayList<Element>();
    for (int i = 0; i < found.getLength(); i++) {
      all.add((Element) found.item(i));
    }
    return all;
  }

  /** Without anything that a file could make the parser fetch or repeat. */
  private static Document parsed(Path file) throws IOException {
    try (var in = Files.newInputStream(file)) {
      var factory = DocumentBuilderFactory.newInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setXIncludeAware(false);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(in);
    } catch (SAXParseException e) {
      throw new BadFile(
          "%s is damaged or cut off: it is no XML at line %d; copy it again"
              .formatted(file, e.getLineNumber()),
          e);
    } catch (SAXException | ParserConfigurationException e) {
      throw new BadFile(file + " could not be parsed: " + e.getMessage(), e);
    }
  }

  /** The usual handler writes to standard error. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {
      // Nothing that matters here.
    }

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
