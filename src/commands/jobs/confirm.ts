import { t } from '@vscode/l10n';
import { jobName } from '../../jobs/summary';
import { editorFormat } from '../../platform/editorFormat';
import { inert, maxLength } from '../../platform/inertText';
import { askModal } from '../../platform/show';
import type { JobTarget } from './targets';

const maxNamed = 10;

/** A question before something is done to jobs: once, whatever their number. */
export async function isConfirmed(
  targets: readonly JobTarget[],
  words: {
    /** `Cancel {0}?`, of a name. */
    readonly one: (name: string) => string;
    /** `Cancel {0} jobs?` */
    readonly many: (count: number) => string;
    readonly detail: string;
    readonly button: string;
    /** What happens instead: `Keep Running`. */
    readonly wayOut: string;
  },
): Promise<boolean> {
  const names = targets.map(({ job }) => inert(jobName(job, editorFormat), maxLength.name));
  const [only] = names;
  const isOne = names.length === 1 && only !== undefined;
  const question = isOne ? words.one(only) : words.many(names.length);
  const detail = isOne ? words.detail : `${listedNames(names)}\n\n${words.detail}`;
  return (await askModal({ question, detail, buttons: [words.button], wayOut: words.wayOut })) !== undefined;
}

/** Each in a line of its own, the first ten. */
export function listedNames(all: readonly string[]): string {
  const names = all.slice(0, maxNamed).map((name) => inert(name, maxLength.name));
  const more = all.length - names.length;
  return [...names, ...(more > 0 ? [t('and {0} more', more)] : [])].join('\n');
}
