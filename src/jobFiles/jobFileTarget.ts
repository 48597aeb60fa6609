import { jobFileEnding } from './jobFile';

/**
 * The path at which a job file is saved: the one that the person chose, with the ending of a job file. Null: they do not
 * want to replace what is there. The dialog in which they chose has asked that of the path that they chose alone.
 *
 * @param mayBeWritten whether there is no file at this path, or the person wants it replaced
 */
export async function jobFileTarget(
  chosen: string,
  mayBeWritten: (path: string) => Promise<boolean>,
): Promise<string | null> {
  if (chosen.toLowerCase().endsWith(jobFileEnding)) return chosen;
  const path = chosen.replace(/(?:\.json)?$/i, jobFileEnding);
  return (await mayBeWritten(path)) ? path : null;
}
