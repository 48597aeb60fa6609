import { t } from '@vscode/l10n';
import type { LimitFinding } from '../../shared/dataSurvey';

/** What is known of a file, and which limits it does not keep. @param counted how many examples there are, in words */
export function withFindings(counted: string, findings: readonly LimitFinding[]): string {
  const isSaid = findings.some(({ of }) => of === 'examples'); // with their number
  return [...(isSaid ? [] : [counted]), ...findings.map(sourced)].join(' · ');
}

function sourced({ text, page, seen }: LimitFinding): string {
  if (page === null || seen === null) return text;
  return t({
    message: '{0} ({1}, as of {2})',
    args: [text, new URL(page).host, seen],
    comment: 'A limit of a provider, the page that says so, and the day on which it was read there',
  });
}
