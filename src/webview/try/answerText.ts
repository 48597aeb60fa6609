import { t } from '@vscode/l10n';
import { clipped, type Format } from '../../shared/format';
import type { AnswerState } from '../../shared/tryProtocol';

/** How an answer goes, in a line: its state, its length, its speed. */
export function stateText(answer: AnswerState, format: Format): string {
  const { firstAfter, tokens } = answer;
  const speed = speedOf(answer);
  return [
    wordOf(answer),
    tokens === null ? null : tokens === 1 ? t('1 token') : t('{0} tokens', format.count(tokens)),
    speed === null ? null : t('{0} tokens/s', format.shortCount(speed)),
    firstAfter === null ? null : t('first after {0} s', format.count(Math.round(firstAfter) / 1000)),
  ]
    .filter((part) => part !== null)
    .join(' · ');
}

/** The ids of codicons. */
export const answerIcons: Readonly<Record<AnswerState['state'], string>> = {
  waiting: 'loading',
  streaming: 'loading',
  done: 'pass',
  stopped: 'circle-slash',
  failed: 'error',
};

function wordOf({ state, finishReason }: AnswerState): string {
  switch (state) {
    case 'waiting':
      return t('Waiting…');
    case 'streaming':
      return t({ message: 'Answering…', comment: 'A model, not a person' });
    case 'stopped':
      return t('Stopped');
    case 'failed':
      return t('Failed');
    case 'done':
      return endOf(finishReason);
  }
}

/** In the words of OpenAI's specification, `finish_reason`; others as they are. */
function endOf(reason: string | null): string {
  if (reason === null) return t('The server broke off');
  if (reason === 'length') return t('Cut at the maximum of tokens');
  return reason === 'stop' ? t('Complete') : t('Ended: {0}', clipped(reason, 60));
}

/** Milliseconds: what comes at once has no speed. */
const minDuration = 100;

/** Tokens a second, from the first one on; null where that cannot be measured. */
function speedOf({ tokens, firstAfter, endAfter }: AnswerState): number | null {
  if (tokens === null || tokens < 2 || firstAfter === null || endAfter === null) return null;
  return endAfter - firstAfter >= minDuration ? ((tokens - 1) / (endAfter - firstAfter)) * 1000 : null;
}
