import { Adam } from './adam';
import { type Corpus, exampleCount, exampleRange, scoreCorpus, scoreExamples } from './corpus';
import type { LanguageModel } from './languageModel';
import { seededRandom, shuffledIndices } from './random';
import type { EffectiveHyperparameters } from './resolveHyperparameters';
import { means, type StepMetrics } from './stepMetrics';

/** What a job trains on and how. */
export interface TrainingPlan {
  readonly training: Corpus;
  readonly validation: Corpus | null;
  readonly hyperparameters: EffectiveHyperparameters;
  /** Adam's step size at the start; it falls in a straight line to a tenth of it at the end. */
  readonly learningRate: number;
  readonly seed: number;
}

/** About how often in a job a few validation examples are looked at. */
const validationsPerJob = 100;

/**
 * Mini-batch gradient descent, a step at a time, so that the caller can stop between any two. All it does
 * depends on the plan, the model's weights, Adam's state and `stepsDone` alone: restored, it continues the same.
 */
export class Trainer {
  readonly stepsPerEpoch: number;
  readonly totalSteps: number;
  private readonly gradient: Float64Array;
  private order: { epoch: number; indices: Uint32Array } | undefined;

  constructor(
    private readonly plan: TrainingPlan,
    readonly model: LanguageModel,
    readonly optimizer = Adam.fresh(model.layout.size),
    private done = 0,
  ) {
    const { n_epochs, batch_size } = plan.hyperparameters;
    this.stepsPerEpoch = Math.ceil(exampleCount(plan.training) / batch_size);
    this.totalSteps = this.stepsPerEpoch * n_epochs;
    this.gradient = new Float64Array(model.layout.size);
  }

  get stepsDone(): number {
    return this.done;
  }

  get isAtEndOfEpoch(): boolean {
    return this.done > 0 && this.done % this.stepsPerEpoch === 0;
  }

  /** Takes one step and measures it; the loss and accuracy are those of the batch before the weights moved. */
  step(): StepMetrics {
    const train = means(this.descend());
    this.done++;
    return {
      step: this.done,
      train_loss: train.loss,
      train_mean_token_accuracy: train.accuracy,
      ...this.validate(),
      ...this.validateFully(),
    };
  }

  private descend() {
    const { training, learningRate, hyperparameters } = this.plan;
    this.gradient.fill(0);
    const score = scoreExamples(training, this.batch(), (start, end) =>
      this.model.addGradient(training.bytes, start, end, this.gradient),
    );
    const progress = this.done / this.totalSteps;
    const rate = learningRate * hyperparameters.learning_rate_multiplier * (1 - 0.9 * progress);
    this.optimizer.update(
      this.model.weights,
      this.gradient,
      1 / Math.max(1, score.count),
      rate,
      this.done + 1,
    );
    return score;
  }

  /** The next step's examples: each epoch goes through all of them in an order of its own. */
  private batch(): Uint32Array {
    const epoch = Math.floor(this.done / this.stepsPerEpoch);
    if (this.order?.epoch !== epoch) {
      const random = seededRandom(this.plan.seed, epoch + 1);
      this.order = { epoch, indices: shuffledIndices(exampleCount(this.plan.training), random) };
    }
    const size = this.plan.hyperparameters.batch_size;
    const start = (this.done % this.stepsPerEpoch) * size;
    return this.order.indices.subarray(start, start + size);
  }

  /** A batch of the validation file, the next one each time. */
  private validate() {
    const { validation, hyperparameters } = this.plan;
    const interval = Math.max(1, Math.floor(this.totalSteps / validationsPerJob));
    if (!validation || this.done % interval !== 0) return {};
    const count = exampleCount(validation);
    const size = Math.min(count, Math.max(4, hyperparameters.batch_size));
    const first = (this.done / interval - 1) * size;
    const indices = Array.from({ length: size }, (_, index) => (first + index) % count);
    const { bytes } = validation;
    const { loss, accuracy } = means(
      scoreExamples(validation, indices, (start, end) => this.model.score(bytes, start, end)),
    );
    return { valid_loss: loss, valid_mean_token_accuracy: accuracy };
  }

  private validateFully() {
    const { validation } = this.plan;
    if (!validation || !this.isAtEndOfEpoch) return {};
    const { loss, accuracy } = means(scoreCorpus(validation, this.model));
    return { full_valid_loss: loss, full_valid_mean_token_accuracy: accuracy };
  }
}

/** The bytes of a whole epoch: what a job is billed for elsewhere. */
export function bytesPerEpoch(corpus: Corpus): number {
  let sum = 0;
  for (let index = 0; index < exampleCount(corpus); index++) {
    const [start, end] = exampleRange(corpus, index);
    sum += end - start;
  }
  return sum;
}
