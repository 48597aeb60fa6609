import type { Uri } from 'vscode';
import { rangesOf } from '../../datasets/survey/buckets';
import { surveyTokens, type TokenSurvey } from '../../datasets/tokens/survey';
import type { Host } from '../../platform/host';
import type { DataTokens } from '../../shared/dataReportProtocol';

/** That of OpenAI's models since GPT-4o. */
const encoding = 'o200k_base';
/**
 * Tokens of an example that GPT-4o and its smaller ones are trained on; what is behind them is cut off. Sources: Azure's
 * table of models that can be fine-tuned (“Training example context length”), and OpenAI's cookbook on preparing data.
 */
const maxTokens = 65_536;

/** Counts the tokens of a file. Rejects on abort, and where it cannot be read. @param onProgress is given a share */
export async function countTokens(
  file: Uri,
  host: Pick<Host, 'openForUpload' | 'openTokenCounter'>,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<DataTokens> {
  const source = await host.openForUpload(file);
  const counter = await host.openTokenCounter(encoding, source.size);
  try {
    const survey = await surveyTokens(source.read(), counter, {
      signal,
      onProgress: (bytes) => {
        onProgress(source.size === 0 ? 1 : bytes / source.size);
      },
    });
    return countedOf(survey);
  } finally {
    counter.dispose();
  }
}

function countedOf({ tokens, longest, lengths }: TokenSurvey): DataTokens {
  const overlong = [...lengths].reduce((sum, [length, rows]) => sum + (length > maxTokens ? rows : 0), 0);
  return {
    kind: 'counted',
    ...{ encoding, ...tokens, longest },
    lengths: rangesOf(lengths),
    overlong: { rows: overlong, limit: maxTokens },
  };
}
