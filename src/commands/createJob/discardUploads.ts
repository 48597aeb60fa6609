import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import { toDataFile } from '../trainingFiles/dataFile';
import type { LeftFiles } from '../trainingFiles/leftFiles';
import { showLeft } from '../trainingFiles/showLeft';
import type { JobDraft } from './draft';
import type { OwnUploads } from './ownUploads';

/** Milliseconds that a look through the jobs may take: somebody waits, and a file that stays is said to. */
const maxLook = 10_000;

/**
 * Deletes at the provider what was uploaded from this machine and no job is trained on; drafts that named it then name the
 * files here again. What a job uses by now, such as one of another form or window that took the same file, stays, as
 * everything does where the jobs cannot be looked through. Never rejects.
 *
 * @param drafts that may name it
 */
export async function discardUploads(
  { errors }: Pick<App, 'errors'>,
  own: OwnUploads,
  drafts: readonly JobDraft[],
): Promise<LeftFiles> {
  const kept: string[] = [];
  const sources = [...new Set(own.all.map(({ source }) => source))];
  const known = new Map(
    await Promise.all(sources.map(async (each) => [each, await lookThrough(each)] as const)),
  );
  for (const upload of own.all) {
    const { source, file, isDeletable } = upload;
    if (source.store.all().some(({ links }) => links?.fileIds.includes(file.id) === true)) {
      own.remove(upload);
      continue;
    }
    if (!isDeletable || known.get(source) !== true) {
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

/**
 * Whether the jobs are known as they are now: what was known may be minutes old, and a look that another one ends, or
 * that takes too long, brings nothing. Never rejects.
 */
async function lookThrough(source: JobSource): Promise<boolean> {
  const { fetchedAt } = source;
  const end = new AbortController();
  const timer = setTimeout(() => {
    end.abort();
  }, maxLook);
  await source.refreshAgain(end.signal);
  clearTimeout(timer);
  return source.state.kind === 'ready' && source.fetchedAt !== fetchedAt;
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
