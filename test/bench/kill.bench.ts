/**
 * kill -9 during import and during training, half each: nothing acknowledged may be lost, no file may be corrupt.
 *
 *   node test/bench/kill.bench.ts [kills = 1000]
 */
import { killDuringImport } from "../faults/import-kill.ts";
import { killDuringTraining } from "../faults/training-kill.ts";

const kills = Number(process.argv[2] ?? 1000);
const half = Math.ceil(kills / 2);
console.log("training", await killDuringTraining(half, 1));
console.log("import", await killDuringImport(kills - half, 1));
