/** A text as a Word document (ECMA-376 Part 1, WordprocessingML): styles of its own, lists, quotes and tables. */
import { inertText } from "../../../../shared/domain/inert-text.ts";
import type { TextBlock, TextDocument } from "../../../../shared/domain/text-document.ts";
import { html, type Markup } from "../markup.ts";
import { type Entry, zipped } from "./zip.ts";

const word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const packages = "http://schemas.openxmlformats.org/package/2006";
const mime = "application/vnd.openxmlformats-officedocument.wordprocessingml";
const declared: Markup = { markup: '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' };
const pageWidth = 9638; // twentieths of a point: A4 less its margins of 20 mm

/** XML holds no control characters; inert text has none but line breaks and tabs. */
const run = (text: string): Markup =>
  html`<w:r><w:t xml:space="preserve">${inertText(text, Number.POSITIVE_INFINITY)}</w:t></w:r>`;
const paragraph = (style: string, text: string, more: Markup | null = null): Markup =>
  html`<w:p><w:pPr><w:pStyle w:val="${style}"/>${more}</w:pPr>${run(text)}</w:p>`;
const item = (text: string, list: number): Markup =>
  paragraph("ListParagraph", text, html`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="${list}"/></w:numPr>`);

const table = ({ columns, rows }: Extract<TextBlock, { kind: "table" }>): Markup => {
  const total = columns.reduce((sum, { width }) => sum + width, 0);
  const widths = columns.map(({ width }) => Math.round((pageWidth * width) / total));
  const row = (cells: readonly string[], style: string, head: boolean): Markup =>
    html`<w:tr><w:trPr><w:cantSplit/>${head && html`<w:tblHeader/>`}</w:trPr>${widths.map((width, at) => html`<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr>${paragraph(style, cells[at] ?? "")}</w:tc>`)}</w:tr>`;
  const edge = (side: string): Markup =>
    html`<w:${{ markup: side }} w:val="single" w:sz="4" w:space="0" w:color="C4C9D4"/>`;
  return html`<w:tbl><w:tblPr><w:tblW w:w="${pageWidth}" w:type="dxa"/><w:tblBorders>${["top", "bottom", "insideH"].map(edge)}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>${widths.map((width) => html`<w:gridCol w:w="${width}"/>`)}</w:tblGrid>${row(
    columns.map(({ header }) => header),
    "TableHead",
    true,
  )}${rows.map((cells) => row(cells, "TableCell", false))}</w:tbl><w:p/>`;
};

/** Of the first list with numbers; each starts anew, so each has a number of its own. */
const numberingFrom = 2;
const blockOf = (block: TextBlock, list: number): Markup => {
  switch (block.kind) {
    case "heading":
      return paragraph("Heading1", block.text);
    case "text":
      return paragraph("Normal", block.text);
    case "quote":
      return html`${paragraph("Quote", block.text)}${paragraph("QuoteSource", block.source)}`;
    case "list":
      return html`${block.items.map((text) => item(text, block.ordered ? list : 1))}`;
    case "table":
      return table(block);
  }
};

interface Style {
  readonly id: string;
  readonly name: string;
  readonly size: number; // half points
  readonly bold?: boolean;
  readonly italic?: boolean;
  readonly colour?: string;
  readonly before?: number;
  readonly after?: number;
  readonly indent?: number;
  readonly keep?: boolean;
}
const styles: readonly Style[] = [
  { id: "Title", name: "Title", size: 40, bold: true, after: 40, keep: true },
  { id: "Subtitle", name: "Subtitle", size: 22, colour: "5A6275", after: 240 },
  { id: "Heading1", name: "heading 1", size: 28, bold: true, before: 280, after: 80, keep: true },
  { id: "Quote", name: "Quote", size: 22, italic: true, before: 80, indent: 360, keep: true },
  { id: "QuoteSource", name: "Quote Source", size: 18, colour: "5A6275", after: 120, indent: 360 },
  { id: "ListParagraph", name: "List Paragraph", size: 21, after: 60 },
  { id: "TableHead", name: "Table Head", size: 18, bold: true, colour: "5A6275", before: 40, after: 40 },
  { id: "TableCell", name: "Table Cell", size: 20, before: 40, after: 40 },
];

const styleOf = ({
  id,
  name,
  size,
  bold,
  italic,
  colour,
  before = 0,
  after = 0,
  indent,
  keep,
}: Style): Markup =>
  html`<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/><w:basedOn w:val="Normal"/><w:pPr>${keep === true && html`<w:keepNext/>`}<w:spacing w:before="${before}" w:after="${after}"/>${indent !== undefined && html`<w:ind w:left="${indent}"/>`}${id === "Heading1" && html`<w:outlineLvl w:val="0"/>`}</w:pPr><w:rPr>${bold === true && html`<w:b/>`}${italic === true && html`<w:i/>`}${colour !== undefined && html`<w:color w:val="${colour}"/>`}<w:sz w:val="${size}"/></w:rPr></w:style>`;

const level = (format: string, text: string): Markup =>
  html`<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="425" w:hanging="425"/></w:pPr></w:lvl>`;

const part = (type: string, path: string): Markup =>
  html`<Override PartName="/word/${path}" ContentType="${mime}.${type}+xml"/>`;

export const docxParts = ({ title, subtitle, language, blocks }: TextDocument): Entry[] => {
  const ordered = blocks.filter((block) => block.kind === "list" && block.ordered);
  const body = blocks.map((block) => blockOf(block, numberingFrom + ordered.indexOf(block)));
  const file = (name: string, content: Markup) => ({ name, content: html`${declared}${content}`.markup });
  const relation = (id: number, type: string, target: string): Markup =>
    html`<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  return [
    file(
      "[Content_Types].xml",
      html`<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${part("document.main", "document.xml")}${part("styles", "styles.xml")}${part("numbering", "numbering.xml")}</Types>`,
    ),
    file(
      "_rels/.rels",
      html`<Relationships xmlns="${packages}/relationships">${relation(1, "officeDocument", "word/document.xml")}</Relationships>`,
    ),
    file(
      "word/_rels/document.xml.rels",
      html`<Relationships xmlns="${packages}/relationships">${relation(1, "styles", "styles.xml")}${relation(2, "numbering", "numbering.xml")}</Relationships>`,
    ),
    file(
      "word/styles.xml",
      html`<w:styles xmlns:w="${word}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:cs="Calibri" w:eastAsia="Microsoft YaHei"/><w:sz w:val="21"/><w:lang w:val="${language}" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="100" w:line="264" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>${styles.map(styleOf)}</w:styles>`,
    ),
    file(
      "word/numbering.xml",
      html`<w:numbering xmlns:w="${word}"><w:abstractNum w:abstractNumId="0">${level("bullet", "•")}</w:abstractNum><w:abstractNum w:abstractNumId="1">${level("decimal", "%1.")}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>${ordered.map((_, n) => html`<w:num w:numId="${numberingFrom + n}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>`)}</w:numbering>`,
    ),
    file(
      "word/document.xml",
      html`<w:document xmlns:w="${word}"><w:body>${paragraph("Title", title)}${paragraph("Subtitle", subtitle)}${body}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>`,
    ),
  ];
};

export const textDocx = (document: TextDocument): Uint8Array => zipped(docxParts(document));
