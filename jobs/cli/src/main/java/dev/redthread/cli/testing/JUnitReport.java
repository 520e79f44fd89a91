package dev.redthread.cli.testing;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The report of a run as build servers read it: a suite for each file of tests. */
final class JUnitReport {
  private JUnitReport() {}

  /**
   * Writes it.
   *
   * @param byFile the results of each file, in order
   */
  static void write(OutputStream out, Map<String, List<Result>> byFile) throws IOException {
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newFactory().createXMLStreamWriter(out, StandardCharsets.UTF_8.name());
      xml.writeStartDocument(StandardCharsets.UTF_8.name(), "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      counts(byFile.values().stream().flatMap(List::stream).toList(), xml);
      for (Map.Entry<String, List<Result>> each : byFile.entrySet()) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        xml.writeAttribute("name", each.getKey());
        counts(each.getValue(), xml);
        for (Result result : each.getValue()) {
          write(result, xml);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IOException("the report cannot be written", e);
    }
  }

  private static void counts(List<Result> results, XMLStreamWriter xml) throws XMLStreamException {
    long failures = results.stream().filter(result -> !result.passed()).count();
    double seconds = results.stream().mapToLong(Result::nanos).sum() / 1e9;
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("time", seconds(seconds));
  }

  private static void write(Result result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", result.file());
    xml.writeAttribute("name", allowed(result.name()));
    xml.writeAttribute("time", seconds(result.nanos() / 1e9));
    if (!result.passed()) {
      xml.writeStartElement("failure");
      xml.writeAttribute(
          "message", allowed(result.difference().lines().findFirst().orElse("").strip()));
      xml.writeCharacters(allowed(result.difference()));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  private static String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", seconds);
  }

  /** What XML 1.0 cannot hold is replaced. */
  private static String allowed(String text) {
    return text.codePoints()
        .map(
            point ->
                point == '\n'
                        || point == '\t'
                        || (point >= 0x20 && point < 0xD800)
                        || (point >= 0xE000 && point <= 0xFFFD)
                        || point >= 0x10000
                    ? point
                    : 0xFFFD)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }
}
