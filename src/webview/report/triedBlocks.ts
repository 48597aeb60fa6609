import { t } from '@vscode/l10n';
import { clipped, type Format } from '../../shared/format';
import type { KeptTry } from '../../shared/tryProtocol';
import type { Block } from './blocks';

/** Longer texts have no place in a table. */
const maxLength = 4_000;

/** A section of a job's report: the prompts that were kept. */
export function triedSection(tries: readonly KeptTry[], format: Format): Block[] {
  if (tries.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: t('Answers') },
    ...tries.flatMap((kept) => triedBlocks(kept, format)),
  ];
}

/** One prompt with its settings and what the models answered. */
export function triedBlocks(kept: KeptTry, format: Format): Block[] {
  const { answers, expected } = kept;
  const rows = [
    ...(expected === null ? [] : [[t('Expected'), clipped(expected, maxLength)]]),
    ...answers.map(({ model, text }) => [model, clipped(text, maxLength)]),
  ];
  return [
    { kind: 'table', head: [t('Field'), t('Value')], rows: settingsOf(kept, format) },
    { kind: 'table', head: [t('Model'), t('Answer')], rows },
  ];
}

function settingsOf(kept: KeptTry, format: Format): string[][] {
  const { earlier, maxTokens, prompt, system, temperature } = kept;
  const unset = t({ message: 'default', comment: 'A setting that is left to the provider' });
  return [
    ...(system === '' ? [] : [[t('System prompt'), clipped(system, maxLength)]]),
    ...(earlier.length === 0 ? [] : [[t('Earlier messages'), format.count(earlier.length)]]),
    [t('Prompt'), clipped(prompt, maxLength)],
    [t('Temperature'), temperature === null ? unset : format.count(temperature)],
    [t('Maximum tokens'), maxTokens === null ? unset : format.count(maxTokens)],
    [t('Time'), format.date(kept.at)],
  ];
}
