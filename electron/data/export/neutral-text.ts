/**
 * Text that a spreadsheet would run as a formula becomes plain text by a leading apostrophe (OWASP, CSV injection).
 * Full-width signs count too: Excel reads them as formulas in East Asian locales.
 */
const opensFormula = /^[=+\-@\t\r\n＝＋－＠]/;

/** Control, unassigned and lone-surrogate characters: XML writers drop them, which would bare a sign behind one. */
const unprintable = /(?![\t\r\n])[\p{Cc}\p{Cs}\p{Cn}\uFFFD]/gu;

export const neutralText = (text: string): string => {
  const printable = text.replace(unprintable, "");
  return opensFormula.test(printable) ? `'${printable}` : printable;
};
