import type { JsonObject } from '../../api/wire/values';
import type { JobSource } from '../../jobs/source';
import type { App } from '../command';
import { type DataFile, placeOf } from '../trainingFiles/dataFile';
import { firstRow } from './firstRow';

/** The first row of a data file, on this machine or at its provider. Null: there is none, or it cannot be had. */
export async function rowOfFile(
  { host }: App,
  { capabilities, files }: JobSource,
  file: DataFile | null,
  signal: AbortSignal,
): Promise<JsonObject | null> {
  const place = placeOf(file);
  if (place !== null) return firstRow((await host.openForUpload(place)).read());
  if (file?.kind !== 'uploaded' || capabilities.fileContent !== true) return null;
  return firstRow(files.content(file.id, signal));
}
