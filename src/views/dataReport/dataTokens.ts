import type { Uri } from 'vscode';
import { gptExampleTokens } from '../../api/dialects/dataLimits';
import { rowsAbove } from '../../datasets/limitFindings';
import { rangesOf } from '../../datasets/survey/buckets';
import { surveyTokens, type TokenSurvey } from '../../datasets/tokens/survey';
import type { Host } from '../../platform/host';
import type { DataTokens } from '../../shared/dataReportProtocol';

/** That of OpenAI's models since GPT-4o. */
const encoding = 'o200k_base';
/** The tokens of a file: for its page, and how many rows have so many. */
interface CountedFile extends Pick<TokenSurvey, 'lengths'> {
  readonly counted: DataTokens;
}

/** Counts the tokens of a file. Rejects on abort, and where it cannot be read. @param onProgress is given a share */
export async function countTokens(
  file: Uri,
  host: Pick<Host, 'openForUpload' | 'openTokenCounter'>,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<CountedFile> {
  const source = await host.openForUpload(file);
  const counter = await host.openTokenCounter(encoding, source.size);
  try {
    const survey = await surveyTokens(source.read(), counter, {
      signal,
      onProgress: (bytes) => {
        onProgress(source.size === 0 ? 1 : bytes / source.size);
      },
    });
    return { lengths: survey.lengths, counted: countedOf(survey) };
  } finally {
    counter.dispose();
  }
}

function countedOf({ tokens, longest, lengths }: TokenSurvey): DataTokens {
  const rows = rowsAbove(lengths, gptExampleTokens);
  return {
    kind: 'counted',
    ...{ encoding, ...tokens, longest },
    lengths: rangesOf(lengths),
    overlong: { rows, limit: gptExampleTokens },
  };
}
