/** The system's own faces; those of the Chinese come after the Latin ones, so that figures look alike in both languages. */
export const fontStack = `"Helvetica Neue", Helvetica, Arial, "PingFang SC", "Microsoft YaHei UI", "Microsoft YaHei",
  "Noto Sans CJK SC", "Source Han Sans SC", sans-serif`;

/** Print style of the wall plan: A3 landscape, a system font stack that holds Chinese, grey that survives a photocopier. */
export const wallPlanStyle = `
@page { size: A3 landscape; margin: 0; }
* { box-sizing: border-box; margin: 0; padding: 0; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body {
  font-family: ${fontStack};
  font-size: 9pt; line-height: 1.25; color: #1f2430; font-variant-numeric: tabular-nums;
}
.page {
  width: 420mm; height: 296.5mm; padding: 11mm 12mm 9mm; overflow: hidden;
  display: flex; flex-direction: column; break-after: page;
}
.page:last-child { break-after: auto; }
header { display: flex; align-items: flex-end; justify-content: space-between; gap: 10mm; padding-bottom: 3mm; border-bottom: 0.6mm solid #1f2430; }
h1 { font-size: 24pt; line-height: 1.1; font-weight: 700; letter-spacing: -0.01em; }
h1 small { font-size: 13pt; font-weight: 400; color: #5a6275; letter-spacing: 0; margin-left: 3mm; }
.figures { display: flex; gap: 8mm; text-align: right; }
.figures dt { font-size: 7.5pt; color: #5a6275; }
.figures dd { font-size: 13pt; font-weight: 600; white-space: nowrap; }
footer { display: flex; justify-content: space-between; gap: 8mm; padding-top: 2mm; font-size: 7.5pt; color: #5a6275; }
footer div { display: flex; flex-wrap: wrap; gap: 0 6mm; }
footer > span { white-space: nowrap; }
.board { flex: 1; min-height: 0; display: flex; flex-direction: column; }
.hours { position: relative; height: 7mm; margin-left: var(--label); flex: none; }
.hours span { position: absolute; bottom: 1mm; transform: translateX(-50%); font-size: 8.5pt; color: #5a6275; }
.rows { flex: 1; min-height: 0; display: flex; flex-direction: column; border-bottom: 0.25mm solid #c4c9d4; }
.row { flex: 1; min-height: 0; max-height: 34mm; display: flex; border-top: 0.25mm solid #c4c9d4; }
.label { flex: none; width: var(--label); padding: 0 2mm 0 0.5mm; display: flex; flex-direction: column; justify-content: center; overflow: hidden; }
.label b { font-size: 11pt; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.label i { font-style: normal; font-size: 8pt; color: #5a6275; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }
.lanes { flex: 1; min-width: 0; position: relative; display: flex; flex-direction: column; }
.lanes > u { position: absolute; top: 0; bottom: 0; width: 0; border-left: 0.2mm solid #e3e6ec; }
.lane { flex: 1; min-height: 0; position: relative; }
.block { position: absolute; top: 1mm; bottom: 1mm; display: flex; overflow: hidden; border-radius: 1mm; }
.block .cleaning { flex: none; background: #eceef2; border: 0.2mm solid #d3d7df; border-left: 0; border-radius: 0 1mm 1mm 0; }
.block .text { flex: 1; min-width: 0; background: linear-gradient(90deg, var(--deep) var(--trailers), var(--fill) 0); border-left: 1mm solid var(--edge); padding: 0.7mm 1.4mm 1.3mm; position: relative; overflow: hidden; display: flex; flex-flow: column nowrap; }
.block .text > * { width: 100%; }
.block strong { font-size: 12pt; line-height: 1.15; margin: 0.2mm 0 0.3mm; font-weight: 650; overflow: hidden; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 2; overflow-wrap: anywhere; flex: none; }
.block em { font-style: normal; font-size: 7.4pt; line-height: 1.18; color: #3d4456; white-space: nowrap; overflow: hidden; text-overflow: ellipsis; flex: none; }
.block .marks { white-space: normal; }
.block .figure { font-weight: 600; color: #1f2430; }
.block .time { font-size: 9.5pt; line-height: 1.2; font-weight: 600; white-space: nowrap; flex: none; }
.block .lock { float: right; width: 2.6mm; height: 2.6mm; margin-top: 0.4mm; }
.meter { position: absolute; left: 0; right: 0; bottom: 0; height: 1.1mm; background: #ffffff; }
.meter b { display: block; height: 100%; background: var(--edge); }
.week .hours { margin-left: calc(17mm + var(--label)); }
.week .band { flex: 1; min-height: 0; display: flex; border-top: 0.4mm solid #1f2430; }
.week .band > h2 { flex: none; width: 17mm; font-size: 11pt; padding-top: 0.8mm; line-height: 1.2; }
.week .band > h2 small { display: block; font-size: 8pt; font-weight: 400; color: #5a6275; }
.week .rows { border-bottom: 0; }
.week .row { border-top-color: #e3e6ec; }
.week .row:first-child { border-top: 0; }
.week .label { justify-content: center; }
.week .label b { font-size: 7pt; font-weight: 400; color: #3d4456; }
.week .block { top: 0.15mm; bottom: 0.15mm; border-radius: 0.5mm; }
.week .block .text { flex-flow: row nowrap; align-items: center; column-gap: 1.2mm; padding: 0 1mm; border-left-width: 0.7mm; }
.week .block strong { margin: 0; font-size: 7.5pt; font-weight: 500; display: block; white-space: nowrap; text-overflow: ellipsis; flex: 0 1 auto; min-width: 0; }
.week .block .text > * { width: auto; }
.week .block .lock { flex: none; width: 2mm; height: 2mm; margin: 0; }
.week .block .time { font-size: 7.5pt; }
.empty { margin: auto; font-size: 14pt; color: #5a6275; }
`;
