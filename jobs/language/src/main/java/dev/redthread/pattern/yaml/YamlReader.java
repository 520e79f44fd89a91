package dev.redthread.pattern.yaml;

import dev.redthread.pattern.diagnostic.Code;
import dev.redthread.pattern.diagnostic.Diagnostics;
import dev.redthread.pattern.diagnostic.Place;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads the documents of a file.
 *
 * <p><i>Cost:</i> bounded by the limits below, whatever the file holds.
 */
public final class YamlReader {
  private static final int MOST_CODE_POINTS = 1_000_000;
  private static final int DEEPEST = 40;
  private static final int MOST_ALIASES = 50;

  private final String file;
  private final Diagnostics diagnostics;

  public YamlReader(String file, Diagnostics diagnostics) {
    this.file = file;
    this.diagnostics = diagnostics;
  }

  /** The documents up to the first that is no YAML; empty ones are left out. */
  public List<YamlNode> read(String text) {
    List<YamlNode> documents = new ArrayList<>();
    if (text.length() > MOST_CODE_POINTS) {
      diagnostics.error(
          Code.YAML_LIMIT,
          Place.ofFile(file),
          "the file is longer than " + MOST_CODE_POINTS + " characters");
      return documents;
    }
    YamlNodes nodes = new YamlNodes(file, diagnostics);
    try {
      for (Node document : new Yaml(options()).composeAll(new StringReader(text))) {
        YamlNode node = nodes.convert(document);
        if (node != null && !isEmpty(node)) {
          documents.add(node);
        }
      }
    } catch (ReaderException e) {
      diagnostics.error(
          Code.YAML_SYNTAX, placeOf(text, e.getPosition()), "a character YAML does not allow");
    } catch (MarkedYAMLException e) {
      diagnostics.error(Code.YAML_SYNTAX, placeOf(e.getProblemMark()), problem(e));
    } catch (YAMLException e) {
      diagnostics.error(Code.YAML_LIMIT, Place.ofFile(file), firstLine(e.toString()));
    }
    return documents;
  }

  private static boolean isEmpty(YamlNode node) {
    return node instanceof YamlNode.Scalar scalar && scalar.kind() == YamlNode.Kind.NULL;
  }

  /** The limits under which a file is read. */
  public static LoaderOptions options() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CODE_POINTS);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(MOST_ALIASES);
    options.setAllowRecursiveKeys(false);
    options.setProcessComments(false);
    return options;
  }

  private static String problem(MarkedYAMLException e) {
    String context = e.getContext();
    String problem = firstLine(e.getProblem());
    return context == null ? problem : firstLine(context) + ": " + problem;
  }

  private static String firstLine(String message) {
    return message == null ? "not YAML" : message.lines().findFirst().orElse("not YAML");
  }

  private Place placeOf(Mark mark) {
    return mark == null
        ? Place.ofFile(file)
        : new Place(file, mark.getLine() + 1, mark.getColumn() + 1);
  }

  private Place placeOf(String text, int codePoints) {
    int line = 1;
    int column = 1;
    int[] before = text.codePoints().limit(Math.max(0, codePoints)).toArray();
    for (int point : before) {
      column = point == '\n' ? 1 : column + 1;
      line += point == '\n' ? 1 : 0;
    }
    return new Place(file, line, column);
  }
}
