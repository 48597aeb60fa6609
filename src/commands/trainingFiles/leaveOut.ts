import { t } from '@vscode/l10n';
import { ThemeIcon, type Uri } from 'vscode';
import { countText } from '../../api/countText';
import type { Converted } from '../../datasets/rewrite/convert/convertRows';
import { openAt } from '../../platform/openAt';
import { pickOne } from '../../platform/picks';
import { askModal } from '../../platform/show';
import { toDataFile } from './dataFile';

/** Rows that are named with their reasons. */
const maxNamed = 5;

/** Whether rows without an exact counterpart are to be left out; `show`: no, the person wants to see them. */
export async function askToLeaveOut(
  file: Uri,
  { rows, refused, problems }: Converted,
): Promise<boolean | 'show'> {
  const { name } = toDataFile(file);
  const [leaveOut, show] = [t('Leave Them Out'), t('Show Rows')];
  const named = problems.slice(0, maxNamed).map(({ line, reason }) => t('Line {0}: {1}', line, reason));
  const chosen = await askModal({
    question:
      refused === 1
        ? t('1 row of {0} cannot be converted exactly', name)
        : t('{1} rows of {0} cannot be converted exactly', name, countText(refused)),
    detail: [...named, ...(refused > maxNamed ? ['…'] : []), '', t('{0} itself stays as it is.', name)].join(
      '\n',
    ),
    buttons: rows > 0 ? [leaveOut, show] : [show],
    wayOut: t('Do Not Convert'),
  });
  return chosen === show ? 'show' : chosen === leaveOut;
}

/** Lists them, and opens the file at the one that the person chooses. */
export async function showRefused(file: Uri, { refused, problems }: Converted): Promise<void> {
  const items = problems.map(({ line, reason }) => ({
    label: t('Line {0}', countText(line)),
    description: reason,
    iconPath: new ThemeIcon('error'),
    line,
  }));
  const placeHolder =
    problems.length < refused
      ? t(
          'The first {0} of {1} rows. Which one do you want to see?',
          countText(problems.length),
          countText(refused),
        )
      : t('Which row do you want to see?');
  const picked = await pickOne(items, { placeHolder, matchOnDescription: true });
  if (picked !== undefined) await openAt(file, picked.line);
}
