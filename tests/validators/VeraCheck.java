import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.VeraPDFFoundry;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;

/**
 * Validates PDFs by veraPDF: {@code VeraCheck FLAVOUR... < paths}, one path a line.
 *
 * <p>Prints, tab-separated, {@code PASS}, {@code FAIL} or {@code ERROR}, the flavour and the path; an error's reason
 * comes fourth. Each rule that failed follows on a line of its own: {@code [STANDARD] CLAUSE-TEST xCOUNT DESCRIPTION}.
 * Exits with 0 when all pass, 1 otherwise.
 */
public class VeraCheck {
  /** How many failures of a rule are kept; only their number is printed. */
  private static final int KEPT = 1;

  public static void main(String[] flavours) throws Exception {
    java.util.logging.LogManager.getLogManager().reset();
    List<String> paths = new ArrayList<>();
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      paths.add(line);
    }
    VeraGreenfieldFoundryProvider.initialise();
    boolean allPass = true;
    for (String path : paths) {
      for (String flavour : flavours) {
        allPass &= check(path, PDFAFlavour.byFlavourId(flavour));
      }
    }
    System.exit(allPass ? 0 : 1);
  }

  private static boolean check(String path, PDFAFlavour flavour) {
    VeraPDFFoundry foundry = Foundries.defaultInstance();
    try (PDFAParser parser = foundry.createParser(new File(path), flavour);
        PDFAValidator validator = foundry.createValidator(flavour, KEPT, false, true, false)) {
      ValidationResult result = validator.validate(parser);
      String end = String.valueOf(result.getJobEndStatus());
      if (!"NORMAL".equalsIgnoreCase(end)) {
        System.out.printf("ERROR\t%s\t%s\tended %s%n", flavour.getId(), path, end);
        return false;
      }
      System.out.printf("%s\t%s\t%s%n", result.isCompliant() ? "PASS" : "FAIL", flavour.getId(), path);
      result.getFailedChecks().entrySet().stream().map(failed -> describe(result, failed)).sorted()
          .forEach(System.out::println);
      return result.isCompliant();
    } catch (Exception error) {
      System.out.printf("ERROR\t%s\t%s\t%s%n", flavour.getId(), path, error);
      return false;
    }
  }

  private static String describe(ValidationResult result, Map.Entry<RuleId, Integer> failed) {
    RuleId id = failed.getKey();
    Rule rule = result.getValidationProfile().getRuleByRuleId(id);
    String what = rule == null ? "" : rule.getDescription().replaceAll("\\s+", " ");
    return String.format("  [%s] %s-%d x%d %s", id.getSpecification().getId(), id.getClause(), id.getTestNumber(),
        failed.getValue(), what);
  }
}
