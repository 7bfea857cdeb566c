package org.sfumato.kernel.command;

import java.nio.file.Path;
import java.util.function.LongConsumer;
import org.sfumato.datasets.Size;
import org.sfumato.datasets.WeightFiles;
import org.sfumato.datasets.WeightsCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sfumato weights}. */
@Command(
    name = "weights",
    description = "The networks that metrics look through, and how to get their weights.",
    mixinStandardHelpOptions = true)
public final class WeightsCommand implements Runnable {
  private static final int TENTHS = 10;

  private final WeightFiles files;

  public WeightsCommand() {
    this(WeightFiles.usual());
  }

  WeightsCommand(WeightFiles files) {
    this.files = files;
  }

  @Override
  public void run() {
    list();
  }

  @Command(
      name = "list",
      description = "Name them, with licence, address and checksum.",
      mixinStandardHelpOptions = true)
  int list() {
    for (var card : files.cards()) {
      System.out.printf(
          "%-14s %-8s %s%n", card.id(), here(files.state(card)), Size.of(card.bytes()));
      System.out.println("    " + card.what());
      System.out.println("    licence  " + card.licence());
      if (!card.shipped()) {
        System.out.println("    address  " + card.address());
      }
      System.out.println("    SHA-256  " + digits(card) + " (" + card.vouched() + ")");
    }
    System.out.println("Fetch one with ./sfumato weights get ID; nothing is fetched unasked.");
    return 0;
  }

  private static String here(WeightFiles.State state) {
    return switch (state) {
      case SHIPPED -> "shipped";
      case HERE -> "here";
      case ABSENT -> "not here";
    };
  }

  private static String digits(WeightsCard card) {
    return card.sha256() + (card.sha256().length() < 64 ? "…" : "");
  }

  @Command(
      name = "get",
      description = "Fetch one into the cache, and keep it only if its checksum is right.",
      mixinStandardHelpOptions = true)
  int get(
      @Parameters(paramLabel = "ID", description = "Such as vgg16; see weights list.") String id,
      @Option(
              names = "--from",
              paramLabel = "FILE",
              description = "Take it from this file instead of from its address.")
          Path from) {
    var card = files.card(id);
    if (card.shipped()) {
      System.out.println(id + " is shipped; there is nothing to fetch");
      return 0;
    }
    if (from == null && files.state(card) == WeightFiles.State.HERE) {
      files.check(card);
      System.out.println("here already: " + files.place(card));
      return 0;
    }
    if (from == null) {
      System.err.printf(
          "%s, %s%nlicence: %s%n", card.address(), Size.of(card.bytes()), card.licence());
    }
    var place = from == null ? files.get(card, told(card)) : files.take(card, from);
    System.out.println("kept    " + place + ", SHA-256 " + digits(card) + " as " + card.vouched());
    return 0;
  }

  /** A line at every tenth of the way. */
  private static LongConsumer told(WeightsCard card) {
    return new LongConsumer() {
      private long tenth;

      @Override
      public void accept(long come) {
        long now = TENTHS * come / card.bytes();
        if (now > tenth) {
          tenth = now;
          System.err.println(Size.of(come) + " of " + Size.of(card.bytes()));
        }
      }
    };
  }

  @Command(
      name = "check",
      description = "Read those that are here again, and compare their checksums.",
      mixinStandardHelpOptions = true)
  int check() {
    int broken = 0;
    for (var card : files.cards()) {
      if (files.state(card) == WeightFiles.State.ABSENT) {
        System.out.println("absent  " + card.id());
        continue;
      }
      try {
        System.out.println("ok      " + card.id() + "  SHA-256 " + files.check(card));
      } catch (RuntimeException e) {
        broken++;
        System.out.println("broken  " + card.id() + ": " + e.getMessage());
      }
    }
    return broken == 0 ? 0 : 1;
  }
}
