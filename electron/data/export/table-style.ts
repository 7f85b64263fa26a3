/** Print style of a table: A4 landscape, its head on every page, no row torn in two. */
export const tablePrintStyle = `
@page { size: A4 landscape; margin: 12mm; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  font-family: "Helvetica Neue", Helvetica, Arial, "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei",
    "Noto Sans CJK SC", "Source Han Sans SC", sans-serif;
  font-size: 8.5pt; line-height: 1.35; color: #1f2430; font-variant-numeric: tabular-nums;
}
h1 { font-size: 16pt; margin-bottom: 2mm; }
dl { display: flex; flex-wrap: wrap; gap: 1mm 8mm; padding-bottom: 3mm; margin-bottom: 3mm; border-bottom: 0.4mm solid #1f2430; }
dl div { display: flex; gap: 2mm; }
dt { color: #5a6275; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
th { text-align: left; vertical-align: bottom; font-size: 8pt; color: #5a6275; font-weight: 600; }
th, td { padding: 1.2mm 1.5mm; border-bottom: 0.2mm solid #d3d7df; overflow-wrap: anywhere; vertical-align: top; }
tr { break-inside: avoid; }
.whole, .number, .share { text-align: right; }
`;
