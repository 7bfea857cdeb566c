package org.sfumato.kernel.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sfumato.kernel.html.tex.Tex;
import org.xml.sax.InputSource;

class TexTest {
  @Test
  void should_write_scripts_fractions_and_letters() {
    assertEquals(
        "<math><msubsup><mi>x</mi><mn>0</mn><mrow><mn>2</mn></mrow></msubsup></math>",
        Tex.inline("x_0^2"));
    assertEquals(
        "<math><mfrac><mn>1</mn><mrow><mn>2</mn><mi>σ</mi></mrow></mfrac></math>",
        Tex.inline("\\frac{1}{2\\sigma}"));
    assertEquals(
        Tex.inline("\\frac{1}{2}\\,x^{3}4"), Tex.inline("\\frac12\\,x^34"), "one digit each");
    assertEquals("<math><mi>𝐱</mi></math>", Tex.inline("\\mathbf{x}"));
    assertEquals("<math><mi>ℝ</mi></math>", Tex.inline("\\mathbb{R}"));
    assertEquals("<math><mi>𝝁</mi></math>", Tex.inline("\\boldsymbol{\\mu}"));
    assertEquals("<math><mi>LMI</mi></math>", Tex.inline("\\mathrm{LMI}"));
    assertEquals("<math><mn>0.45</mn></math>", Tex.inline("0.45"));
  }

  @Test
  void should_set_limits_below_sums_and_beside_integrals() {
    assertTrue(Tex.display("\\sum_{k} a_k").contains("<munder><mo movablelimits=\"true\">∑</mo>"));
    assertTrue(Tex.display("\\int_0^1 f").contains("<msubsup><mo>∫</mo>"));
    assertTrue(Tex.display("\\max_x f").contains("<munder><mo movablelimits=\"true\""));
  }

  @Test
  void should_take_a_minus_behind_an_operator_as_a_sign() {
    assertTrue(Tex.inline("x = -3").contains("<mo form=\"prefix\">−</mo>"));
    assertTrue(Tex.inline("x - 3").contains("<mo>−</mo>"));
  }

  @Test
  void should_grey_what_is_coloured_and_only_that() {
    assertEquals(
        "<math><mrow><mi>a</mi><mo>+</mo><mrow style=\"color:gray\"><mi>b</mi></mrow><mo>+</mo><mi>c</mi></mrow></math>",
        Tex.inline("a + \\color{gray}{b} + c"));
    assertFalse(Tex.inline("\\color{red;background:url(http://x)}{b}").contains("url"));
  }

  @Test
  void should_align_lines_at_their_relations() {
    var aligned = Tex.display("\\begin{aligned} a &= b \\\\ c &= d \\end{aligned}");
    assertEquals(2, aligned.split("<mtr>", -1).length - 1);
    assertEquals(4, aligned.split("<mtd ", -1).length - 1);
    assertTrue(aligned.contains("text-align:right"));
  }

  @Test
  void should_name_a_command_it_does_not_know() {
    assertTrue(
        Tex.inline("\\frobnicate x").contains("<mtext class=\"tex-unknown\">\\frobnicate</mtext>"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dx = \\Big[\\, f(x,t) - g^2(t)\\Big( \\underbrace{\\nabla_x \\log p_t(x)}_{\\text{prior}} - \\sum_k \\lambda_k \\nabla E_k(\\hat{x}_0) \\Big)\\Big]dt + g\\, d\\bar{w}",
        "\\tilde{D}(x;\\sigma) = D - \\sigma^2 \\overline{a} \\widetilde{xyz} \\vec{v} \\dot{x}",
        "\\left\\lVert \\frac{a}{b} \\right\\rVert_2^2 \\left. x \\middle| y \\right\\}",
        "\\begin{cases} 1 & \\text{if } x < 0 \\\\ 0 & \\text{else & so} \\end{cases}",
        "\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix} \\begin{array}{lr} 1 & 2 \\end{array}",
        "p(y \\mid x) \\propto \\exp\\!\\left(-\\tfrac12 r^\\top\\Sigma^{-1} r\\right), \\quad \\operatorname*{arg\\,min}_\\theta",
        "\\mathcal{N}(0, I) \\sim \\mathcal{L} \\textbf{b} \\sqrt[3]{x} \\binom{n}{k} \\not= f''(x)'",
        "a \\& b \\% \\# \\$ \\{x\\} \\| \\langle x, y \\rangle \\lfloor z \\rfloor \\ldots",
        "\\substack{a \\\\ b} \\overset{!}{=} \\underset{x}{y} \\xrightarrow{t} \\boxed{x} \\phantom{y} a \\bmod b \\pmod n",
        "}{",
        "{",
        "\\left(",
        "\\frac",
        "x_",
        "^2",
        "\\begin{foo}",
        "\\end{foo} x",
        "\\right) x",
        "& a \\\\",
        "\\",
        "% all comment",
        "<script>alert(1)</script>",
        ""
      })
  void should_write_well_formed_mathml_whatever_it_is_given(String tex) throws Exception {
    var xml = Tex.display(tex);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(xml)));
    assertEquals("math", document.getDocumentElement().getTagName());
    assertFalse(xml.contains("<script"), xml);
    if (tex.length() > 30) {
      assertFalse(xml.contains("tex-unknown") && !tex.contains("foo"), xml);
    }
  }
}
