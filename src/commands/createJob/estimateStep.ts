import { t } from '@vscode/l10n';
import { ThemeIcon } from 'vscode';
import { ownRates } from '../../datasets/price/ownRates';
import type { JobSource } from '../../jobs/source';
import { editorFormat } from '../../platform/editorFormat';
import { openPriceSettings, readPrices } from '../../platform/settings';
import { type Choice, choose, type Separator } from '../../platform/steps';
import { placeOf } from '../trainingFiles/dataFile';
import type { TokenCounts } from '../trainingFiles/tokenCounts';
import type { JobDraft } from './draft';
import { type CountedTokens, type Estimate, estimateOf } from './estimate';
import { estimateFacts } from './estimateText';

/** Before anything is known. */
export const uncounted: CountedTokens = { kind: 'counting', progress: null };

/** With the rates that the settings have now. */
export function estimateNow(draft: JobDraft, source: JobSource, tokens: CountedTokens): Estimate {
  return estimateOf(draft, source, tokens, ownRates(readPrices()));
}

/** Never rejects. @param show is called with the tokens so far, and at the end */
export async function countTokens(
  { trainingFile, model }: Pick<JobDraft, 'trainingFile' | 'model'>,
  counts: TokenCounts,
  show: (tokens: CountedTokens) => void,
): Promise<void> {
  const file = placeOf(trainingFile);
  if (file === null) {
    show({ kind: trainingFile === null ? 'none' : 'elsewhere' });
    return;
  }
  try {
    const survey = await counts.of(file, model, (progress) => {
      show({ kind: 'counting', progress });
    });
    show({ kind: 'counted', survey });
  } catch {
    show({ kind: 'unknown' }); // what keeps the file from being read is reported when it is needed
  }
}

/** The figures before a job, and where they are from; from here the person’s own rates are set. */
export async function showEstimate(
  draft: JobDraft,
  source: JobSource,
  counts: TokenCounts,
  title: string,
): Promise<void> {
  const choices = (tokens: CountedTokens): (Choice<'rates' | null> | Separator)[] => [
    ...estimateFacts(estimateNow(draft, source, tokens), source, editorFormat).map(({ label, text }) => ({
      ...{ label, description: text, value: null },
    })),
    { separator: t('change') },
    { label: t('Set Prices of Your Own…'), iconPath: new ThemeIcon('settings-gear'), value: 'rates' },
  ];
  const placeholder = t('What the job is expected to take, and where the figures are from');
  const answer = await choose<'rates' | null>({
    title: t('{0}: Tokens, Price and Time', title),
    canGoBack: true,
    placeholder,
    choices: choices(uncounted),
    later: async (_, show) => {
      let tokens = uncounted;
      await countTokens(draft, counts, (soFar) => {
        tokens = soFar;
        show(choices(tokens), placeholder);
      });
      return choices(tokens);
    },
  });
  if (answer.kind === 'value' && answer.value === 'rates') await openPriceSettings();
}
