import type { App } from '../command';
import { toDataFile } from '../trainingFiles/dataFile';
import type { LeftFiles } from '../trainingFiles/leftFiles';
import { showLeft } from '../trainingFiles/showLeft';
import type { JobDraft } from './draft';
import type { OwnUploads } from './ownUploads';

/**
 * Deletes at the provider what was uploaded from this machine and no job is trained on; drafts that named it then name the
 * files here again. What a job uses by now, such as one of another form that took the same file, stays. Never rejects.
 *
 * @param drafts that may name it
 */
export async function discardUploads(
  { errors }: Pick<App, 'errors'>,
  own: OwnUploads,
  drafts: readonly JobDraft[],
): Promise<LeftFiles> {
  const kept: string[] = [];
  for (const upload of own.all) {
    const { source, file, isDeletable } = upload;
    if (source.store.all().some(({ links }) => links?.fileIds.includes(file.id) === true)) {
      own.remove(upload);
      continue;
    }
    if (!isDeletable) {
      kept.push(file.name);
      continue;
    }
    try {
      await source.files.delete(file.id, new AbortController().signal);
      own.remove(upload);
      for (const draft of drafts) nameLocally(draft, file.id);
    } catch (error) {
      kept.push(file.name);
      errors.record('Deleting an uploaded file failed', error);
    }
  }
  const { unconfirmed } = own;
  own.forgetUnconfirmed();
  return { kept, unconfirmed };
}

/** The same for who has no page: a message says what is left there. Never rejects. */
export async function leaveNothing(
  app: Pick<App, 'errors' | 'run'>,
  own: OwnUploads,
  drafts: readonly JobDraft[],
): Promise<void> {
  void showLeft(app, await discardUploads(app, own, drafts));
}

function nameLocally(draft: JobDraft, id: string): void {
  for (const name of ['trainingFile', 'validationFile'] as const) {
    const file = draft[name];
    if (file?.kind === 'uploaded' && file.id === id && file.from !== undefined)
      draft[name] = toDataFile(file.from.uri);
  }
}
