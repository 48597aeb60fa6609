/**
 * Trains the local engine's models in many ways and writes down what a job would have reported, and beside it what a job
 * cannot know: the loss of all examples instead of a batch's, also after the point at which the curves are judged.
 * `node --import=tsx bench/recordCurves.ts` makes bench/curves/engine.json again, the same each time.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadCorpus } from '../src/engine/dataset/loadCorpus';
import { type BaseModel, baseModelNamed } from '../src/engine/training/baseModels';
import { type Corpus, scoreCorpus } from '../src/engine/training/corpus';
import { initialWeights, LanguageModel } from '../src/engine/training/languageModel';
import type { StepMetrics } from '../src/engine/training/stepMetrics';
import { Trainer, type TrainingPlan } from '../src/engine/training/trainer';
import type { RecordedRun } from './realCurves';
import { type Plan, plans } from './recordPlans';

const root = join(__dirname, '..');
/** How far a run is followed, as a multiple of its last cut. */
const afterwards = 1.5;
/** How often in a run the losses of all examples are measured. */
const wholeCount = 30;

interface Corpora {
  readonly support: Corpus;
  readonly haiku: Corpus;
}

async function main(): Promise<void> {
  const corpora = {
    support: joined(await corpus('support-bot.jsonl'), await corpus('support-bot-validation.jsonl')),
    haiku: await corpus('haiku.jsonl'),
  };
  const runs = plans.map((plan, at) => {
    const run = record(plan, corpora, at + 1);
    console.log(run.name);
    return run;
  });
  const lines = runs.map((run) => JSON.stringify(run));
  await writeFile(join(root, 'bench', 'curves', 'engine.json'), `[\n${lines.join(',\n')}\n]\n`);
}

function corpus(name: string): Promise<Corpus> {
  return loadCorpus(join(root, 'samples', name), 'supervised');
}

function joined(a: Corpus, b: Corpus): Corpus {
  const bytes = new Uint8Array([...a.bytes, ...b.bytes]);
  return { bytes, starts: [...a.starts, ...b.starts.slice(1).map((start) => start + a.bytes.length)] };
}

function record(plan: Plan, corpora: Corpora, seed: number): RecordedRun {
  const { file, rows, validated, cuts } = plan;
  const all = corpora[file];
  const training = { ...all, starts: all.starts.slice(0, rows + 1) };
  const validation = validated === undefined ? null : { ...all, starts: all.starts.slice(-validated - 1) };
  const model = startOf(plan, corpora, seed);
  const trainingPlan = planOf(plan, training, validation, seed);
  const trainer = new Trainer(trainingPlan, model);
  const ends = cuts.map((part) => Math.max(1, Math.round(part * trainer.totalSteps)));
  return { name: nameOf(plan), cuts: ends, ...follow(trainer, trainingPlan, ends) };
}

function nameOf({ file, rows, validated, model, before, epochs, batch, rate }: Plan): string {
  const examples = validated === undefined ? `${rows}` : `${rows}+${validated}`;
  return `${file} ${examples}, ${before ?? 'new'} ${model}, ${epochs} epochs of ${batch}, rate ${rate}`;
}

function planOf(plan: Plan, training: Corpus, validation: Corpus | null, seed: number): TrainingPlan {
  const { learningRate } = baseOf(plan);
  const { epochs, batch, rate } = plan;
  const hyperparameters = { n_epochs: epochs, batch_size: batch, learning_rate_multiplier: rate };
  return { training, validation, hyperparameters, learningRate, seed };
}

function baseOf({ model }: Plan): BaseModel {
  const base = baseModelNamed(model);
  if (base === undefined) throw new Error(`there is no model ${model}`);
  return base;
}

/** The model that a run begins with: a new one, or one that was trained before. */
function startOf(plan: Plan, corpora: Corpora, seed: number): LanguageModel {
  const { dimensions } = baseOf(plan);
  const alphabet = Uint8Array.from(new Set([...corpora.support.bytes, ...corpora.haiku.bytes])).sort();
  const model = new LanguageModel(dimensions, initialWeights(dimensions, seed), alphabet);
  if (plan.before === undefined) return model;
  const isSupport = (plan.file === 'support') === (plan.before === 'same');
  const all = isSupport ? corpora.support : corpora.haiku;
  const training = { ...all, starts: all.starts.slice(0, isSupport ? 31 : 23) };
  const before = planOf({ ...plan, rate: 1, epochs: isSupport ? 20 : 60, batch: 4 }, training, null, seed);
  const trainer = new Trainer(before, model);
  while (trainer.stepsDone < trainer.totalSteps) trainer.step();
  return model;
}

/** Trains beyond the last cut, also beyond the end of the job: then at the learning rate that it ended with. */
function follow(trainer: Trainer, plan: TrainingPlan, cuts: readonly number[]) {
  const last = Math.ceil(Math.max(...cuts) * afterwards);
  const looks = looksOf(cuts, last);
  const reports: StepMetrics[] = [];
  const whole: { steps: number[]; train: number[]; valid: number[] } = { steps: [], train: [], valid: [] };
  let active = trainer;
  for (let step = 0; step <= last; step += 1) {
    if (step === trainer.totalSteps + 1) active = continued(trainer, plan);
    if (step > 0) reports.push(active.step());
    if (!looks.has(step)) continue;
    whole.steps.push(step);
    whole.train.push(lossOf(plan.training, trainer.model));
    if (plan.validation !== null) whole.valid.push(lossOf(plan.validation, trainer.model));
  }
  return { ...reported(reports.slice(0, Math.max(...cuts))), whole };
}

/** At which steps the losses of all examples are measured: all along, and around each cut. */
function looksOf(cuts: readonly number[], last: number): Set<number> {
  const along = Array.from({ length: wholeCount + 1 }, (_, at) => Math.round((at * last) / wholeCount));
  const around = cuts.flatMap((cut) =>
    [0.7, 0.8, 0.9, 1, 1.1, 1.2, 1.3, 1.4, 1.5].map((part) => Math.round(part * cut)),
  );
  return new Set([...along, ...around]);
}

function reported(reports: readonly StepMetrics[]) {
  const some = (name: 'valid_loss' | 'full_valid_loss') =>
    reports.flatMap((report) => {
      const value = report[name];
      return value === undefined ? [] : [[report.step, rounded(value)] as const];
    });
  return {
    train: reports.map(({ train_loss }) => rounded(train_loss)),
    valid: some('valid_loss'),
    fullValid: some('full_valid_loss'),
  };
}

function continued(ended: Trainer, plan: TrainingPlan): Trainer {
  const { n_epochs } = plan.hyperparameters;
  const hyperparameters = { ...plan.hyperparameters, n_epochs: n_epochs * 10 };
  const slow = { ...plan, hyperparameters, learningRate: plan.learningRate / 10 };
  return new Trainer(slow, ended.model, ended.optimizer, ended.stepsDone);
}

function lossOf(examples: Corpus, model: LanguageModel): number {
  const { loss, count } = scoreCorpus(examples, model);
  return rounded(loss / count);
}

/** To four digits. What is no number is null in JSON. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}

void main();
