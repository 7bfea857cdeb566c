package org.sfumato.kernel.html.tex;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What the commands of TeX that stand for one sign look like in Unicode. */
final class Symbols {
  /** Letters and letter-like signs. */
  static final Map<String, String> LETTERS =
      pairs(
          "alpha α beta β gamma γ delta δ epsilon ϵ varepsilon ε zeta ζ eta η theta θ vartheta ϑ "
              + "iota ι kappa κ varkappa ϰ lambda λ mu μ nu ν xi ξ omicron ο pi π varpi ϖ rho ρ "
              + "varrho ϱ sigma σ varsigma ς tau τ upsilon υ phi ϕ varphi φ chi χ psi ψ omega ω "
              + "Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
              + "infty ∞ partial ∂ nabla ∇ ell ℓ hbar ℏ Re ℜ Im ℑ aleph ℵ emptyset ∅ varnothing ∅ "
              + "imath ı jmath ȷ prime ′ angle ∠ top ⊤ bot ⊥ forall ∀ exists ∃ nexists ∄ "
              + "dag † dagger † ddagger ‡ S § P ¶ degree ° checkmark ✓ square □ blacksquare ■ "
              + "ldots … dots … dotsc … cdots ⋯ dotsb ⋯ vdots ⋮ ddots ⋱ star ⋆ hslash ℏ wp ℘ complement ∁");

  /** Operators, relations and arrows. */
  static final Map<String, String> OPERATORS =
      pairs(
          "times × div ÷ pm ± mp ∓ cdot ⋅ ast ∗ circ ∘ bullet ∙ odot ⊙ oplus ⊕ ominus ⊖ otimes ⊗ "
              + "oslash ⊘ dagger † wedge ∧ land ∧ vee ∨ lor ∨ cap ∩ cup ∪ setminus ∖ backslash \\ "
              + "neg ¬ lnot ¬ le ≤ leq ≤ ge ≥ geq ≥ leqslant ⩽ geqslant ⩾ ll ≪ gg ≫ ne ≠ neq ≠ "
              + "equiv ≡ approx ≈ sim ∼ simeq ≃ cong ≅ propto ∝ asymp ≍ doteq ≐ triangleq ≜ "
              + "coloneqq ≔ coloneq ≔ eqqcolon ≕ in ∈ notin ∉ ni ∋ subset ⊂ supset ⊃ subseteq ⊆ "
              + "supseteq ⊇ mid ∣ nmid ∤ parallel ∥ perp ⊥ models ⊨ vdash ⊢ dashv ⊣ prec ≺ succ ≻ "
              + "preceq ⪯ succeq ⪰ lesssim ≲ gtrsim ≳ to → rightarrow → leftarrow ← gets ← "
              + "leftrightarrow ↔ uparrow ↑ downarrow ↓ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ "
              + "implies ⟹ impliedby ⟸ iff ⟺ mapsto ↦ longmapsto ⟼ longrightarrow ⟶ longleftarrow ⟵ "
              + "hookrightarrow ↪ rightharpoonup ⇀ rightleftharpoons ⇌ nearrow ↗ searrow ↘ colon : "
              + "leadsto ⇝ rightsquigarrow ⇝ ltimes ⋉ rtimes ⋊ amalg ⨿ uplus ⊎ sqcup ⊔ sqcap ⊓ "
              + "lhd ⊲ rhd ⊳ therefore ∴ because ∵ triangle △ diamond ⋄ bigcirc ◯ lt < gt >");

  /** Large operators whose limits stand above and below. */
  static final Map<String, String> LARGE =
      pairs(
          "sum ∑ prod ∏ coprod ∐ bigcup ⋃ bigcap ⋂ bigoplus ⨁ bigotimes ⨂ bigodot ⨀ bigvee ⋁ "
              + "bigwedge ⋀ biguplus ⨄ bigsqcup ⨆");

  /** Integrals: their limits stand beside them. */
  static final Map<String, String> INTEGRALS = pairs("int ∫ iint ∬ iiint ∭ oint ∮");

  /** Brackets by name. */
  static final Map<String, String> FENCES =
      pairs(
          "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } lbrack [ rbrack ] "
              + "{ { } } | ‖ Vert ‖ lVert ‖ rVert ‖ vert | lvert | rvert | lgroup ( rgroup ) "
              + "uparrow ↑ downarrow ↓");

  /** Functions written upright. */
  static final Set<String> FUNCTIONS =
      Set.of(
          "log", "ln", "lg", "exp", "sin", "cos", "tan", "cot", "sec", "csc", "sinh", "cosh",
          "tanh", "coth", "arcsin", "arccos", "arctan", "arg", "deg", "dim", "hom", "ker", "tr",
          "rank");

  /** Functions whose subscript stands below. */
  static final Map<String, String> LIMITED =
      Map.ofEntries(
          Map.entry("lim", "lim"),
          Map.entry("limsup", "lim sup"),
          Map.entry("liminf", "lim inf"),
          Map.entry("max", "max"),
          Map.entry("min", "min"),
          Map.entry("sup", "sup"),
          Map.entry("inf", "inf"),
          Map.entry("det", "det"),
          Map.entry("gcd", "gcd"),
          Map.entry("Pr", "Pr"),
          Map.entry("argmax", "arg max"),
          Map.entry("argmin", "arg min"));

  /** Signs above a letter; those that stretch end with {@code +}. */
  static final Map<String, String> ACCENTS =
      pairs(
          "hat ˆ widehat ˆ+ tilde ˜ widetilde ˜+ bar ¯ overline ‾+ vec → overrightarrow →+ "
              + "overleftarrow ←+ dot ˙ ddot ¨ dddot ⃛ check ˇ breve ˘ acute ´ grave ` mathring ˚");

  /** Widths in em. */
  static final Map<String, String> SPACES =
      pairs(
          ", 0.1667 : 0.2222 > 0.2222 ; 0.2778 ! -0.1667 quad 1 qquad 2 enspace 0.5 thinspace 0.1667 "
              + "medspace 0.2222 thickspace 0.2778 negthinspace -0.1667");

  /** Sizes of {@code \big} and its like, in em. */
  static final Map<String, String> SIZES = pairs("big 1.2 Big 1.8 bigg 2.4 Bigg 3");

  private Symbols() {}

  private static Map<String, String> pairs(String list) {
    var words = list.split(" ");
    var map = new HashMap<String, String>();
    for (int i = 0; i < words.length; i += 2) {
      map.put(words[i], words[i + 1]);
    }
    return Map.copyOf(map);
  }
}
