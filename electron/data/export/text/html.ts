/** A text as pages to print: sealed HTML, no scripts, nothing fetched. */
import { inertText } from "../../../../shared/domain/inert-text.ts";
import type { TextBlock, TextDocument } from "../../../../shared/domain/text-document.ts";
import { fontStack } from "../html-style.ts";
import { html, type Markup } from "../markup.ts";

const style = `
@page { size: A4; margin: 20mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { font-family: ${fontStack}; font-size: 10.5pt; line-height: 1.45; color: #1f2430; }
h1 { font-size: 20pt; line-height: 1.2; }
.subtitle { color: #5a6275; margin: 1mm 0 6mm; }
h2 { font-size: 14pt; margin: 7mm 0 2mm; break-after: avoid; }
p, ul, ol { margin-bottom: 2mm; }
ul, ol { padding-left: 6mm; }
li { margin-bottom: 1mm; }
figure { margin: 2mm 0 3mm 6mm; break-inside: avoid; }
blockquote { font-style: italic; white-space: pre-line; overflow-wrap: anywhere; }
:lang(zh-CN) blockquote { font-style: normal; }
figcaption { font-size: 9pt; color: #5a6275; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: 2mm 0 4mm; font-size: 10pt; }
th { text-align: left; vertical-align: bottom; font-size: 9pt; color: #5a6275; }
th, td { padding: 1.2mm 2mm 1.2mm 0; border-bottom: 0.2mm solid #c4c9d4; vertical-align: top; overflow-wrap: anywhere; }
tr { break-inside: avoid; }
`;

const blockOf = (block: TextBlock): Markup => {
  const inert = (text: string): string => inertText(text, Number.POSITIVE_INFINITY);
  switch (block.kind) {
    case "heading":
      return html`<h2>${inert(block.text)}</h2>`;
    case "text":
      return html`<p>${inert(block.text)}</p>`;
    case "list": {
      const items = block.items.map((item) => html`<li>${inert(item)}</li>`);
      return block.ordered ? html`<ol>${items}</ol>` : html`<ul>${items}</ul>`;
    }
    case "quote":
      return html`<figure><blockquote dir="auto">${inert(block.text)}</blockquote><figcaption>${inert(block.source)}</figcaption></figure>`;
    case "table": {
      const total = block.columns.reduce((sum, { width }) => sum + width, 0);
      return html`<table><colgroup>${block.columns.map(({ width }) => html`<col style="width:${((100 * width) / total).toFixed(2)}%">`)}</colgroup><thead><tr>${block.columns.map(({ header }) => html`<th scope="col">${inert(header)}</th>`)}</tr></thead><tbody>${block.rows.map((cells) => html`<tr>${block.columns.map((_, at) => html`<td>${inert(cells[at] ?? "")}</td>`)}</tr>`)}</tbody></table>`;
    }
  }
};

export const textHtml = ({ title, subtitle, language, blocks }: TextDocument): string =>
  html`<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><title>${title}</title><style>${{ markup: style }}</style></head>
<body>
<h1>${inertText(title)}</h1>
<p class="subtitle">${inertText(subtitle)}</p>
${blocks.map(blockOf)}
</body>
</html>
`.markup;
