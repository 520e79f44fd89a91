package dev.redthread.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line.
 *
 * <p><i>Exit codes:</i> 0 done; 1 the input was not good, or something failed; 2 bad usage.
 */
@Command(
    name = "redthread",
    mixinStandardHelpOptions = true,
    version = "redthread 0.1.0",
    description = {
      "",
      "Follows the red thread through security logs: reads the logs of identity providers, analytics vendors"
          + " and SaaS, finds attack sequences, and builds incidents.",
      ""
    },
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      BacktestCommand.class,
      LintCommand.class,
      ConvertCommand.class,
      TestCommand.class,
      ExplainCommand.class,
      CoverageCommand.class,
      SourcesCommand.class,
      NormalizeCommand.class
    },
    footer = {
      "",
      "Start here:",
      "  ./redthread demo                                   see it find two recorded attacks, end to end",
      "  ./redthread lint patterns                          check the patterns",
      "  ./redthread test patterns                          run their tests",
      "  ./redthread backtest --patterns patterns --events log.ndjson",
      "                                                     what would have been found in a recorded log",
      "",
      "./redthread COMMAND --help explains a command. Exit codes: 0 done, 1 bad input or failure, 2 bad usage."
    })
public final class Redthread implements Runnable {

  @Spec private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(commandLine().execute(arguments));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new Redthread());
    commandLine.setUsageHelpWidth(110);
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(Redthread::badUsage);
    commandLine.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command
              .getErr()
              .println("redthread " + command.getCommandName() + ": " + reason(failure));
          if (!(failure instanceof Failure)) {
            failure.printStackTrace(command.getErr());
          }
          return 1;
        });
    return commandLine;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "no command given");
  }

  private static int badUsage(ParameterException problem, String[] arguments) {
    CommandLine command = problem.getCommandLine();
    PrintWriter err = command.getErr();
    String message = reason(problem).lines().findFirst().orElse("bad usage");
    err.println(
        command.getCommandSpec().qualifiedName()
            + ": "
            + message
            + "; see './"
            + command.getCommandSpec().qualifiedName()
            + " --help'");
    return 2;
  }

  private static String reason(Throwable failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }
}
