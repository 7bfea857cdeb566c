package org.sfumato.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.sfumato.judge.Judging.claims;
import static org.sfumato.judge.Judging.reported;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintTest {
  @TempDir private Path folder;

  private static List<String> odd(Claim claim) {
    return claim.lint().findings().stream().map(f -> f.kind() + ": " + f.sentence()).toList();
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("claims.csv"), text);
  }

  private String refused(String text) throws IOException {
    var file = csv(text).toString();
    return assertThrows(IllegalArgumentException.class, () -> claims(file)).getMessage();
  }

  /**
   * The table of a review of Ambient Diffusion prints CIFAR-10's FID and inception score under the
   * headings LPIPS and PSNR, and the row of p = 0.8 again as that of p = 0.9.
   */
  @Test
  void should_find_what_is_wrong_in_a_published_review_and_nothing_else()
      throws URISyntaxException {
    var file = Path.of(LintTest.class.getResource("ambient-review.csv").toURI());
    var lint = claims(file.toString()).lint();
    assertEquals(
        """
        71 numbers, 3 odd:
        wrong heading  Ambient Diffusion, CIFAR-10: LPIPS is 0 to 1, but the column runs from 1.85 to 46.27; these have the size of FID
        wrong heading  Ambient Diffusion, CIFAR-10: PSNR from 6.14 to 7.97 dB is what unrelated pictures have; beside a column of FID these have the size of an inception score
        repeated row  Ambient Diffusion: p = 0.9, Ours: it has the numbers of p = 0.8, Ours: LPIPS 46.27, PSNR 6.14""",
        lint.text());
    assertTrue(lint.html().orElseThrow().contains("<b>repeated row</b>"));
  }

  @Test
  void should_take_the_claims_about_one_thing() throws URISyntaxException {
    var file = Path.of(LintTest.class.getResource("ambient-review.csv").toURI());
    var some = claims(file.toString()).about("CelebA-HQ").about("p = 0.8");
    assertEquals(
        List.of("p = 0.8, Ours", "p = 0.8, DPS", "p = 0.8, DDRM"),
        some.claims().stream().map(Claim::row).toList());
    var e = assertThrows(IllegalArgumentException.class, () -> some.about("p = 0.3"));
    assertEquals(
        "none of the 3 claims is about «p = 0.3»; the rows are p = 0.8, Ours; p = 0.8, DPS; p = 0.8, DDRM",
        e.getMessage());
  }

  @Test
  void should_find_values_that_a_metric_cannot_have() {
    var claim = reported("P", "a");
    assertEquals(
        List.of("impossible value: SSIM of 1.02; SSIM is -1 to 1"), odd(claim.says("SSIM", 1.02)));
    assertEquals(
        List.of("impossible value: FID of -3; FID is at least 0"), odd(claim.says("FID", -3)));
    assertEquals(
        List.of("impossible value: AUC of -0.2; AUC is 0 to 1"), odd(claim.says("AUC", -.2)));
    assertEquals(
        List.of("impossible value: NFE of 1.5; evaluations are counted"),
        odd(claim.says("NFE", 1.5)));
    assertEquals(List.of(), odd(claim.says("SSIM", .98).says("FID", 3.2).says("AUC", .91)));
  }

  @Test
  void should_tell_a_percentage_from_a_fraction() {
    assertEquals(
        List.of("percentage: AUC of 88.9 is a percentage; as a fraction it is 0.889"),
        odd(reported("P", "a").says("AUC", 88.9)));
  }

  @Test
  void should_compare_psnr_with_the_error_beside_it() {
    // 10 log10(1 / 0.001) = 30 dB, and 78.13 dB less 20 log10 255 is the same error in bytes.
    assertEquals(List.of(), odd(reported("P", "a").says("PSNR", "30.2").says("MSE", "0.001")));
    assertEquals(List.of(), odd(reported("P", "a").says("PSNR", "30.2").says("MSE", "65")));
    assertEquals(
        List.of(
            "contradiction: PSNR of 20.0 with MSE of 0.001: an error like that is 30 dB in [0, 1], or 78.1308 dB in bytes, and the mean of PSNRs lies a little above"),
        odd(reported("P", "a").says("PSNR", "20.0").says("MSE", "0.001")));
  }

  @Test
  void should_find_an_inception_score_under_the_heading_fid() throws IOException {
    var file =
        csv(
            """
            paper,row,metric,value
            P,a,FID,7.97
            P,a,PSNR,31
            P,b,FID,7.45
            P,b,PSNR,28
            P,c,FID,6.14
            P,c,PSNR,25
            """);
    assertEquals(
        "wrong heading",
        claims(file.toString()).lint().findings().get(0).kind(),
        claims(file.toString()).lint().text());
    // The same numbers the other way round are a table like any other.
    Files.writeString(file, Files.readString(file).replace("PSNR,31", "PSNR,22"));
    assertTrue(claims(file.toString()).lint().clean());
  }

  @Test
  void should_find_digits_that_the_number_of_images_does_not_allow() {
    assertEquals(
        List.of(
            "too many digits: accuracy over 50 images moves in steps of 0.02, and 0.8123 is none of them"),
        odd(reported("P", "a").says("accuracy", .8123).count(50)));
    assertEquals(List.of(), odd(reported("P", "a").says("accuracy", .82).count(50)));
    assertEquals(
        List.of(
            "too many digits: PSNR of 26.8031 ± 4 over 16 images is known to about 1; its last digits are noise"),
        odd(reported("P", "a").says("PSNR", 26.8031).spread(4).count(16)));
  }

  @Test
  void should_find_a_mean_outside_its_own_interval() {
    assertEquals(
        List.of("outside its interval: PSNR of 26.8 lies outside its own interval [27, 28]"),
        odd(reported("P", "a").says("PSNR", 26.8).interval(27, 28)));
    assertEquals(List.of(), odd(reported("P", "a").says("PSNR", 26.8).interval(26.84, 28)));
  }

  @Test
  void should_read_claims_with_all_that_is_said_about_them() throws IOException {
    var file =
        csv(
            "\uFEFF"
                + """
            paper,row,metric,value,spread,low,high,n,variant,data,source,protocol,run

            P,"a, ""b"" c",PSNR,26.80,0.1,,,16,range 1,toy,doi:1,mean,x
            P,"a, ""b"" c",SSIM,.9,,.8,.95,16,,toy,doi:1,mean,x
            P,"a, ""b"" c",FID,3,,,,50000,,toy,doi:1,minimum of three,x
            """);
    assertEquals(
        """
        reported("P", "a, \\"b\\" c").source("doi:1").data("toy").says("PSNR", 26.80).spread(0.1).says("SSIM", .9).interval(0.8, 0.95).count(16).protocol("mean").run("x")
        reported("P", "a, \\"b\\" c").source("doi:1").data("toy").says("FID", 3).count(50000).protocol("minimum of three").run("x")""",
        claims(file.toString()).text());
  }

  @Test
  void should_name_the_line_that_is_wrong() throws IOException {
    var head = "paper,row,metric,value,n\n";
    assertEquals(
        "claims.csv, line 3 is wrong: PSNR is reported as \"N/A\", which is no number; write it as printed, such as 26.80",
        refused(head + "P,a,SSIM,.9,\nP,a,PSNR,N/A,\n"));
    assertEquals(
        "claims.csv, line 4 has no value; leave out a line that reports no number",
        refused(head + "P,\"a\nb\",SSIM,.9,\nP,a,PSNR,,\n"));
    assertEquals(
        "claims.csv, line 2 is wrong: n is \"many\", which is no number of images",
        refused(head + "P,a,SSIM,.9,many\n"));
    assertEquals(
        "claims.csv, line 2 has 6 values under 5 headings", refused(head + "P,a,SSIM,.9,1,2\n"));
    assertEquals(
        "claims.csv, line 3 is wrong: SSIM of P: a stands here a second time",
        refused(head + "P,a,SSIM,.9,\nP,a,SSIM,.8,\n"));
  }

  @Test
  void should_say_what_kind_of_file_it_needs() throws IOException {
    assertEquals(
        "claims.csv has no column value; it needs paper, row, metric, value, and may have variant, spread, low, high, n, data, source, protocol, run",
        refused("paper,row,metric\nP,a,b\n"));
    assertEquals(
        "claims.csv has a column colour that nobody knows; there are paper, row, metric, value and variant, spread, low, high, n, data, source, protocol, run",
        refused("paper,row,metric,value,colour\n"));
    assertEquals(
        "claims.csv claims nothing: it has no line with a number",
        refused("paper,row,metric,value\n"));
    var nowhere = folder.resolve("no.csv").toString();
    assertEquals(
        "there is no file " + nowhere,
        assertThrows(IllegalArgumentException.class, () -> claims(nowhere)).getMessage());
  }
}
