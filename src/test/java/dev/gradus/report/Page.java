package dev.gradus.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** Takes the text of a page, gives its elements: an XML parser reads it, so that nothing in it is left open or ambiguous. */
record Page(String text, Document document) {
  static Page of(String html) {
    try {
      return new Page(html, DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(html))));
    } catch (Exception e) {
      throw new AssertionError("the page is not well formed: " + e.getMessage(), e);
    }
  }

  /** The elements of a kind, or all with *. */
  List<Element> elements(String tag) {
    return children(document.getElementsByTagName(tag));
  }

  static List<Element> within(Element element, String tag) {
    return children(element.getElementsByTagName(tag));
  }

  private static List<Element> children(NodeList nodes) {
    return new ArrayList<>(IntStream.range(0, nodes.getLength()).mapToObj(i -> (Element) nodes.item(i)).toList());
  }

  /** The names of the sections, in order. */
  List<String> sections() {
    return elements("section").stream().map(section -> section.getAttribute("id")).toList();
  }

  String body() {
    return elements("body").get(0).getTextContent();
  }
}
