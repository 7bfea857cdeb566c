package org.sfumato.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** BERT's tokeniser, on cases worked by hand and those of BERT's own tests. */
class WordPieceTest {
  /** The vocabulary of BERT's own tests, [PAD] before it. */
  private static final WordPiece BERT =
      WordPiece.of(
          List.of(
              "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "want", "##want", "##ed", "wa", "un",
              "runn", "##ing", ",", "low", "lowest"));

  @TempDir Path folder;

  private static String cut(WordPiece w, String sentence) {
    return w.pieces(sentence, 100).stream()
        .map(p -> p.text() + (p.word() == 0 ? "" : "/" + p.word()))
        .collect(Collectors.joining(" "));
  }

  @Test
  void should_cut_words_into_the_longest_pieces_from_their_beginning() {
    assertEquals(
        "[CLS] un/1 ##want/1 ##ed/1 ,/2 runn/3 ##ing/3 [SEP]", cut(BERT, "UNwant\u00E9d,running"));
    assertEquals("[CLS] [UNK]/1 runn/2 ##ing/2 [SEP]", cut(BERT, "unwantedX running"));
    assertEquals("[CLS] lowest/1 [SEP]", cut(BERT, "lowest"));
    assertEquals("[CLS] [SEP]", cut(BERT, " \t "));
    assertEquals(
        List.of(2, 9, 6, 7, 12, 10, 11, 3),
        BERT.pieces("unwanted, running", 20).stream().map(Tokeniser.Piece::token).toList());
  }

  @Test
  void should_divide_a_sentence_as_bert_does() {
    assertEquals(List.of("ah", "\u535A", "\u63A8", "zz"), BERT.words("ah\u535A\u63A8zz"));
    assertEquals(
        List.of("hello", "!", "how", "are", "you", "?"), BERT.words(" \tHeLLo!how  \n Are yoU?  "));
    assertEquals(List.of("hello"), BERT.words("H\u00E9llo"));
    assertEquals(List.of("Hello", "\u00E9"), BERT.cased().words("Hello \u00E9"));
    assertEquals(List.of("no", "5", "-", "mm", "+", "ve"), BERT.words("no 5-mm\u0000 +ve"));
    assertEquals(List.of(), BERT.words(""));
  }

  /**
   * lo ##w: 3 times, as is its only rival within the words; (l, ##o) comes first in the alphabet,
   * then (lo, ##w), and (##e, ##r) stands there twice.
   */
  @Test
  void should_join_the_pieces_that_stand_together_most_often() {
    var w = WordPiece.train(List.of("Low low lower", "newer"), 100);
    assertEquals(
        List.of(
            "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "l", "n", "##e", "##o", "##r", "##w",
            "##ow", "low", "##er"),
        w.vocabulary());
    assertEquals("[CLS] low/1 ##er/1 [SEP]", cut(w, "lower"));
    assertEquals(13, WordPiece.train(List.of("Low low lower", "newer"), 13).size());
  }

  @Test
  void should_leave_the_rarest_letters_out_where_there_is_no_room() {
    var w = WordPiece.train(List.of("aa aa ab"), 7);
    assertEquals(List.of("a", "##a"), w.vocabulary().subList(5, 7));
    assertEquals("[CLS] a/1 ##a/1 [UNK]/2 [SEP]", cut(w, "aa ab"));
  }

  @Test
  void should_learn_the_same_from_the_same_reports() {
    var reports = List.of("no acute haemorrhage", "acute infarct, no haemorrhage", "normal study");
    var w = WordPiece.train(reports, 60);
    assertEquals(w.vocabulary(), WordPiece.train(reports, 60).vocabulary());
    assertTrue(w.vocabulary().contains("haemorrhage"));
  }

  @Test
  void should_pad_reports_and_cut_those_that_are_too_long() {
    var t = Tokens.of(BERT, List.of("unwanted, running", "want"), 6);
    assertArrayEquals(new long[] {2, 9, 6, 7, 12, 3}, t.tokens()[0]);
    assertArrayEquals(new long[] {0, 1, 1, 1, 2, 0}, t.words()[0]);
    assertArrayEquals(new long[] {2, 5, 3, 0, 0, 0}, t.tokens()[1]);
    assertArrayEquals(new long[] {0, 1, 0, 0, 0, 0}, t.words()[1]);
    assertEquals(2, t.size());
  }

  @Test
  void should_read_the_vocabulary_of_a_bert() throws IOException {
    var file = folder.resolve("vocab.txt");
    Files.write(file, BERT.vocabulary());
    assertEquals(BERT.vocabulary(), WordPiece.read(file).vocabulary());
    refused(
        "there is no vocabulary " + folder.resolve("none"),
        () -> WordPiece.read(folder.resolve("none")));
  }

  @Test
  void should_say_what_is_no_vocabulary() {
    refused(
        "a vocabulary is learnt from words, and these reports have none",
        () -> WordPiece.train(List.of(" ", ""), 50));
    refused(
        "a vocabulary of 5 has no room for letters beside [[PAD], [UNK], [CLS], [SEP], [MASK]]",
        () -> WordPiece.train(List.of("a"), 5));
    refused(
        "a WordPiece vocabulary needs [MASK], but this one has none",
        () -> WordPiece.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]")));
    refused(
        "a WordPiece vocabulary begins with [PAD], but this one begins with [UNK]",
        () -> WordPiece.of(List.of("[UNK]", "[PAD]", "[CLS]", "[SEP]", "[MASK]")));
    refused(
        "the vocabulary has «a» twice",
        () -> WordPiece.of(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "a", "a")));
    refused("[CLS] and [SEP] need room for 2 tokens, not 1", () -> BERT.pieces("want", 1));
  }

  private static void refused(String sentence, Executable work) {
    assertEquals(sentence, assertThrows(IllegalArgumentException.class, work).getMessage());
  }
}
