/**
 * How often the verdict on a job's curves is right: on made curves that the rules were tuned on, on as many that they
 * were not, and on curves that the local engine reported, labelled by what only the recorder knows. Fails where a
 * kind's precision or recall is below 0.9 on the made curves that were held out.
 */
import { diagnosisOf } from '../src/metrics/diagnosis';
import { realCurves } from './realCurves';
import { heldOutCurves, type LabelledCurves, seriesOf, tunedCurves } from './verdictCurves';
import { type Score, scoresOf } from './verdictScore';
import { kinds } from './verdictTruth';

const minScore = 0.9;
const pointCount = 1_000_000;
const roundCount = 15;

function main(): void {
  report('made curves that the rules were tuned on', tunedCurves());
  const heldOut = report('made curves that were held out', heldOutCurves());
  report('curves of the local engine', realCurves());
  hindsight(realCurves());
  timeOfAMillion();
  const isGood = heldOut.every(
    ({ precision, recall }) => (precision ?? 0) >= minScore && (recall ?? 0) >= minScore,
  );
  if (!isGood) process.exitCode = 1;
}

function report(title: string, curves: readonly LabelledCurves[]): Score[] {
  const between = curves.filter(({ label }) => label === 'between').length;
  const drowned = curves.filter(({ label }) => label.startsWith('drowned'));
  console.log(
    `\n${title}: ${curves.length - between - drowned.length}; left out are ${between} that lie between two kinds and ${drowned.length} whose change drowns in noise`,
  );
  const scores = scoresOf(curves);
  console.log(row('', ['count', 'precision', 'recall', 'verdict:', ...kinds]));
  for (const { kind, verdicts, precision, recall } of scores) {
    const counts = [...verdicts.values()];
    const all = counts.reduce((sum, count) => sum + count, 0);
    console.log(row(kind, [all, shown(precision), shown(recall), '', ...counts]));
  }
  const verdicts = drowned.map(({ label, series }) => ({ label, kind: diagnosisOf(series).kind }));
  const known = verdicts.filter(({ label, kind }) => label === `drowned ${kind}`).length;
  const plateaued = verdicts.filter(({ kind }) => kind === 'plateaued').length;
  console.log(
    `of those whose change drowns in noise ${known} are recognised all the same, ${plateaued} are called plateaued, ${verdicts.length - known - plateaued} something else`,
  );
  return scores;
}

function row(name: string, cells: readonly (string | number)[]): string {
  return name.padEnd(12) + cells.map((cell) => String(cell).padStart(12)).join('');
}

function shown(score: number | null): string {
  return score === null ? '–' : score.toFixed(3);
}

/** What became of each verdict on a real curve in a half more of its steps, whatever its label. */
function hindsight(curves: readonly LabelledCurves[]): void {
  console.log('\nof the local engine’s curves, after half as many steps again the loss that decides');
  for (const kind of kinds) {
    const later = curves.flatMap(({ series, later }) =>
      later !== undefined && diagnosisOf(series).kind === kind ? [later] : [],
    );
    const lower = later.filter((change) => change <= -0.01).length;
    const higher = later.filter((change) => change >= 0.01).length;
    const text = `${lower} had fallen by 1 % or more, ${later.length - lower - higher} not moved, ${higher} risen`;
    if (later.length > 0) console.log(`  ${kind.padEnd(12)}${text}`);
  }
}

function timeOfAMillion(): void {
  const steps = Float64Array.from({ length: pointCount }, (_, at) => at + 1);
  const train = seriesOf(
    'train_loss',
    steps,
    steps.map((step) => 2 * Math.exp((-4 * step) / pointCount) + 0.2 * Math.sin(step * 12.9898)),
  );
  const valid = seriesOf(
    'valid_loss',
    steps,
    steps.map((step) => 1 + (step / pointCount - 0.5) ** 2),
  );
  for (const [name, series] of [
    ['training alone', [train]],
    ['training and validation', [train, valid]],
  ] as const) {
    const times = Array.from({ length: roundCount }, () => timed(() => diagnosisOf(series))).sort(
      (a, b) => a - b,
    );
    const middle = times[Math.floor(roundCount / 2)] ?? NaN;
    console.log(`\na verdict on ${pointCount} points each, ${name}: ${middle.toFixed(1)} ms`);
  }
}

/** Milliseconds. */
function timed(work: () => unknown): number {
  const start = performance.now();
  work();
  return performance.now() - start;
}

main();
