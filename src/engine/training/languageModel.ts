import { type Dimensions, type Layout, layoutOf, vocabularySize } from './dimensions';
import { seededRandom } from './random';
import { addScaled, dot } from './vectors';

/** What a stretch of text costs the model: summed over its bytes, so that stretches can be added up. */
export interface Score {
  /** Sum of -ln p(byte), in nats. */
  loss: number;
  /** How many bytes were the model's first guess. */
  correct: number;
  /** How many bytes were predicted. */
  count: number;
}

/**
 * A byte-level neural language model: the embeddings of the previous bytes, one hidden layer (tanh), a softmax
 * over the bytes it knows. All weights live in one flat array of doubles, laid out by `layoutOf`.
 *
 * `alphabet` lists the bytes that can come next, ascending: those of the files it learns from. Text rarely has a
 * third of the 256, and the output layer costs the most. A byte outside it has probability 0.
 */
export class LanguageModel {
  readonly layout: Layout;
  /** The chance of each byte after the stretch last looked at; outside the alphabet always 0. */
  readonly probabilities = new Float64Array(vocabularySize);
  private readonly input: Float64Array;
  private readonly hidden: Float64Array;
  private readonly inputGradient: Float64Array;
  private readonly hiddenGradient: Float64Array;

  constructor(
    readonly dimensions: Dimensions,
    readonly weights: Float64Array,
    readonly alphabet: Uint8Array,
  ) {
    this.layout = layoutOf(dimensions);
    if (weights.length !== this.layout.size) {
      throw new RangeError(`${String(weights.length)} weights given, ${String(this.layout.size)} expected`);
    }
    this.input = new Float64Array(dimensions.context * dimensions.embedding);
    this.inputGradient = new Float64Array(this.input.length);
    this.hidden = new Float64Array(dimensions.hidden);
    this.hiddenGradient = new Float64Array(dimensions.hidden);
  }

  /** Leaves in `probabilities` what comes after `text[start .. position - 1]`. */
  predict(text: Uint8Array, start: number, position: number): void {
    this.embed(text, start, position);
    this.runHidden();
    this.runSoftmax();
  }

  /** Scores `text[start .. end - 1]`, each byte from those before it in the same stretch. */
  score(text: Uint8Array, start: number, end: number): Score {
    const score = { loss: 0, correct: 0, count: end - start };
    for (let position = start; position < end; position++) {
      this.predict(text, start, position);
      this.addTo(score, byteAt(text, position));
    }
    return score;
  }

  /** As `score`, and adds the gradient of the summed loss to `gradient`, which is laid out as the weights. */
  addGradient(text: Uint8Array, start: number, end: number, gradient: Float64Array): Score {
    const score = { loss: 0, correct: 0, count: end - start };
    for (let position = start; position < end; position++) {
      this.predict(text, start, position);
      const target = byteAt(text, position);
      this.addTo(score, target);
      this.backOutput(target, gradient);
      this.backHidden(gradient);
      this.backEmbedding(text, start, position, gradient);
    }
    return score;
  }

  private addTo(score: Score, target: number): void {
    const chance = this.probabilities[target] ?? 0;
    score.loss -= Math.log(Math.max(chance, Number.MIN_VALUE));
    for (const byte of this.alphabet) {
      const other = this.probabilities[byte] ?? 0;
      // The lower byte wins a tie, so that an untrained model does not count as right everywhere.
      if (other > chance || (other === chance && byte < target)) return;
    }
    score.correct++;
  }

  /** Before the first byte of an example the context is zeros: there is no earlier text. */
  private embed(text: Uint8Array, start: number, position: number): void {
    const { context, embedding } = this.dimensions;
    for (let slot = 0; slot < context; slot++) {
      const from = contextByte(text, start, position, slot) * embedding;
      const to = slot * embedding;
      for (let i = 0; i < embedding; i++) this.input[to + i] = this.weights[from + i] ?? 0;
    }
  }

  private runHidden(): void {
    const { weights, input, hidden, layout } = this;
    for (let unit = 0; unit < hidden.length; unit++) {
      const bias = weights[layout.hiddenBias + unit] ?? 0;
      hidden[unit] = Math.tanh(bias + dot(weights, layout.hiddenWeights + unit * input.length, input));
    }
  }

  private runSoftmax(): void {
    const { weights, hidden, probabilities, alphabet, layout } = this;
    let highest = -Infinity;
    for (const byte of alphabet) {
      const bias = weights[layout.outputBias + byte] ?? 0;
      const logit = bias + dot(weights, layout.outputWeights + byte * hidden.length, hidden);
      probabilities[byte] = logit;
      if (logit > highest) highest = logit;
    }
    normalise(probabilities, alphabet, highest);
  }

  /** d loss / d logit = p - [byte is the target]; from there to the output layer and the hidden outputs. */
  private backOutput(target: number, gradient: Float64Array): void {
    const { weights, hidden, hiddenGradient, probabilities, layout } = this;
    const width = hidden.length;
    hiddenGradient.fill(0);
    for (const byte of this.alphabet) {
      const slope = (probabilities[byte] ?? 0) - (byte === target ? 1 : 0);
      const row = layout.outputWeights + byte * width;
      add(gradient, layout.outputBias + byte, slope);
      addScaled(gradient, row, slope, hidden, 0, width);
      addScaled(hiddenGradient, 0, slope, weights, row, width);
    }
  }

  /** tanh' = 1 - tanh². */
  private backHidden(gradient: Float64Array): void {
    const { weights, input, inputGradient, hidden, hiddenGradient, layout } = this;
    const width = input.length;
    inputGradient.fill(0);
    for (let unit = 0; unit < hidden.length; unit++) {
      const output = hidden[unit] ?? 0;
      const slope = (hiddenGradient[unit] ?? 0) * (1 - output * output);
      const row = layout.hiddenWeights + unit * width;
      add(gradient, layout.hiddenBias + unit, slope);
      addScaled(gradient, row, slope, input, 0, width);
      addScaled(inputGradient, 0, slope, weights, row, width);
    }
  }

  private backEmbedding(text: Uint8Array, start: number, position: number, gradient: Float64Array): void {
    const { context, embedding } = this.dimensions;
    for (let slot = 0; slot < context; slot++) {
      const to = contextByte(text, start, position, slot) * embedding;
      addScaled(gradient, to, 1, this.inputGradient, slot * embedding, embedding);
    }
  }
}

/** A new model's weights: small random numbers scaled to each layer's inputs, zero biases. */
export function initialWeights(dimensions: Dimensions, seed: number): Float64Array {
  const { context, embedding, hidden } = dimensions;
  const layout = layoutOf(dimensions);
  const random = seededRandom(seed);
  const weights = new Float64Array(layout.size);
  const fill = (from: number, to: number, scale: number): void => {
    for (let i = from; i < to; i++) weights[i] = (random.next() * 2 - 1) * scale;
  };
  fill(layout.embedding, layout.hiddenWeights, 0.5);
  fill(layout.hiddenWeights, layout.hiddenBias, Math.sqrt(3 / (context * embedding)));
  fill(layout.outputWeights, layout.outputBias, Math.sqrt(0.3 / hidden));
  return weights;
}

/** Before any training, always the same. It knows no text, so that every printable byte of ASCII may come next. */
export function untrainedModel(dimensions: Dimensions): LanguageModel {
  return new LanguageModel(dimensions, initialWeights(dimensions, 0), printable);
}

const printable = Uint8Array.from({ length: 95 }, (_, at) => 32 + at);

/** The byte in a slot of the context: slot 0 is the last byte before `position`. */
function contextByte(text: Uint8Array, start: number, position: number, slot: number): number {
  const index = position - 1 - slot;
  return index < start ? 0 : byteAt(text, index);
}

/** In bounds wherever it is called; `?? 0` as in `vectors.ts`. */
function byteAt(text: Uint8Array, index: number): number {
  return text[index] ?? 0;
}

function add(target: Float64Array, index: number, value: number): void {
  target[index] = (target[index] ?? 0) + value;
}

/** Logits to probabilities; the highest is taken off first so that nothing overflows. */
function normalise(logits: Float64Array, alphabet: Uint8Array, highest: number): void {
  let sum = 0;
  for (const byte of alphabet) {
    const power = Math.exp((logits[byte] ?? 0) - highest);
    logits[byte] = power;
    sum += power;
  }
  for (const byte of alphabet) logits[byte] = (logits[byte] ?? 0) / sum;
}
