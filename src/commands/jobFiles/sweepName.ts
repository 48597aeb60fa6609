import type { Combination } from '../../jobFiles/sweep';
import { shortModel } from '../../shared/format';

/** What is short enough to be read whole in a narrow side bar. */
const shortNames: Readonly<Record<string, string>> = {
  n_epochs: 'epochs',
  batch_size: 'batch',
  learning_rate: 'lr',
  learning_rate_multiplier: 'lr_mult',
};

/**
 * What a job of a sweep is called: first what tells it from the others, since the end is cut off where there is little
 * room, as in `epochs 3 · lr mult 2 · bot`.
 *
 * @param common what all of them are called
 */
export function sweepName(chosen: Combination['chosen'], common: string): string {
  const own = chosen.map(([name, value]) =>
    name === 'model' ? shortModel(value) : `${(shortNames[name] ?? name).replaceAll('_', ' ')} ${value}`,
  );
  return [...own, ...(chosen.some(([, value]) => value === common) ? [] : [common])].join(' · ');
}
