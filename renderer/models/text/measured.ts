/** Predicted classes against true ones: the report, and how calibrated the likelier class's probability is, in ten bins (Guo et al. 2017). */
import { type ClassReport, classReport } from "../../../shared/domain/class-report.ts";
import { expectedCalibrationError, reliabilityBins } from "../../../shared/domain/reliability.ts";

const bins = 10;

interface Measured {
  readonly predicted: Int32Array;
  readonly report: ClassReport;
  readonly metrics: {
    readonly accuracy: number;
    readonly f1_macro: number;
    readonly f1_weighted: number;
    readonly ece: number;
  };
}

/** P: [texts x classes] */
export const measured = (P: Float64Array, truth: Int32Array, of: number): Measured => {
  const predicted = Int32Array.from(truth, (_, n) => {
    const row = P.subarray(n * of, (n + 1) * of);
    return row.indexOf(Math.max(...row));
  });
  const confidence = Float64Array.from(predicted, (c, n) => P[n * of + c] as number);
  const right = Array.from(predicted, (c, n) => c === truth[n]);
  const report = classReport(truth, predicted, of);
  return {
    predicted,
    report,
    metrics: {
      accuracy: report.accuracy,
      f1_macro: report.macro.f1,
      f1_weighted: report.weighted.f1,
      ece: expectedCalibrationError(reliabilityBins(confidence, right, "width", bins)) ?? 0,
    },
  };
};
