import { csvFormatRow } from 'd3-dsv';
import type { StepMetrics } from '../training/stepMetrics';

/** The columns of OpenAI's `step_metrics.csv`, and the figures they hold. */
const columns: readonly (readonly [name: string, key: keyof StepMetrics])[] = [
  ['step', 'step'],
  ['train_loss', 'train_loss'],
  ['train_accuracy', 'train_mean_token_accuracy'],
  ['valid_loss', 'valid_loss'],
  ['valid_mean_token_accuracy', 'valid_mean_token_accuracy'],
  ['full_valid_loss', 'full_valid_loss'],
  ['full_valid_mean_token_accuracy', 'full_valid_mean_token_accuracy'],
];

export const csvHeader = `${csvFormatRow(columns.map(([name]) => name))}\n`;

/** A step as a row; a cell without a value is blank. */
export function csvRow(metrics: StepMetrics): string {
  return `${csvFormatRow(columns.map(([, key]) => String(metrics[key] ?? '')))}\n`;
}
