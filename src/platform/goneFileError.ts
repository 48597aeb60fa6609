import { t } from '@vscode/l10n';
import { isGone } from '../api/http/isGone';

/** The provider no longer has a file that something here still names. */
export class GoneFileError extends Error {
  override readonly name = 'GoneFileError';

  /** @param file its id or name, for people */
  constructor(file: string, options: { cause: unknown }) {
    super(t('the provider no longer has {0}', file), options);
  }
}

/**
 * What becomes of requests about one file.
 *
 * @param file its id or name, for people
 * @throws GoneFileError where the provider does not have it; else as the requests do
 */
export async function unlessGone<T>(file: string, requests: Promise<T>): Promise<T> {
  try {
    return await requests;
  } catch (error) {
    throw isGone(error) ? new GoneFileError(file, { cause: error }) : error;
  }
}
