import { type Dimensions, type Layout, layoutOf, VOCABULARY } from './dimensions';
import { seededRandom } from './random';

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
 * over the 256 bytes. All weights live in one flat array of doubles, laid out by `layoutOf`.
 *
 * The indexed reads below are in bounds by construction; `?? 0` would cost a branch in the innermost loops, so
 * arithmetic goes through `+=` on typed arrays and `at()`-free reads asserted as numbers.
 */
export class LanguageModel {
  readonly layout: Layout;
  /** Input of the hidden layer, its output, and the probabilities, for the byte last looked at. */
  private readonly input: Float64Array;
  private readonly hidden: Float64Array;
  readonly probabilities = new Float64Array(VOCABULARY);
  private readonly hiddenGradient: Float64Array;
  private readonly inputGradient: Float64Array;

  constructor(
    readonly dimensions: Dimensions,
    readonly weights: Float64Array,
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

  /** The probability of each byte after `text[start .. position - 1]`, left in `probabilities`. */
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
    const probabilities = this.probabilities;
    const chance = probabilities[target] as number;
    score.loss -= Math.log(Math.max(chance, Number.MIN_VALUE));
    let isFirst = true;
    for (let byte = 0; isFirst && byte < VOCABULARY; byte++) {
      const other = probabilities[byte] as number;
      // The lower byte wins a tie, so that an untrained model does not count as right everywhere.
      isFirst = other < chance || (other === chance && byte >= target);
    }
    if (isFirst) score.correct++;
  }

  /** Before the first byte of a stretch the context is zeros, as if it followed an end mark. */
  private embed(text: Uint8Array, start: number, position: number): void {
    const { context, embedding } = this.dimensions;
    for (let slot = 0; slot < context; slot++) {
      const from = contextByte(text, start, position, slot) * embedding;
      const to = slot * embedding;
      for (let i = 0; i < embedding; i++) this.input[to + i] = this.weights[from + i] as number;
    }
  }

  private runHidden(): void {
    const { weights, input, hidden, layout } = this;
    const width = input.length;
    for (let unit = 0; unit < hidden.length; unit++) {
      let sum = weights[layout.hiddenBias + unit] as number;
      const row = layout.hiddenWeights + unit * width;
      for (let i = 0; i < width; i++) sum += (weights[row + i] as number) * (input[i] as number);
      hidden[unit] = Math.tanh(sum);
    }
  }

  private runSoftmax(): void {
    const { weights, hidden, probabilities, layout } = this;
    const width = hidden.length;
    let highest = -Infinity;
    for (let byte = 0; byte < VOCABULARY; byte++) {
      let sum = weights[layout.outputBias + byte] as number;
      const row = layout.outputWeights + byte * width;
      for (let i = 0; i < width; i++) sum += (weights[row + i] as number) * (hidden[i] as number);
      probabilities[byte] = sum;
      if (sum > highest) highest = sum;
    }
    normalise(probabilities, highest);
  }

  /** d loss / d logit = p - [byte is the target]; from there to the output layer and the hidden outputs. */
  private backOutput(target: number, gradient: Float64Array): void {
    const { weights, hidden, hiddenGradient, probabilities, layout } = this;
    const width = hidden.length;
    hiddenGradient.fill(0);
    for (let byte = 0; byte < VOCABULARY; byte++) {
      const slope = (probabilities[byte] as number) - (byte === target ? 1 : 0);
      const row = layout.outputWeights + byte * width;
      gradient[layout.outputBias + byte] = (gradient[layout.outputBias + byte] as number) + slope;
      for (let i = 0; i < width; i++) {
        gradient[row + i] = (gradient[row + i] as number) + slope * (hidden[i] as number);
        hiddenGradient[i] = (hiddenGradient[i] as number) + slope * (weights[row + i] as number);
      }
    }
  }

  /** tanh' = 1 - tanh². */
  private backHidden(gradient: Float64Array): void {
    const { weights, input, inputGradient, hidden, hiddenGradient, layout } = this;
    const width = input.length;
    inputGradient.fill(0);
    for (let unit = 0; unit < hidden.length; unit++) {
      const output = hidden[unit] as number;
      const slope = (hiddenGradient[unit] as number) * (1 - output * output);
      const row = layout.hiddenWeights + unit * width;
      gradient[layout.hiddenBias + unit] = (gradient[layout.hiddenBias + unit] as number) + slope;
      for (let i = 0; i < width; i++) {
        gradient[row + i] = (gradient[row + i] as number) + slope * (input[i] as number);
        inputGradient[i] = (inputGradient[i] as number) + slope * (weights[row + i] as number);
      }
    }
  }

  private backEmbedding(text: Uint8Array, start: number, position: number, gradient: Float64Array): void {
    const { context, embedding } = this.dimensions;
    for (let slot = 0; slot < context; slot++) {
      const to = contextByte(text, start, position, slot) * embedding;
      const from = slot * embedding;
      for (let i = 0; i < embedding; i++) {
        gradient[to + i] = (gradient[to + i] as number) + (this.inputGradient[from + i] as number);
      }
    }
  }

  /** The byte in a slot of the context: slot 0 is the last byte before `position`. */
}

/** A new model's weights: small random numbers scaled to each layer's inputs, zero biases. */
export function initialWeights(dimensions: Dimensions, seed: number): Float64Array {
  const layout = layoutOf(dimensions);
  const random = seededRandom(seed);
  const weights = new Float64Array(layout.size);
  const fill = (from: number, to: number, scale: number): void => {
    for (let i = from; i < to; i++) weights[i] = (random.next() * 2 - 1) * scale;
  };
  fill(layout.embedding, layout.hiddenWeights, 0.5);
  fill(
    layout.hiddenWeights,
    layout.hiddenBias,
    Math.sqrt(3 / (dimensions.context * dimensions.embedding)),
  );
  fill(layout.outputWeights, layout.outputBias, Math.sqrt(0.3 / dimensions.hidden));
  return weights;
}

function contextByte(text: Uint8Array, start: number, position: number, slot: number): number {
  const index = position - 1 - slot;
  return index < start ? 0 : byteAt(text, index);
}

/** In bounds wherever it is called: an `as`, because a branch here would be the price of a check. */
function byteAt(text: Uint8Array, index: number): number {
  return text[index] as number;
}

/** Logits to probabilities; the highest is taken off first so that nothing overflows. */
function normalise(logits: Float64Array, highest: number): void {
  let sum = 0;
  for (let i = 0; i < logits.length; i++) {
    const power = Math.exp((logits[i] as number) - highest);
    logits[i] = power;
    sum += power;
  }
  for (let i = 0; i < logits.length; i++) logits[i] = (logits[i] as number) / sum;
}
